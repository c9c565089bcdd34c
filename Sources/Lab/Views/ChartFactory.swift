import Canvas
import Charts
import LRSchedulers
import Tracks

/// Makes the charts of panes. Tracks are shared, not copied, so that a chart costs nothing until it is drawn.
struct ChartFactory {
  let lab: Lab
  let time: TimeAxis

  init(lab: Lab) {
    self.lab = lab
    time = lab.time
  }

  func lr(_ pane: Pane) -> LineChart {
    var chart = blank("LR", log: lab.display.logLR)
    chart.lines = showsFutures(pane) ? inForce(pane) : plans(pane)
    chart.lines += pane.rates.enumerated().map { group, track in
      time.placed(PlotLine(track, style: Style(.lr), dash: .line(group), shape: .stepped), of: pane)
    }
    if showsFutures(pane) { chart.lines += futures(pane) }
    chart.markers = PhaseMarkers.markers(pane, on: time) + EventMarkers.markers(pane.events, on: time)
    chart.hasMarkerRow = true
    return chart
  }

  func loss(_ pane: Pane) -> LineChart {
    // On an axis of steps it would seem to be of batches.
    var chart = blank(time.stepsPerEpoch == nil ? "loss" : "loss by epoch", log: lab.display.logLoss)
    chart.lines = [PlotLine(pane.history.trainLoss, label: "train", style: Style(.trainLoss))]
    if !pane.history.valLoss.isEmpty {
      chart.lines.append(
        PlotLine(pane.history.valLoss, label: "val", style: Style(.valLoss), dash: .dashed))
    }
    chart.lines = chart.lines.map(time.placed(measured:))
    return chart
  }

  /// The rates of all panes.
  func allLRs() -> LineChart {
    comparison("LR", log: lab.display.logLR, shape: .stepped) { $0.rates.first }
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

  func comparison(
    _ title: String, log: Bool, shape: PlotLine.Shape, _ track: (Pane) -> Track?
  ) -> LineChart {
    var chart = blank(title, log: log)
    chart.showsLegend = false
    for (index, pane) in lab.panes.enumerated() {
      guard let values = track(pane) else { continue }
      let line = PlotLine(
        values, label: "\(index + 1)", style: Style(.series(index)), dash: .line(index), shape: shape)
      chart.lines.append(shape == .stepped ? time.placed(line, of: pane) : time.placed(measured: line))
    }
    return chart
  }

  private func plans(_ pane: Pane) -> [PlotLine] {
    pane.forecast.plan.map {
      time.placed(PlotLine.plan($0, style: Style(.lr)), of: pane)
    }
  }

  func blank(_ title: String, log: Bool) -> LineChart {
    var chart = LineChart(title: title, glyphs: lab.display.glyphs)
    chart.x.bounds = .fixed(1, Double(max(2, time.end)))
    chart.x.name = time.unit
    chart.secondX = time.secondRuler
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
      let start = pane.forecast.start
      let label = group == 0 ? Future.inForce.rawValue : ""
      var lines = [
        time.placed(
          PlotLine(plan, label: label, style: Style(.lr), dash: .line(group), shape: .stepped), of: pane)
      ]
      if let last = pane.rates.indices.contains(group) ? pane.rates[group].last : nil,
        pane.rates[group].count + 1 == start, !plan.isEmpty
      {
        let joint = Track([last, plan[0]], from: Double(start - 1))
        lines.append(
          time.placed(
            PlotLine(joint, style: Style(.lr), dash: .line(group), shape: .stepped), of: pane))
      }
      return lines
    }
  }

  func futures(_ pane: Pane) -> [PlotLine] {
    pane.forecast.others.enumerated().flatMap { index, track in
      track.lines.enumerated().map { group, rates in
        let line = PlotLine.alternative(
          rates, index: index, label: track.future.rawValue, isInLegend: group == 0)
        return time.placed(line, of: pane)
      }
    }
  }
}

extension Pane {
  /// By parameter group, the rates that were in force, as fine as the scheduler sets them.
  var rates: [Track] { stepsPerEpoch == nil ? history.lr : history.stepLR }

  /// The same of the momenta.
  var momenta: [Track] { stepsPerEpoch == nil ? history.momentum : history.stepMomentum }
}
