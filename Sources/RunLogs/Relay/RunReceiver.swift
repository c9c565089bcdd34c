import Tracks

/// A run of another machine, put together from what ``RunSender`` gives.
package struct RunReceiver {
  package private(set) var run = LogRun()
  private var sums: [PointSum] = []

  package init(path: String) { run.path = path }

  /// Takes a piece.
  ///
  /// - Throws: where it is none; the run stays as it was, or has some of it.
  package mutating func take(facts: Bytes) throws(PackingError) {
    var reader = PackReader(facts)
    try run.unpackFacts(&reader)
    try Self.end(reader)
  }

  package mutating func take(series: Bytes) throws(PackingError) {
    var reader = PackReader(series)
    let heads = try reader.list(most: LogLimits.seriesCount) { reader throws(PackingError) in
      try SeriesHead(&reader)
    }
    try Self.end(reader)
    let (old, oldSums) = (run.series, sums)
    (run.series, sums) = ([], [])
    for (index, head) in heads.enumerated() {
      let before =
        old.indices.contains(index) && SeriesHead(old[index]).names(head)
        ? index : old.firstIndex { SeriesHead($0).names(head) }
      var one = before.map { old[$0] } ?? LogSeries(name: head.name, rank: head.rank)
      one.axis = head.axis
      run.series.append(one)
      sums.append(before.map { oldSums[$0] } ?? PointSum())
    }
    run.reindex()
  }

  package mutating func take(points: Bytes) throws(PackingError) {
    var reader = PackReader(points)
    let index = try reader.count(most: LogLimits.seriesCount)
    let first = try reader.count(most: .max)
    let count = try reader.count(most: RunSender.most)
    guard run.series.indices.contains(index), first <= run.series[index].track.count else {
      throw PackingError()
    }
    let xs = try PackedColumn.read(count, &reader)
    let values = try PackedColumn.read(count, &reader)
    let starts = try reader.list(most: count) { reader throws(PackingError) in
      (start: try reader.count(most: count), power: Int8(bitPattern: try reader.byte()))
    }
    try Self.end(reader)
    cut(index, to: first)
    var stretch = 0
    for place in 0..<count {
      while stretch + 1 < starts.count, starts[stretch + 1].start <= place { stretch += 1 }
      let power = starts.isEmpty ? PrintedDigits.exact : starts[stretch].power
      run.series[index].append(x: xs[place], values[place], power: power)
    }
    let track = run.series[index].track
    // A point that stands nowhere is none of a track that was sent.
    guard track.count == first + count else { throw PackingError() }
    for place in first..<track.count { sums[index].add(track.x(at: place), track[place]) }
  }

  private mutating func cut(_ index: Int, to count: Int) {
    guard count < run.series[index].track.count else { return }
    run.series[index].removeAll(from: count)
    sums[index] = PointSum(run.series[index], count: count)
  }

  private static func end(_ reader: PackReader) throws(PackingError) {
    if !reader.isAtEnd { throw PackingError() }
  }

  /// What there is of it, to be told to the other machine.
  package func known(part: String, path: String) -> KnownRun {
    var known = KnownRun(path: path, part: part)
    known.series = zip(run.series, sums).map { KnownRun.Series(name: $0.name, rank: $0.rank, sum: $1) }
    return known
  }
}
