import RunLogs

/// A log whose file has started over: it was rotated and goes on, it is being rewritten, or another run has taken its place.
struct Before {
  /// The reader of the log that was, which goes on into the new file; nil where it cannot.
  var feed: LogFeed?
  private let counts: [Int]
  private let ends: [Double]
  private let pointCount: Int
  /// Until then the log that was is shown, while the new one does not come as far.
  private(set) var end = 0.0

  /// So long a rewritten log may take to be as long as it was.
  private static let patience = 0.3
  private static let lineFormats = ["csv", "jsonl", "text"]

  /// - Parameters:
  ///   - feed: the reader, if what comes may go on where it was.
  ///   - endsInLine: whether its last line has no end.
  init(_ run: LogRun, _ feed: LogFeed?, endsInLine: Bool) {
    counts = run.series.map(\.track.count)
    ends = run.series.map { $0.track.xRange?.upperBound ?? -.infinity }
    pointCount = run.pointCount
    end = WallClock.uptime + Self.patience
    guard let feed, let format = feed.likelyFormat, Self.lineFormats.contains(format.name) else { return }
    self.feed = feed
    if endsInLine { [0x0A].withUnsafeBufferPointer { self.feed?.take($0) } }
  }

  /// The reader that was, if what has come is what follows: all of it lies beyond.
  ///
  /// It is given up as soon as something has come that does not.
  mutating func goesOn() -> LogFeed? {
    guard let run = feed?.provisional(), run.pointCount > pointCount else { return nil }
    let doesFollow = run.series.enumerated().allSatisfy { index, one in
      guard counts.indices.contains(index) else { return true }
      return one.track.count == counts[index]
        || one.track.count > counts[index] && one.track.x(at: counts[index]) > ends[index]
    }
    defer { feed = nil }
    return doesFollow ? feed : nil
  }

  /// Whether the log that was is still to be shown beside what there is of the new one.
  func isStillShown(beside run: LogRun, _ time: Double) -> Bool {
    if feed != nil || run.pointCount == 0 { return true }
    return run.pointCount < pointCount && time < end
  }
}
