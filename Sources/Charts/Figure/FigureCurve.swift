import Canvas
import Tracks

/// A line of a chart as points of a picture. With more values than half points across, the extremes of each half point;
/// with fewer, every value: so its size follows the width of the picture, however long the track.
struct FigureCurve {
  private(set) var lines: [[ScenePoint]] = []
  /// Values that have no neighbor to be joined with.
  private(set) var dots: [ScenePoint] = []
  /// Where values are missing: from the last before to the first after, or the end of the line.
  private(set) var gaps: [ClosedRange<Double>] = []

  private let line: PlotLine
  private let frame: FigureFrame
  private var current: [ScenePoint] = []
  /// Where a value that is held has come to.
  private var reached = 0.0
  private var gapStart: Double?

  init(_ line: PlotLine, in frame: FigureFrame) {
    self.line = line
    self.frame = frame
    for segment in line.track.segments.indices { trace(segment) }
  }

  private mutating func trace(_ segment: Int) {
    let all = line.track.indices(ofSegment: segment)
    let columns = Int(2 * frame.plot.width) + 1
    let projection = Projection(x: frame.x, y: frame.y, columns: columns, rows: 2, headroom: 0)
    let first = projection.firstIndex(at: 0, of: line, in: segment)
    let end = max(first, projection.firstIndex(at: columns, of: line, in: segment))
    guard first < all.upperBound, end > all.lowerBound else { return }
    if end - first > 2 * columns {
      traceExtremes(segment, projection)
    } else {
      for index in (first - 1..<end + 1).clamped(to: all) { add(index) }
    }
    finish()
    gapStart = nil
  }

  private mutating func add(_ index: Int) {
    let (x, value) = (frame.left(of: line.placement.x(line.track.x(at: index))), line.track[index])
    guard frame.y.canShow(value) else {
      if !value.isFinite { beginGap() }
      return finish()
    }
    endGap(at: x)
    let point = ScenePoint(x, frame.top(of: value))
    defer { reached = x }
    guard line.shape == .stepped, let last = current.last else { return current.append(point) }
    if last.y == point.y { return }
    // Dashes do not survive on stairs that are smaller than themselves.
    let isFine =
      line.dash != .solid && !line.isPlan && x - last.x < Self.fineStep
      && abs(point.y - last.y) < 3 * Self.fineStep
    current += isFine ? [point] : [ScenePoint(x, last.y), point]
  }

  /// In points.
  private static let fineStep = 10.0

  private mutating func traceExtremes(_ segment: Int, _ projection: Projection) {
    let perPoint = projection.columnsPerX * line.placement.scale
    let blockSize = Track.blockSize(
      notAbove: 1 / max(1e-300, perPoint * line.track.meanStep(in: line.track.indices(ofSegment: segment)))
        / 4)
    for (column, indices) in ColumnRanges(
      line: line, segment: segment, projection: projection, blockSize: blockSize)
    {
      let extremes = line.track.extremes(in: indices)
      let x = frame.plot.x + frame.plot.width * Double(column) / Double(projection.columns - 1)
      guard let range = frame.y.scale == .log ? extremes.positiveRange : extremes.finiteRange else {
        if extremes.hasGap { beginGap() }
        finish()
        continue
      }
      endGap(at: x)
      add(frame.top(of: range.upperBound), frame.top(of: range.lowerBound), at: x)
    }
  }

  /// Both ends of a column, the one that is nearer to where the line is first.
  private mutating func add(_ top: Double, _ bottom: Double, at x: Double) {
    let comesFromBelow = current.last.map { abs($0.y - bottom) < abs($0.y - top) } ?? false
    let ends = comesFromBelow ? [bottom, top] : [top, bottom]
    current.append(ScenePoint(x, ends[0]))
    if top != bottom { current.append(ScenePoint(x, ends[1])) }
    reached = x
  }

  private mutating func finish() {
    if let last = current.last, reached > last.x { current.append(ScenePoint(reached, last.y)) }
    if current.count == 1 { dots += current } else if !current.isEmpty { lines.append(current) }
    current = []
  }

  private mutating func beginGap() {
    guard gapStart == nil else { return }
    gapStart = current.isEmpty ? frame.plot.x : reached
    gaps.append((gapStart ?? 0)...(line.end.map { max(gapStart ?? 0, frame.left(of: $0)) } ?? 0))
  }

  private mutating func endGap(at x: Double) {
    guard let start = gapStart else { return }
    gaps[gaps.count - 1] = start...max(start, x)
    gapStart = nil
  }
}
