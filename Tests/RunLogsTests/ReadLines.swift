import LogFuzzing
import RunLogs
import Testing

/// Logs that tests write as lines, read whole; in pieces they have to give the same.
enum ReadLines {
  static func run(_ lines: String, _ format: String? = "text") -> LogRun {
    let bytes = Array((lines + "\n").utf8)
    let whole = LogCheck.run(bytes, format, cut: 1 << 20)
    for cut in [1, 13] {
      let other = LogCheck.run(bytes, format, cut: cut)
      #expect(other.series.map(\.points) == whole.series.map(\.points), "cuts of \(cut)")
    }
    return whole
  }

  /// The points of each series, as `x=value` between blanks.
  static func points(_ lines: String, _ format: String? = "text") -> [String: String] {
    Dictionary(
      uniqueKeysWithValues: run(lines, format).series.filter { !$0.points.isEmpty }.map { one in
        (one.name, one.points.map { "\($0[0])=\($0[1])" }.joined(separator: " "))
      })
  }
}
