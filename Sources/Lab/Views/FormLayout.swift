import Canvas

/// Where the parts of a form are.
struct FormLayout {
  /// Rows for what the scripts come to and for the line of the selected name.
  static let detailRows = 3
  /// Below this a curve is not worth its rows.
  private static let leastChart = Size(width: 30, height: 6)
  /// From here on the curve stands beside the names.
  private static let wide = 110
  /// Below this a row does not say what its name is for: the details do, of the selected one.
  private static let narrow = 60
  /// From here on a row is left empty below the names.
  private static let airy = 10

  let fields: Rect
  let details: Rect
  /// Empty where there is no room.
  let chart: Rect
  /// The fields in sight, around the selected one.
  let shown: Range<Int>
  /// Columns of the names, with the mark before and a blank behind.
  let nameWidth: Int
  private let valueWidth: Int

  init(_ form: ScriptForm, in area: Rect) {
    let count = form.fields.count
    let isWide = area.width >= Self.wide
    let width = isWide ? area.width * 11 / 20 : area.width
    let below = min(Self.detailRows, max(1, area.height / 3))
    let free = area.height - below - (area.height >= Self.airy ? 1 : 0)
    let wanted = isWide ? count : min(count, max(4, free - Self.leastChart.height))
    let rows = max(1, min(count, free, wanted))
    fields = Rect(x: area.x, y: area.y, width: width, height: rows)
    let gap = area.height >= Self.airy && area.height - rows - below > 0 ? 1 : 0
    details = Rect(
      x: area.x, y: fields.maxY + gap, width: width, height: min(below, area.height - rows - gap))
    chart = Self.chart(area, isWide, details)
    let top = max(0, min(form.selection - rows / 2, count - rows))
    shown = top..<min(count, top + rows)
    let widest = form.fields.map { $0.missing.name.unicodeScalars.count }.max() ?? 0
    nameWidth = min(widest + 3, max(12, width * (width < Self.narrow ? 3 : 2) / 5))
    valueWidth = max(6, width < Self.narrow ? width - nameWidth : min(22, (width - nameWidth) / 2))
  }

  private static func chart(_ area: Rect, _ isWide: Bool, _ details: Rect) -> Rect {
    let rect =
      isWide
      ? Rect(x: details.maxX + 2, y: area.y, width: area.maxX - details.maxX - 2, height: area.height)
      : Rect(x: area.x, y: details.maxY, width: area.width, height: area.maxY - details.maxY)
    let fits = rect.width >= leastChart.width && rect.height >= leastChart.height
    return fits ? rect : Rect(x: rect.x, y: rect.y, width: 0, height: 0)
  }

  /// Where the value of a row is.
  func value(row: Int) -> Rect {
    Rect(x: fields.x + nameWidth, y: fields.y + row, width: valueWidth, height: 1)
  }

  /// Where the row says what the name is for.
  func use(row: Int) -> Rect {
    let x = fields.x + nameWidth + valueWidth + 2
    return Rect(x: x, y: fields.y + row, width: max(0, fields.maxX - x), height: 1)
  }

  /// The field at a point; nil where there is none.
  func field(at point: Point) -> Int? {
    guard fields.contains(point) else { return nil }
    let index = shown.lowerBound + point.y - fields.y
    return shown.contains(index) ? index : nil
  }
}
