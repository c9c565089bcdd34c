/// What a series is, without its points.
struct SeriesHead: Equatable {
  var name: String
  var rank: Int?
  var axis: LogAxis

  private static let longestName = 2 * LogLimits.nameBytes + 64

  init(_ series: LogSeries) { (name, rank, axis) = (series.name, series.rank, series.axis) }

  init(_ reader: inout PackReader) throws(PackingError) {
    name = try reader.text(most: Self.longestName)
    rank = try reader.optional { reader throws(PackingError) in Int(try reader.signed()) }
    let number = Int(try reader.byte())
    guard number < LogAxis.allCases.count else { throw PackingError() }
    axis = LogAxis.allCases[number]
  }

  func pack(_ writer: inout PackWriter) {
    writer.put(name)
    writer.put(rank) { $0.put(signed: Int64($1)) }
    writer.put(UInt8(LogAxis.allCases.firstIndex(of: axis) ?? 0))
  }

  /// Whether both are the same curve, whatever its x counts.
  func names(_ other: SeriesHead) -> Bool { name == other.name && rank == other.rank }
}

/// Sums up points in their order, so that two machines know whether they have the same ones.
package struct PointSum: Equatable, Sendable {
  package private(set) var count = 0
  package private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

  init() {}

  package init(count: Int, value: UInt64) { (self.count, self.value) = (count, value) }

  /// Of the first points of a series.
  init(_ series: LogSeries, count: Int) {
    for index in 0..<count { add(series.track.x(at: index), series.track[index]) }
  }

  mutating func add(_ x: Double, _ y: Double) {
    count += 1
    for bits in [x.bitPattern, y.bitPattern] {
      value = (value ^ bits) &* 0x9E37_79B9_7F4A_7C15
      value ^= value >> 29
    }
  }
}

/// What the other machine has of a run: sent with a request, so that only what it lacks comes.
package struct KnownRun: Equatable, Sendable {
  struct Series: Equatable, Sendable {
    var name: String
    var rank: Int?
    var sum: PointSum
  }

  package var path: String
  /// Tells apart the runs of a path: the run's own id, or which of them it is.
  package var part: String
  var series: [Series] = []

  package init(path: String, part: String) { (self.path, self.part) = (path, part) }

  package init(_ reader: inout PackReader) throws(PackingError) {
    path = try reader.text(most: 1 << 16)
    part = try reader.text(most: 1 << 16)
    series = try reader.list(most: LogLimits.seriesCount) { reader throws(PackingError) in
      Series(
        name: try reader.text(most: 1 << 16),
        rank: try reader.optional { reader throws(PackingError) in Int(try reader.signed()) },
        sum: PointSum(count: try reader.count(most: 1 << 40), value: try reader.varint()))
    }
  }

  package func pack(_ writer: inout PackWriter) {
    writer.put(path)
    writer.put(part)
    writer.put(series) { writer, one in
      writer.put(one.name)
      writer.put(one.rank) { $0.put(signed: Int64($1)) }
      writer.put(one.sum.count)
      writer.put(varint: one.sum.value)
    }
  }
}
