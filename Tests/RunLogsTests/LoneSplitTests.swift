import LogFuzzing
import RunLogs
import Testing

/// Logs that hold nothing but the lines of a validation.
@Suite("Nothing but a validation")
struct LoneSplitTests {
  private func run(_ lines: [String]) -> LogRun {
    let bytes = Array(lines.joined(separator: "\n").utf8)
    let whole = LogCheck.run(bytes, "text", cut: 1 << 20)
    for cut in [1, 13] {
      #expect(LogCheck.run(bytes, "text", cut: cut, pauses: cut > 1).isLike(whole), "cuts of \(cut)")
    }
    return whole
  }

  private func points(_ run: LogRun, _ role: LogRole) -> [[Double]]? {
    RoleFinder.roles(of: run)[role].map { run.series[$0].points }
  }

  @Test(
    "Each line is a point where it counts, of the validation",
    arguments: [
      "[ Valid | %/100 ] loss = 1.%, acc = 0.%", "Valid: [%/100] Loss 1.% Acc 0.%",
      "[Validation] %/100 loss: 1.% acc: 0.%",
      "Validation %/100: loss 1.%, acc 0.%", "eval %/100, loss: 1.%, acc: 0.%",
      "Test: [%/100]\tloss 1.%\tacc 0.%",
      "2026-03-01 10:00:00 - INFO - [ Val | %/100 ] loss = 1.%, acc = 0.%",
    ])
  func alone(pattern: String) throws {
    let found = run((1...9).map { pattern.replacing("%", with: "\($0)") })
    let expected = (1...9).map { [Double($0), 1 + Double($0) / 10] }
    #expect(points(found, .valLoss) == expected)
    #expect(RoleFinder.roles(of: found)[.trainLoss] == nil)
    #expect(points(found, .valAccuracy)?.count == 9)
  }

  @Test("Counted from zero, with numbers of one width and with words behind")
  func padded() {
    let found = run(
      (0...11).map {
        "[ Valid | 0\($0 < 10 ? "0" : "")\($0)/100 ] loss = 1.5, acc = 0.4\($0 % 2 == 0 ? " -> best" : "")"
      })
    #expect(points(found, .valLoss) == (0...11).map { [Double($0), 1.5] })
  }

  @Test(
    "Among lines of a training they are its batches, of which the last counts, also in front of its first line"
  )
  func batches() {
    let loop = (1...4).map { "Test: [\($0)/4] loss 1.\($0)" }
    let training = (1...3).map { "Epoch: [1][\($0)0/30] loss 2.\($0)" }
    #expect(points(run(training + loop), .valLoss)?.map { $0[1] } == [1.4])
    #expect(points(run(loop + training), .valLoss)?.map { $0[1] } == [1.4])
    #expect(points(run(["Epoch 1"] + loop + ["Epoch 2"] + loop), .valLoss) == [[1, 1.4], [2, 1.4]])
  }

  @Test("The part of the data in front of a count tells it, also beside a training that says its own")
  func both() {
    let found = run(
      (1...4).flatMap { ["Training \($0)/4: loss 2.\($0)", "Validation \($0)/4: loss 1.\($0)"] })
    #expect(points(found, .trainLoss) == (1...4).map { [Double($0), 2 + Double($0) / 10] })
    #expect(points(found, .valLoss) == (1...4).map { [Double($0), 1 + Double($0) / 10] })
  }
}
