import Canvas

/// The panes of the present page, and the comparison in what they leave free.
struct GridView {
  let lab: Lab

  func draw(into grid: inout CellGrid) {
    let layout = lab.gridLayout
    let page = layout.page(of: lab.focus)
    for (place, index) in layout.panes(on: page).enumerated() {
      PaneView(lab: lab, index: index).draw(into: &grid, rect: layout.cell(place))
    }
    if let free = layout.free(on: page) {
      ComparisonView(lab: lab, isLarge: false).draw(into: &grid, rect: free)
    }
  }
}
