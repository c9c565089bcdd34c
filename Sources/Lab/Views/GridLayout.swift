import Canvas

/// Where the panes of the grid are: as many columns and rows as show all panes best, pages if they do not fit.
struct GridLayout: Equatable {
  /// Below this a pane's readout and curves are not readable.
  private static let smallest = Size(width: 36, height: 7)
  /// Width to height, in cells, of a pane whose two charts above each other look right.
  private static let aspect = 2.1

  /// So many panes fit on a page at most.
  static func largestPage(in area: Rect) -> Int {
    max(1, area.width / smallest.width) * max(1, area.height / smallest.height)
  }

  let area: Rect
  let panes: Int
  let columns: Int
  let rows: Int

  init(panes: Int, in area: Rect) {
    self.area = area
    self.panes = panes
    let widest = max(1, area.width / Self.smallest.width)
    let highest = max(1, area.height / Self.smallest.height)
    if panes >= widest * highest {
      (columns, rows) = (widest, highest)
    } else {
      columns = Self.bestColumns(panes, area, widest: widest, highest: highest)
      rows = (panes + columns - 1) / columns
    }
  }

  var capacity: Int { columns * rows }
  var pages: Int { (panes + capacity - 1) / capacity }

  func page(of pane: Int) -> Int { pane / capacity }

  /// The indices of the panes on a page.
  func panes(on page: Int) -> Range<Int> {
    page * capacity..<min(panes, (page + 1) * capacity)
  }

  /// The rectangle of a place on the page; surplus columns and rows go to the last ones.
  func cell(_ place: Int) -> Rect {
    let (row, column) = (place / columns, place % columns)
    let left = area.width * column / columns
    let top = area.height * row / rows
    return Rect(
      x: area.x + left, y: area.y + top, width: area.width * (column + 1) / columns - left,
      height: area.height * (row + 1) / rows - top)
  }

  /// Rows of the lowest places.
  var lowest: Int { (0..<rows).map { cell($0 * columns).height }.min() ?? area.height }

  /// What is left of the last row behind the panes of a page; nil if nothing is.
  func free(on page: Int) -> Rect? {
    let used = panes(on: page).count
    guard panes > 1, used % columns != 0 else { return nil }
    let first = cell(used)
    return Rect(x: first.x, y: first.y, width: area.maxX - first.x, height: first.height)
  }

  private static func bestColumns(_ panes: Int, _ area: Rect, widest: Int, highest: Int) -> Int {
    let fitting = (1...max(1, min(widest, panes))).filter { (panes + $0 - 1) / $0 <= highest }
    return fitting.min { misfit($0, panes, area) < misfit($1, panes, area) } ?? widest
  }

  /// How far a number of columns is from good proportions and from a full grid.
  private static func misfit(_ columns: Int, _ panes: Int, _ area: Rect) -> Double {
    let rows = (panes + columns - 1) / columns
    let ratio = Double(area.width * rows) / Double(max(1, area.height * columns)) / aspect
    let unused = columns * rows - panes
    return max(ratio, 1 / max(ratio, 0.01)) + 0.3 * Double(max(0, unused - 1))
  }
}

extension Lab {
  var gridLayout: GridLayout { GridLayout(panes: panes.count, in: body) }
}

extension Lab {
  /// Whether all panes of a page have the same axes.
  var sharesAxes: Bool { display.sharesAxes && !isWatching && panes.count > 1 }
}

extension GridLayout {
  /// The pane drawn at a point, on the page of the focused pane.
  func pane(at point: Point, page: Int) -> Int? {
    panes(on: page).first { cell($0 - page * capacity).contains(point) }
  }
}

/// The panes of the present page, and the comparison in what they leave free.
struct GridView {
  let lab: Lab
  let context: FrameContext

  func draw(into grid: inout CellGrid) {
    let layout = lab.gridLayout
    let page = layout.page(of: lab.focus)
    let panes = layout.panes(on: page).map { PaneView(lab, $0, context) }
    let axes =
      lab.sharesAxes ? SharedAxes(panes.flatMap(\.content.charts), ChartFactory(context: context)) : nil
    // Of one height, so that what stands equally high is equally large.
    let rows = panes.enumerated().map { $1.rowsOfOutlook(in: layout.cell($0)) }.max() ?? 0
    for (place, var pane) in panes.enumerated() {
      (pane.axes, pane.outlookRows) = (axes, rows)
      pane.draw(into: &grid, rect: layout.cell(place))
    }
    if let free = layout.free(on: page) {
      ComparisonView(lab, context, isLarge: false, axes: layout.pages == 1 ? axes : nil)
        .draw(into: &grid, rect: free)
    }
  }
}
