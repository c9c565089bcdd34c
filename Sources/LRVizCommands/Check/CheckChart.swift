import Canvas
import Charts
import Judges
import Pictures

/// Both curves of a check, the plan under what was logged.
struct CheckChart {
  private let report: CheckReport

  init(_ report: CheckReport) { self.report = report }

  func text(_ drawing: DrawingArguments, _ terminal: OutputTerminal) -> String {
    let size = drawing.size ?? Size(width: terminal.size?.width ?? CellCount.standard.width, height: 14)
    var chart = LineChart(glyphs: drawing.glyphs.glyphSet(isUTF8: terminal.text.isUTF8))
    var plan = PlotLine.alternative(report.planned, index: 0, label: "plan")
    plan.tag = nil
    chart.lines = [plan, PlotLine(report.logged, label: "logged", style: Style(.lr), shape: .stepped)]
    chart.y.scale = drawing.logLR == true ? .log : .linear
    chart.y.name = "lr"
    chart.x.name = report.xName
    if !report.isMatch { chart.markers = [PlotMarker(x: report.at, label: "\(report.verdict.rawValue)")] }
    return drawing.text(ChartStack([chart]), size, on: terminal)
  }
}
