import LogFuzzing
import RunLogs
import Testing

/// When lines were written, where their stamps say so.
@Suite("Time stamps")
struct LineStampTests {
  private func times(_ lines: [String], readsQuickly: Bool = true) -> [[Double]] {
    let text = Array((lines.joined(separator: "\n") + "\n").utf8)
    let run = LogCheck.run(text, "text", cut: 1 << 20, readsQuickly: readsQuickly)
    return run.series(named: "timestamp")?.points ?? []
  }

  @Test(
    "Every logger's way of writing one instant",
    arguments: [
      "2026-03-01 10:00:05,250 - root - INFO - ", "[2026-03-01 10:00:05,250] [INFO] ",
      "2026/03/01 10:00:05.250 ",
      "2026-03-01T10:00:05.250Z ", "03/01/2026 10:00:05.250 - INFO - x -   ", "[03/01/26 10:00:05.250] ",
      "[rank0]: 2026-03-01 10:00:05.250 | INFO | ",
    ])
  func instants(prefix: String) {
    #expect(times([prefix + "step: 3 loss: 0.5"]) == [[3, 1_772_359_205.25]])
  }

  @Test("Leap years, ends of years and days before the month")
  func calendar() {
    for (stamp, seconds) in [
      ("2000-02-29 00:00:00", 951_782_400.0), ("1999-12-31 23:59:59", 946_684_799),
      ("2024-03-01 00:00:00", 1_709_251_200),
      ("31/12/2023 00:00:00", 1_703_980_800), ("1970-01-01 00:00:01", 1),
    ] {
      #expect(times([stamp + " step: 1 loss: 0.5"]) == [[1, seconds]], "\(stamp)")
    }
  }

  @Test("Times of day go on over midnight, and lines read by a pattern have theirs")
  func midnight() {
    let lines = ["23:59:58 step: 1 loss: 0.5", "23:59:59 step: 2 loss: 0.4", "00:00:01 step: 3 loss: 0.3"]
    #expect(times(lines) == [[1, 86_398], [2, 86_399], [3, 86_401]])
    #expect(times(lines) == times(lines, readsQuickly: false))
  }

  @Test("What is no time of day gives none, and no log is read as another for it")
  func none() {
    for prefix in ["[INFO] ", "eta: 1:02:03 ", "2026-03-01 ", ""] {
      #expect(times([prefix + "step: 3 loss: 0.5"]).isEmpty, "\(prefix)")
    }
  }

  @Test("--x time places points by their stamps")
  func x() {
    var options = ReadOptions()
    options.x = .axis(.time)
    options.format = "text"
    var feed = LogFeed(LogContext(fileName: "x"), options: options)
    Array("10:00:00 step: 3 loss: 0.5\n10:00:07 step: 4 loss: 0.4\n".utf8).withUnsafeBufferPointer {
      feed.take($0)
    }
    feed.finish()
    #expect(feed.run.series(named: "loss")?.points == [[36_000, 0.5], [36_007, 0.4]])
    #expect(feed.run.axis == .time)
  }

  @Test("The clock is the time of a log, not how long a step took")
  func role() {
    let text = Array("10:00:00 step: 3 loss: 0.5 time: 0.2\n10:00:07 step: 4 loss: 0.4 time: 0.3\n".utf8)
    let run = LogCheck.run(text, "text", cut: 1 << 20)
    #expect(RoleFinder.roles(of: run)[.time].map { run.series[$0].name } == "timestamp")
  }
}
