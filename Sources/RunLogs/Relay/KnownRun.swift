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
