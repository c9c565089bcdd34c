/// The times of a stream's lines, which go on over midnight where no date is printed.
struct StreamTimes: Sendable {
  private var last: Double?
  private var midnights = 0.0
  private var lastX: Double?
  private static let day = 86_400.0

  mutating func seconds(_ stamp: LineStamp) -> Double {
    guard !stamp.hasDate else { return stamp.seconds }
    // Lines of several processes may come a little out of order; half a day is no such thing.
    if let last, stamp.seconds < last - Self.day / 2 { midnights += 1 }
    last = stamp.seconds
    return stamp.seconds + midnights * Self.day
  }

  /// Whether an x is another than the one before: several lines may tell of one.
  mutating func isNew(_ x: Double) -> Bool {
    defer { lastX = x }
    return x != lastX
  }
}
