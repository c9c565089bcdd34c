/// From x and value to dots of a plot: column 0 on the left, row 0 on top.
struct Projection {
  let lowerX: Double
  /// Dot columns per unit of x.
  let columnsPerX: Double
  let columns: Int
  let y: ResolvedAxis
  /// Dot rows kept free above the upper bound.
  let headroom: Int
  let rows: Int

  init(x: ResolvedAxis, y: ResolvedAxis, columns: Int, rows: Int, headroom: Int) {
    lowerX = x.lower
    columnsPerX = Double(max(1, columns - 1)) / (x.upper - x.lower)
    self.columns = columns
    self.y = y
    self.headroom = headroom
    self.rows = rows
  }

  /// Kept within one chart's width of the chart, so that a far-off x costs nothing.
  func column(_ x: Double) -> Int {
    let column = (x - lowerX) * columnsPerX
    return whole(column, -columns, 2 * columns)
  }

  /// Just outside (-1 or `rows`) for what lies beyond the bounds; nil for what the scale cannot show.
  func row(_ value: Double) -> Int? {
    guard y.canShow(value) else { return nil }
    let row = Double(headroom) + (1 - y.fraction(value)) * Double(max(0, rows - headroom - 1))
    return whole(row, -1, rows)
  }

  /// The x in the middle of a dot column.
  func x(_ column: Int) -> Double { lowerX + Double(column) / columnsPerX }

  /// The first x that rounds to `column` or later.
  func start(ofColumn column: Int) -> Double { lowerX + (Double(column) - 0.5) / columnsPerX }

  /// The first index of a segment of a line whose x rounds to `column` or later; its end if there is none.
  func firstIndex(at column: Int, of line: PlotLine, in segment: Int) -> Int {
    line.track.index(atOrAfter: line.placement.trackX(start(ofColumn: column)), in: segment)
  }

  /// The nearest whole number between two limits; the lower one for what is not a number.
  private func whole(_ value: Double, _ lower: Int, _ upper: Int) -> Int {
    value > Double(lower) ? min(value, Double(upper)).nearest : lower
  }
}
