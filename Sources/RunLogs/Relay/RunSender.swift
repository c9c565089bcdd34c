import Tracks

/// What has to be sent of a run so that another machine has it as it is here: what it lacks, as it grows.
package struct RunSender {
  /// A piece of what is sent.
  package enum Piece: Equatable {
    /// What is known of the run beside its points.
    case facts([UInt8])
    /// Which series there are, in order.
    case series([UInt8])
    /// Points of one of them, and how many of those that were sent stay.
    case points([UInt8])
  }

  /// Points of one piece.
  static let most = 1 << 13

  private var facts: [UInt8] = []
  private var heads: [SeriesHead]?
  /// As they were sent. Their points are shared with the run, as long as they are the same.
  private var sent: [Sent] = []
  /// What the other machine says it has; asked once for each series.
  private var known: [KnownRun.Series]

  private struct Sent {
    var head: SeriesHead
    var track: Track
    /// Points that the other machine had before, which are not looked at again.
    var count: Int
  }

  /// - Parameter known: what the other machine has of it already.
  package init(known: KnownRun?) { self.known = known?.series ?? [] }

  /// Gives what is new about the run.
  ///
  /// - Returns: whether some of what the other machine had is no longer so.
  package mutating func update(_ run: LogRun, _ body: (Piece) -> Void) -> Bool {
    let facts = run.packFacts()
    if facts != self.facts { body(.facts(facts)) }
    self.facts = facts
    let heads = run.series.map(SeriesHead.init)
    let isReordered = heads != self.heads
    if isReordered { body(.series(Self.pack(heads))) }
    self.heads = heads
    var hasChanged = false
    var now: [Sent] = []
    for (index, one) in run.series.enumerated() {
      let keep = keep(one, heads[index], at: index, &hasChanged)
      send(one, index, from: keep.count, had: keep.had, body)
      now.append(Sent(head: heads[index], track: one.track, count: one.track.count))
    }
    sent = now
    known = []
    return hasChanged
  }

  private static func pack(_ heads: [SeriesHead]) -> [UInt8] {
    var writer = PackWriter()
    writer.put(heads) { $1.pack(&$0) }
    return writer.bytes
  }

  /// How many of the points that the other machine has stay, and how many it has.
  private func keep(
    _ series: LogSeries, _ head: SeriesHead, at index: Int, _ hasChanged: inout Bool
  ) -> (count: Int, had: Int) {
    if let before = sent(head, at: index) {
      let count = Self.common(before.track, series.track)
      if count < before.count { hasChanged = true }
      return (count, before.count)
    }
    guard let known = known.first(where: { $0.name == head.name && $0.rank == head.rank }) else {
      return (0, 0)
    }
    let isSame =
      known.sum.count <= series.track.count && PointSum(series, count: known.sum.count) == known.sum
    if !isSame { hasChanged = true }
    return (isSame ? known.sum.count : 0, known.sum.count)
  }

  private func sent(_ head: SeriesHead, at index: Int) -> Sent? {
    if sent.indices.contains(index), sent[index].head.names(head) { return sent[index] }
    return sent.first { $0.head.names(head) }
  }

  /// How many points both begin with. A track is only appended to, or loses its end first: where a point is still
  /// there, those before it are.
  private static func common(_ old: Track, _ new: Track) -> Int {
    func isSame(_ index: Int) -> Bool {
      old.x(at: index) == new.x(at: index) && old[index].bitPattern == new[index].bitPattern
    }
    var (low, high) = (0, min(old.count, new.count))
    if high > 0, isSame(high - 1) { return high }
    while low < high {
      let middle = (low + high) / 2
      if isSame(middle) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func send(_ series: LogSeries, _ index: Int, from first: Int, had: Int, _ body: (Piece) -> Void) {
    var start = first
    // What is to be forgotten is said even if nothing follows.
    var isDue = first < had
    while isDue || start < series.track.count {
      let end = min(start + Self.most, series.track.count)
      body(.points(Self.pack(series, index, start..<end)))
      (start, isDue) = (end, false)
    }
  }

  private static func pack(_ series: LogSeries, _ index: Int, _ range: Range<Int>) -> [UInt8] {
    let powers = range.map { series.digits.power(at: $0).map { Int8(clamping: $0) } ?? PrintedDigits.exact }
    let printed = powers.contains(PrintedDigits.exact) ? nil : powers.min().map { Int($0) }
    var writer = PackWriter()
    writer.put(index)
    writer.put(range.lowerBound)
    writer.put(range.count)
    PackedColumn.write(range.map { series.track.x(at: $0) }, power: nil, isEven: true, &writer)
    PackedColumn.write(range.map { series.track[$0] }, power: printed, isEven: false, &writer)
    let starts = powers.indices.filter { $0 == 0 || powers[$0] != powers[$0 - 1] }
    writer.put(starts) { writer, start in
      writer.put(start)
      writer.put(UInt8(bitPattern: powers[start]))
    }
    return writer.bytes
  }
}
