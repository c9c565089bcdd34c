import Canvas
import Tracks

@testable import Charts

/// Charts with few, round values: what the frame tests draw.
enum ChartSamples {
  /// 0.1 for ten epochs, then 0.01; the run has done 12 of 20 epochs.
  static func steps(_ glyphs: GlyphSet) -> LineChart {
    var chart = LineChart(title: "lr", glyphs: glyphs)
    let rate = { (epoch: Int) in epoch <= 10 ? 0.1 : 0.01 }
    chart.lines = [
      .plan(Track((12...20).map(rate), from: 12), style: Style(.lr)),
      PlotLine(Track((1...12).map(rate)), style: Style(.lr), shape: .stepped),
    ]
    chart.markers = [PlotMarker(x: 11)]
    chart.x.bounds = .fixed(1, 20)
    return chart
  }

  /// A fall from 2 to 0, and one that stops being a number at epoch 6.
  static func losses(_ glyphs: GlyphSet) -> LineChart {
    var chart = LineChart(title: "loss", glyphs: glyphs)
    chart.lines = [
      PlotLine(Track([2, 1, 0.5, 0.25, 0.125, .nan, .nan]), label: "train", style: Style(.trainLoss)),
      PlotLine(
        Track((0..<7).map { 2 - 0.1 * Double($0) }), label: "val", style: Style(.valLoss), dash: .dashed),
    ]
    chart.x.bounds = .fixed(1, 10)
    return chart
  }

  /// Five level lines, told apart by pattern, label and the number at their end.
  static func comparison(_ glyphs: GlyphSet) -> LineChart {
    var chart = LineChart(title: "all", glyphs: glyphs)
    chart.lines = (0..<5).map { pane in
      let level = Double(pane + 1)
      return .compared(Track([level, level]), index: pane, label: "Scheduler")
    }
    chart.x.bounds = .fixed(1, 3)
    return chart
  }

  static func grid(_ chart: LineChart, _ width: Int, _ height: Int) -> CellGrid {
    var grid = CellGrid(Size(width: width, height: height))
    chart.draw(into: &grid, rect: grid.bounds)
    return grid
  }

  /// A chart with one of everything.
  static func busy(_ glyphs: GlyphSet) -> LineChart {
    var chart = losses(glyphs)
    chart.lines.insert(.plan(Track([1, 2, 3], from: 7), style: Style(.lr)), at: 0)
    chart.lines[1].tag = "1"
    chart.markers = [PlotMarker(x: 3), PlotMarker(x: 5, kind: .phase, label: "phase")]
    chart.secondX = SecondRuler(name: "steps", factor: 45)
    chart.cursor = 4
    chart.hasMarkerRow = true
    return chart
  }
}
