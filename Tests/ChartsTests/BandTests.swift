import Canvas
import TestSupport
import Testing
import Tracks

@testable import Charts

/// What lies between two curves.
@Suite struct BandTests {
  private func chart(_ glyphs: GlyphSet = .braille) -> LineChart {
    var chart = LineChart(glyphs: glyphs)
    chart.x = Axis(bounds: .fixed(0, 19), isShown: false)
    chart.y = Axis(bounds: .fixed(0, 8), isShown: false)
    chart.bands = [
      PlotBand(Track([2, 2], from: 5, every: 10), Track([4, 8], from: 5, every: 10), style: Style(.muted))
    ]
    return chart
  }

  private func drawn(_ chart: LineChart) -> CellGrid {
    var grid = CellGrid(Size(width: 20, height: 8))
    chart.draw(into: &grid, rect: grid.bounds)
    return grid
  }

  /// The rows of a column that are set off.
  private func rows(_ grid: CellGrid, _ column: Int, _ pattern: Unicode.Scalar = "░") -> [Int] {
    (0..<grid.size.height).filter { grid[column, $0].scalar == pattern }
  }

  @Test func itFillsTheRowsBetween() {
    let grid = drawn(chart())
    #expect(rows(grid, 3).isEmpty && rows(grid, 17).isEmpty)
    #expect(rows(grid, 6).last == 5 && rows(grid, 14).last == 5)
    #expect(rows(grid, 6).first == 3 && rows(grid, 14).first == 0)
    for column in 6..<15 {
      let filled = rows(grid, column)
      #expect(filled == Array((filled.first ?? 0)...5))
    }
  }

  @Test func inASCIIItIsASCII() { #expect(!rows(drawn(chart(.ascii)), 10, ":").isEmpty) }

  /// Curves are drawn over it, and it is cut at the edges of the plot.
  @Test func whatIsOutsideIsCut() {
    var chart = chart()
    chart.y.bounds = .fixed(3, 5)
    #expect(rows(drawn(chart), 14) == Array(0..<8))
    chart.y.bounds = .fixed(9, 12)
    #expect((0..<20).allSatisfy { rows(drawn(chart), $0).isEmpty })
    chart.y = Axis(.log, bounds: .fixed(1, 8), isShown: false)
    chart.bands[0].low = Track([-1, 0], from: 5, every: 10)
    #expect(rows(drawn(chart), 14).last == 7)
    chart.bands[0].high = Track([.nan, .infinity], from: 5, every: 10)
    #expect((0..<20).allSatisfy { rows(drawn(chart), $0).isEmpty })
  }

  @Test func inAPictureItIsAnArea() {
    var scene = Scene(width: 400, height: 200)
    chart().draw(into: &scene, rect: SceneRect(x: 0, y: 0, width: 400, height: 200))
    let areas = scene.items.filter { if case .polygon = $0.shape { true } else { false } }
    #expect(areas.count == 1)
  }
}
