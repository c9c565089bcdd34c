import Canvas
import Charts

/// The charts of a pane: above each other, or side by side where rows are scarce.
struct PaneCharts {
  let lab: Lab
  let pane: Pane

  func draw(into grid: inout CellGrid, rect: Rect) {
    let factory = ChartFactory(lab: lab)
    switch lab.display.charts {
    case .lr: factory.lr(pane).draw(into: &grid, rect: rect)
    case .loss: factory.loss(pane).draw(into: &grid, rect: rect)
    case .momentum: factory.momentum(pane).draw(into: &grid, rect: rect)
    case .both: drawPair(factory.lr(pane), factory.loss(pane), into: &grid, rect)
    }
  }

  private func drawPair(_ lr: LineChart, _ loss: LineChart, into grid: inout CellGrid, _ rect: Rect) {
    ChartPair(first: lr, second: loss).draw(into: &grid, rect: rect)
  }
}

/// Two charts of the same epochs.
struct ChartPair {
  var first: LineChart
  var second: LineChart

  func draw(into grid: inout CellGrid, rect: Rect) {
    if rect.height >= 10, rect.width < 5 * rect.height {
      ChartStack([first, second]).draw(into: &grid, rect: rect)
    } else {
      drawSideBySide(into: &grid, rect)
    }
  }

  private func drawSideBySide(into grid: inout CellGrid, _ rect: Rect) {
    let width = (rect.width - 1) / 2
    first.draw(into: &grid, rect: Rect(x: rect.x, y: rect.y, width: width, height: rect.height))
    second.draw(
      into: &grid, rect: Rect(x: rect.maxX - width, y: rect.y, width: width, height: rect.height))
  }
}
