import RunLogs
import Testing

/// A reader that gives its memory back while a log rests goes on as if it had not.
@Suite("Memory that reading gives back")
struct ReleasingTests {
  private static let formats: [(name: String, line: @Sendable (Int) -> String, head: String)] = [
    ("csv", { "\($0),0.\($0 % 977),1e-\($0 % 9)\n" }, "step,loss,lr\n"),
    ("jsonl", { "{\"step\": \($0), \"loss\": 0.\($0 % 977), \"lr\": 1e-\($0 % 9)}\n" }, ""),
    ("text", { "step \($0): loss 0.\($0 % 977), lr 1e-\($0 % 9)\n" }, ""),
    ("numbers", { "0.\($0 % 977)\n" }, ""),
  ]

  @Test(
    "Between pieces of any length, within lines", arguments: 0..<formats.count, [70_001, 300_000, 1 << 20])
  func between(format: Int, length: Int) {
    let (name, line, head) = Self.formats[format]
    // Lines of another kind here and there, for which the careful reader takes over.
    let text = (0..<40_000).map { $0 % 9_973 == 77 ? "# a remark\n" : line($0) }.joined()
    let bytes = Array((head + text).utf8)
    var (whole, rested) = (LogFeed(LogContext(fileName: "a")), LogFeed(LogContext(fileName: "a")))
    bytes.withUnsafeBufferPointer { bytes in
      whole.take(bytes)
      for start in stride(from: 0, to: bytes.count, by: length) {
        rested.take(UnsafeBufferPointer(rebasing: bytes[start..<min(bytes.count, start + length)]))
        rested.release()
        rested.release()
      }
    }
    whole.finish()
    rested.finish()
    #expect(whole.run.pointCount > 39_000, "\(name)")
    #expect(whole.run.series.map(\.name) == rested.run.series.map(\.name))
    #expect(whole.run.series.map(\.track) == rested.run.series.map(\.track), "\(name)")
    #expect(whole.run.skipped.count == rested.run.skipped.count)
  }
}
