import Tracks

/// Draws one line into the dots, segment by segment. With more points than dot columns it draws the extremes of each
/// column from the pyramid; with fewer, the points one by one. Either way the cost follows the width.
struct CurveTracer {
  let line: PlotLine
  let projection: Projection
  /// Index of the line in its chart.
  let owner: Int

  typealias Dot = (column: Int, row: Int)

  func trace(into plane: inout DotPlane) {
    for segment in line.track.segments.indices {
      let end = line.track.indices(ofSegment: segment).upperBound
      let shown = visible(segment)
      guard shown.lowerBound < end, shown.upperBound > line.track.segments[segment] else { continue }
      let columnsPerPoint = columnsPerPoint(shown)
      if columnsPerPoint < 1 {
        traceExtremes(segment, columnsPerPoint, into: &plane)
      } else {
        traceValues(segment, shown, into: &plane)
      }
    }
  }

  /// The indices of a segment's points inside the plot.
  private func visible(_ segment: Int) -> Range<Int> {
    let first = projection.firstIndex(at: 0, of: line, in: segment)
    return first..<max(first, projection.firstIndex(at: projection.columns, of: line, in: segment))
  }

  /// How far the points at `shown` lie apart on the average.
  private func columnsPerPoint(_ shown: Range<Int>) -> Double {
    projection.columnsPerX * line.placement.scale * line.track.meanStep(in: shown)
  }

  /// Borders between columns are moved to those of blocks, by less than a quarter of a column, which nobody sees and
  /// which saves looking at the single values.
  private func traceExtremes(_ segment: Int, _ columnsPerPoint: Double, into plane: inout DotPlane) {
    let blockSize = Track.blockSize(notAbove: 1 / columnsPerPoint / 4)
    let all = line.track.extremes
    let isWhole = !all.hasGap && projection.y.canShow(all.min)
    let start = line.track.segments[segment]
    var previous: (column: Int, top: Int, bottom: Int)?
    for (column, indices) in ColumnRanges(
      line: line, segment: segment, projection: projection, blockSize: blockSize)
    {
      guard var (top, bottom) = rows(indices) else { continue }
      let own = (column, top, bottom)
      // Single values of a long run are in memory nobody has touched since the last frame: hundreds of waits for it cost
      // more than all else. Dozens of values a column join as well anywhere between their extremes.
      if blockSize != nil, isWhole, let previous, previous.column == column - 1 {
        (top, bottom) = (min(top, previous.bottom + 1), max(bottom, previous.top - 1))
      } else if indices.lowerBound > start, let joint = joint(before: indices.lowerBound) {
        if joint.column >= column - 1 {
          (top, bottom) = (min(top, joint.row + 1), max(bottom, joint.row - 1))
        } else if let row = projection.row(line.track[indices.lowerBound]) {
          join(joint, (column, row), &plane)
        }
      }
      previous = own
      span(column, top, bottom, &plane)
    }
    if let previous, previous.column < projection.columns - 1 { leave(segment, into: &plane) }
  }

  /// Leads from the last point in the plot to the next outside.
  private func leave(_ segment: Int, into plane: inout DotPlane) {
    let next = visible(segment).upperBound
    guard next < line.track.indices(ofSegment: segment).upperBound, let last = joint(before: next),
      let row = projection.row(line.track[next])
    else { return }
    join(last, (column(next), row), &plane)
  }

  private func rows(_ indices: Range<Int>) -> (Int, Int)? {
    let extremes = line.track.extremes(in: indices)
    let range = projection.y.scale == .log ? extremes.positiveRange : extremes.finiteRange
    guard let range, let top = projection.row(range.upperBound), let bottom = projection.row(range.lowerBound)
    else {
      return nil
    }
    return (top, bottom)
  }

  /// The dot of the value before `index` when a line leads from it to the value there.
  private func joint(before index: Int) -> Dot? {
    guard projection.y.canShow(line.track[index]), let row = projection.row(line.track[index - 1]) else {
      return nil
    }
    return (column(index - 1), row)
  }

  private func column(_ index: Int) -> Int {
    projection.column(line.placement.x(line.track.x(at: index)))
  }

  /// A vertical stroke; its dashes go on from those of a level line.
  private func span(_ column: Int, _ top: Int, _ bottom: Int, _ plane: inout DotPlane) {
    plane.setColumn(column, from: top, to: bottom, owner: owner, dash: line.dash, distance: column)
  }

  /// The points at `shown` and their neighbors outside the plot, to which lines lead.
  private func traceValues(_ segment: Int, _ shown: Range<Int>, into plane: inout DotPlane) {
    let indices = line.track.indices(ofSegment: segment)
    var previous: Dot?
    for index in (shown.lowerBound - 1..<shown.upperBound + 1).clamped(to: indices) {
      guard let row = projection.row(line.track[index]) else {
        previous = nil
        continue
      }
      let dot = (column: column(index), row: row)
      if let previous {
        join(previous, dot, &plane)
      } else {
        self.dot(dot.column, dot.row, distance: dot.column, &plane)
      }
      previous = dot
    }
  }

  private func join(_ a: Dot, _ b: Dot, _ plane: inout DotPlane) {
    switch line.shape {
    case .interpolated: stroke(a, b, &plane)
    case .stepped:
      stroke(a, (b.column, a.row), &plane)
      stroke((b.column, a.row), b, &plane)
    }
  }

  /// A straight line, its first dot left out: that is the last of the line before.
  private func stroke(_ a: Dot, _ b: Dot, _ plane: inout DotPlane) {
    let (across, down) = (b.column - a.column, b.row - a.row)
    let length = max(abs(across), abs(down))
    guard length > 0 else { return }
    for step in 1...length {
      let column = a.column + Self.way(across, step, of: length)
      let row = a.row + Self.way(down, step, of: length)
      dot(column, row, distance: a.column + step, &plane)
    }
  }

  /// How far one has come after some of the steps that lead over a distance, to the nearest dot. Most strokes are level,
  /// upright or advance a dot with each step.
  @inline(__always)
  private static func way(_ distance: Int, _ step: Int, of steps: Int) -> Int {
    if distance == 0 { return 0 }
    let size = distance.magnitude == steps ? step : (2 * abs(distance) * step + steps) / (2 * steps)
    return distance < 0 ? -size : size
  }

  private func dot(_ column: Int, _ row: Int, distance: Int, _ plane: inout DotPlane) {
    if line.dash.isOn(abs(distance)) {
      plane.set(column, row, owner: owner)
    }
  }
}
