import Canvas
import Charts
import LRSchedulers

/// Makes the charts of panes. Series are shared, not copied, so that a chart costs nothing until it is drawn.
struct ChartFactory {
  let lab: Lab

  func lr(_ pane: Pane) -> LineChart {
    var chart = blank("LR", log: lab.display.logLR)
    chart.lines = showsFutures(pane) ? inForce(pane) : plans(pane)
    chart.lines += pane.history.lr.enumerated().map { group, series in
      PlotLine(series, style: Style(.lr), dash: .line(group), shape: .stepped)
    }
    if showsFutures(pane) { chart.lines += futures(pane) }
    chart.markers = EventMarkers.markers(pane.events, epochs: lab.epochs)
    chart.hasMarkerRow = true
    return chart
  }

  func loss(_ pane: Pane) -> LineChart {
    var chart = blank("loss", log: lab.display.logLoss)
    chart.lines = [PlotLine(pane.history.trainLoss, label: "train", style: Style(.trainLoss))]
    if !pane.history.valLoss.isEmpty {
      chart.lines.append(
        PlotLine(pane.history.valLoss, label: "val", style: Style(.valLoss), dash: .dashed))
    }
    return chart
  }

  func momentum(_ pane: Pane) -> LineChart {
    var chart = blank("momentum", log: false)
    chart.placeholder = "no momentum: \(pane.configuration.optimizer.spec)"
    chart.lines = pane.history.momentum.enumerated().map { group, series in
      PlotLine(series, style: Style(.momentum), dash: .line(group), shape: .stepped)
    }
    return chart
  }

  /// The rates of all panes.
  func allLRs() -> LineChart {
    comparison("LR", log: lab.display.logLR, shape: .stepped) { $0.history.lr.first }
  }

  /// The validation losses of all panes; training losses where there is no validation.
  func allLosses() -> LineChart {
    let hasValidation = lab.panes.allSatisfy { !$0.history.valLoss.isEmpty }
    return comparison(
      hasValidation ? "val loss" : "train loss", log: lab.display.logLoss, shape: .interpolated
    ) {
      hasValidation ? $0.history.valLoss : $0.history.trainLoss
    }
  }

  private func comparison(
    _ title: String, log: Bool, shape: PlotLine.Shape, _ series: (Pane) -> Series?
  ) -> LineChart {
    var chart = blank(title, log: log)
    chart.showsLegend = false
    for (index, pane) in lab.panes.enumerated() {
      guard let values = series(pane) else { continue }
      chart.lines.append(
        PlotLine(
          values, label: "\(index + 1)", style: Style(.series(index)), dash: .line(index), shape: shape))
    }
    return chart
  }

  private func plans(_ pane: Pane) -> [PlotLine] {
    pane.forecast.plan.map {
      PlotLine.plan($0, start: Double(pane.forecast.start), style: Style(.lr))
    }
  }

  private func blank(_ title: String, log: Bool) -> LineChart {
    var chart = LineChart(title: title, glyphs: lab.display.glyphs)
    chart.x.bounds = .fixed(1, Double(max(2, lab.epochs)))
    chart.y.scale = log ? .log : .linear
    chart.cursor = lab.cursor.map(Double.init)
    return chart
  }
}

extension ChartFactory {
  func showsFutures(_ pane: Pane) -> Bool { lab.display.showsFutures && !pane.forecast.others.isEmpty }

  /// The plan where it is one of three: as solid as what was trained, and joined to it.
  func inForce(_ pane: Pane) -> [PlotLine] {
    pane.forecast.plan.enumerated().flatMap { group, plan in
      let start = Double(pane.forecast.start)
      let label = group == 0 ? Future.inForce.rawValue : ""
      var lines = [
        PlotLine(
          plan, start: start, label: label, style: Style(.lr), dash: .line(group), shape: .stepped)
      ]
      if let last = pane.history.lr.indices.contains(group) ? pane.history.lr[group].last : nil,
        pane.epoch + 1 == pane.forecast.start, let first = plan.values.first
      {
        lines.append(
          PlotLine(
            Series([last, first]), start: start - 1, style: Style(.lr), dash: .line(group), shape: .stepped))
      }
      return lines
    }
  }

  func futures(_ pane: Pane) -> [PlotLine] {
    pane.forecast.others.enumerated().flatMap { index, track in
      track.lines.enumerated().map { group, series in
        PlotLine.alternative(
          series, start: Double(track.start), index: index, label: track.future.rawValue,
          isInLegend: group == 0)
      }
    }
  }
}
