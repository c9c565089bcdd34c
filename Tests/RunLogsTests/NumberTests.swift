import LogFuzzing
import RunLogs
import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// Numbers as they are printed, and how finely.
@Suite("Printed numbers")
struct NumberTests {
  private func series(_ csv: String) -> LogRun {
    LogCheck.run(Array(csv.utf8), "csv", cut: 1 << 20)
  }

  @Test("Every number is what strtod makes of it")
  func exact() throws {
    var mutator = LogMutator(seed: 5)
    var texts = [
      "0", "-0.0", "1e-320", "2.2250738585072011e-308", "1e22", "9007199254740993", "0.1", "1e999", "-1e999",
      "123456789012345678901234567890", "4.35", ".5", "5.",
    ]
    for _ in 0..<2_000 {
      let digits = (0..<(1 + mutator.next(below: 22))).map { _ in "\(mutator.next(below: 10))" }.joined()
      let point = mutator.next(below: digits.count)
      texts.append(
        "\(digits.prefix(point + 1)).\(digits.dropFirst(point + 1))e\(mutator.next(below: 80) - 40)")
    }
    let run = series("step,loss\n" + texts.enumerated().map { "\($0),\($1)\n" }.joined())
    let track = try #require(run.series(named: "loss")).track
    #expect(track.count == texts.count)
    for (index, text) in texts.enumerated() { #expect(track[index] == strtod(text, nil), "\(text)") }
  }

  @Test("What is no number is none, and counted")
  func none() throws {
    let run = series("step,loss\n0,1.0\n1,0x1p3\n2,1_000\n3,NA\n4,\n5,0.5\n")
    #expect(try #require(run.series(named: "loss")).points == [[0, 1], [5, 0.5]])
    #expect(run.skipped.count == 2)
    #expect(run.skipped.first == "line 3: not a number in column 2")
  }

  @Test("Each value keeps how finely it was printed")
  func digits() throws {
    let one = try #require(
      series("step,lr\n0,0.0010\n1,0.1\n2,1.5e-05\n3,0.12345678901234567\n4,0.1234\n").series(named: "lr"))
    #expect((0..<5).map { one.digits.power(at: $0) } == [-4, -1, -6, nil, -4])
  }
}
