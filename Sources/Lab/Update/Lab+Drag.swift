import Canvas
import Charts

/// A drag of the mouse over a chart: it moves what is shown of x where that is a part of it, and else selects a part.
struct ChartDrag: Sendable {
  /// The inside of the chart's axes, and what of x it showed when the button went down.
  let plot: Rect
  let domain: ClosedRange<Double>
  let start: Point
  /// What was shown then; nil where that was all.
  let zoom: Zoom?
  /// Whether a click, which is no drag, puts the cursor there.
  var setsCursor = false
  /// Whether the mouse has been elsewhere since.
  var hasMoved = false
  /// The stretch that is selected so far.
  var selection: ClosedRange<Double>?

  /// The x in the middle of a column, the outermost for columns beside the plot.
  func x(_ column: Int) -> Double {
    let last = max(1, plot.width - 1)
    let part = Double(min(max(column - plot.x, 0), last)) / Double(last)
    return domain.lowerBound + part * width
  }

  var width: Double { domain.upperBound - domain.lowerBound }

  /// How far in x it is from one column to another.
  func distance(_ columns: Int) -> Double { Double(columns) * width / Double(max(1, plot.width - 1)) }
}

extension Lab {
  /// The button goes down in the panes.
  ///
  /// - Returns: whether there is a chart over the shared x.
  mutating func beginDrag(at point: Point) -> Bool {
    drag = nil
    guard let (plot, domain) = plot(at: point), domain == scale.domain else { return false }
    drag = ChartDrag(plot: plot, domain: domain, start: point, zoom: zoom)
    return true
  }

  /// The mouse has moved with the button down.
  mutating func drag(to point: Point) {
    guard case .normal = mode else { return refuse("nothing to drag here") }
    guard var drag else { return refuse("nothing to drag here: drags move or select within a chart") }
    drag.hasMoved = drag.hasMoved || point.x != drag.start.x
    self.drag = drag
    guard let zoom = drag.zoom else {
      let ends = [drag.x(drag.start.x), drag.x(point.x)].sorted()
      drag.selection = ends[0]...ends[1]
      self.drag = drag
      return say(
        "\(scale.unit.name) \(scale.text(of: ends[0].rounded())) to \(scale.text(of: ends[1].rounded())): let go to see only that"
      )
    }
    let whole = wholeScale
    let moved = Zoom.panned(
      drag.domain, in: whole.domain, dataEnd: dataEnd(whole), by: drag.distance(drag.start.x - point.x))
    self.zoom = point.x == drag.start.x ? zoom : moved
    let now = scale
    say("\(now.unit.name) \(now.text(of: now.start.rounded())) to \(now.text(of: now.end.rounded()))")
  }

  /// The button is let go: what is selected is shown.
  mutating func endDrag() {
    defer { drag = nil }
    guard let selection = drag?.selection, let drag else { return }
    let smallest = scale.unit == .epoch ? 1.0 : 2.0
    guard selection.upperBound - selection.lowerBound >= max(smallest, drag.distance(1)) else {
      return refuse("that is too little to be shown alone")
    }
    let isAtEnd = selection.upperBound >= dataEnd(wholeScale)
    zoom = Zoom(
      width: selection.upperBound - selection.lowerBound, end: isAtEnd ? nil : selection.upperBound)
    if let x = cursor { cursor = scale.clamped(x) }
    say(
      "\(scale.unit.name) \(scale.text(of: scale.start.rounded())) to \(scale.text(of: scale.end.rounded())); 0 shows all"
    )
  }

  /// The chart at a point: the inside of its axes, and what of x it shows.
  private func plot(at point: Point) -> (plot: Rect, domain: ClosedRange<Double>)? {
    var grid = CellGrid(size, collectsFigures: true)
    draw(into: &grid)
    for placed in grid.figures ?? [] {
      guard let chart = placed.figure as? LineChart, placed.rect.contains(point),
        case .fixed(let low, let high) = chart.x.bounds, low <= high
      else { continue }
      return (chart.plot(in: placed.rect), low...high)
    }
    return nil
  }
}
