import Tracks

/// The dot columns of a plot that have points of a segment of a line, each with the indices of its points: every index
/// from the first that is shown to the last is in exactly one of them, so that no value is lost or drawn twice.
struct ColumnRanges: Sequence, IteratorProtocol {
  private let line: PlotLine
  private let segment: Int
  private let projection: Projection
  /// Where there is one, columns start with a block of so many points, if it lies near enough.
  private let blockSize: Int?
  private let indices: Range<Int>
  private var column = 0
  private var first = 0

  init(line: PlotLine, segment: Int, projection: Projection, blockSize: Int?) {
    self.line = line
    self.segment = segment
    self.projection = projection
    self.blockSize = blockSize
    indices = line.track.indices(ofSegment: segment)
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

  /// The first index of a column. The last block may not be complete: the segment ends where it ends.
  private func border(_ column: Int) -> Int {
    let index = projection.firstIndex(at: column, of: line, in: segment)
    guard let blockSize, index < indices.upperBound else { return index }
    let start = index & -blockSize
    guard start >= indices.lowerBound else { return index }
    // A quarter of a column is seen by nobody; unevenly spaced points may lie further away.
    let position = (line.placement.x(line.track.x(at: start)) - projection.lowerX) * projection.columnsPerX
    return position >= Double(column) - 0.75 - 1e-9 ? start : index
  }
}
