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
    return Int(min(max(column, Double(-columns)), Double(2 * columns)).rounded())
  }

  /// Just outside (-1 or `rows`) for what lies beyond the bounds; nil for what the scale cannot show.
  func row(_ value: Double) -> Int? {
    guard y.canShow(value) else { return nil }
    let row = Double(headroom) + (1 - y.fraction(value)) * Double(max(0, rows - headroom - 1))
    return Int(min(max(row, -1), Double(rows)).rounded())
  }

  /// The x in the middle of a dot column.
  func x(_ column: Int) -> Double { lowerX + Double(column) / columnsPerX }

  /// The first index whose x rounds to `column` or later.
  func firstIndex(at column: Int, start: Double) -> Int {
    let index = lowerX - start + (Double(column) - 0.5) / columnsPerX
    return Int(min(max(index, 0), 1e15).rounded(.up))
  }
}
