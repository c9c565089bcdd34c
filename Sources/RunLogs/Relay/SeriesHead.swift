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
