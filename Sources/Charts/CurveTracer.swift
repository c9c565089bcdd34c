/// Draws one line into the dots. With more values than dot columns it draws the extremes of each column from the
/// pyramid; with fewer, the values one by one. Either way the cost follows the width.
struct CurveTracer {
  let line: PlotLine
  let projection: Projection
  /// Index of the line in its chart.
  let owner: Int

  func trace(into plane: inout DotPlane) {
    guard !line.series.isEmpty else { return }
    if columnsPerValue < 1 {
      traceExtremes(into: &plane)
    } else {
      traceValues(into: &plane)
    }
  }

  private var columnsPerValue: Double { projection.columnsPerX * line.spacing }

  /// Borders between columns are moved to those of blocks, by less than a quarter of a column, which nobody sees and
  /// which saves looking at the single values.
  private func traceExtremes(into plane: inout DotPlane) {
    let level = Series.Level(blocksNotAbove: 1 / columnsPerValue / 4)
    let isWhole = line.series.gaps.isEmpty && projection.y.canShow(line.series.extremes.min)
    var previous: (top: Int, bottom: Int)?
    for (column, indices) in ColumnRanges(line: line, projection: projection, level: level) {
      guard var (top, bottom) = rows(indices, level) else { continue }
      let own = (top, bottom)
      // Single values of a long run are in memory nobody has touched since the last frame: hundreds of waits for it cost
      // more than all else. Dozens of values a column join as well anywhere between their extremes.
      if let before = level != nil && isWhole ? previous : joint(before: indices.lowerBound).map({ ($0, $0) })
      {
        top = min(top, before.bottom + 1)
        bottom = max(bottom, before.top - 1)
      }
      previous = own
      span(column, top, bottom, &plane)
    }
  }

  private func rows(_ indices: Range<Int>, _ level: Series.Level?) -> (Int, Int)? {
    let extremes =
      level.map { line.series.extremes(in: indices, of: $0) } ?? line.series.extremes(in: indices)
    let range = projection.y.scale == .log ? extremes.positiveRange : extremes.finiteRange
    guard let range, let top = projection.row(range.upperBound), let bottom = projection.row(range.lowerBound)
    else {
      return nil
    }
    return (top, bottom)
  }

  /// The row of the value before `index` when a line leads from it to the value there.
  private func joint(before index: Int) -> Int? {
    guard index > 0, projection.y.canShow(line.series[index]) else { return nil }
    return projection.row(line.series[index - 1])
  }

  /// A vertical stroke; its dashes go on from those of a level line.
  private func span(_ column: Int, _ top: Int, _ bottom: Int, _ plane: inout DotPlane) {
    guard top <= bottom else { return }
    for row in top...bottom where line.dash.isOn(column + row - top) {
      plane.set(column, row, owner: owner)
    }
  }

  private func traceValues(into plane: inout DotPlane) {
    let first = max(0, projection.firstIndex(at: 0, of: line) - 1)
    let last = min(line.series.count - 1, projection.firstIndex(at: projection.columns, of: line))
    guard first <= last else { return }
    var previous: (column: Int, row: Int)?
    for index in first...last {
      let column = projection.column(line.x(index))
      guard let row = projection.row(line.series[index]) else {
        previous = nil
        continue
      }
      if let previous {
        join(previous, (column, row), &plane)
      } else {
        dot(column, row, distance: column, &plane)
      }
      previous = (column, row)
    }
  }

  private func join(_ a: (column: Int, row: Int), _ b: (column: Int, row: Int), _ plane: inout DotPlane) {
    switch line.shape {
    case .interpolated: stroke(a, b, &plane)
    case .stepped:
      stroke(a, (b.column, a.row), &plane)
      stroke((b.column, a.row), b, &plane)
    }
  }

  /// A straight line, its first dot left out: that is the last of the line before.
  private func stroke(_ a: (column: Int, row: Int), _ b: (column: Int, row: Int), _ plane: inout DotPlane) {
    let (across, down) = (b.column - a.column, b.row - a.row)
    let length = max(abs(across), abs(down))
    guard length > 0 else { return }
    for step in 1...length {
      let part = Double(step) / Double(length)
      let column = a.column + (Double(across) * part).nearest
      let row = a.row + (Double(down) * part).nearest
      dot(column, row, distance: a.column + step, &plane)
    }
  }

  private func dot(_ column: Int, _ row: Int, distance: Int, _ plane: inout DotPlane) {
    if line.dash.isOn(abs(distance)) {
      plane.set(column, row, owner: owner)
    }
  }
}
