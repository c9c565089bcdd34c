/// The dot columns of a plot that have values of a line, each with the indices of its values: every index from the first
/// that is shown to the last is in exactly one of them, so that no value is lost or drawn twice.
struct ColumnRanges: Sequence, IteratorProtocol {
  private let line: PlotLine
  private let projection: Projection
  /// Where there is one, columns start with one of its blocks.
  private let level: Series.Level?
  private let count: Int
  private var column = 0
  private var first = 0

  init(line: PlotLine, projection: Projection, level: Series.Level?) {
    self.line = line
    self.projection = projection
    self.level = level
    count = line.series.count
    first = border(0)
  }

  mutating func next() -> (column: Int, indices: Range<Int>)? {
    while column < projection.columns {
      let start = first
      first = Swift.max(start, border(column + 1))
      column += 1
      if start < first { return (column - 1, start..<first) }
    }
    return nil
  }

  /// The first index of a column. The last block may not be complete: the series ends where it ends.
  private func border(_ column: Int) -> Int {
    let index = projection.firstIndex(at: column, of: line)
    guard index < count else { return count }
    return level?.start(of: index) ?? index
  }
}
