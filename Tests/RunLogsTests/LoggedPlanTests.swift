import Testing

@testable import RunLogs

/// A log may begin with the plan of its run, as lrviz' Python module writes it.
@Suite struct LoggedPlanTests {
  private static func read(_ lines: [String], cut: Int = .max) -> LogRun {
    var feed = LogFeed(LogContext(fileName: "run.jsonl"))
    let bytes = Array((lines.joined(separator: "\n") + "\n").utf8)
    let cut = min(cut, bytes.count)
    for start in stride(from: 0, to: bytes.count, by: cut) {
      bytes[start..<min(bytes.count, start + cut)].withUnsafeBufferPointer { feed.take($0) }
    }
    feed.finish()
    return feed.run
  }

  private static let rows = (0..<5).map { #"{"step": \#($0), "lr": [0.1, 0.01], "train_loss": 1.5}"# }
  private static let header =
    #"{"lrviz": {"plan": "StepLR(step_size=2)", "interval": "step", "lr": [0.1, 0.01], "optimizer": "SGD()", "epochs": 5}}"#

  @Test(arguments: [1, 7, .max])
  func theFirstLineIsThePlanAndNoPoint(cut: Int) throws {
    let run = Self.read([Self.header] + Self.rows, cut: cut)
    let plan = try #require(run.plan)
    #expect(plan.spec == "StepLR(step_size=2)" && plan.lrs == [0.1, 0.01] && plan.optimizer == "SGD()")
    #expect(plan.interval == "step" && plan.length == 5)
    #expect(run.series.filter { !$0.track.isEmpty }.map(\.name) == ["lr[0]", "lr[1]", "train_loss"])
    #expect(run.skipped.count == 0)
  }

  @Test(arguments: [
    #"{"lrviz": 1}"#, #"{"lrviz": {"plan": 3}}"#, #"{"lrviz": {}}"#, #"{"lrvizes": {"plan": "StepLR(2)"}}"#,
  ])
  func whatOnlyLooksLikeOneIsNone(line: String) {
    #expect(Self.read([line] + Self.rows).plan == nil)
  }
}
