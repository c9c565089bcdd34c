import Canvas
import Charts
import LRSchedulers

extension ChartFactory {
  /// SGD's momentum or Adam's beta1, which CyclicLR and OneCycleLR move against the rate.
  func momentum(_ pane: Pane) -> LineChart {
    var chart = blank(pane.momentumName, log: false)
    guard pane.hasMomentum else {
      chart.placeholder = "no momentum: \(pane.configuration.optimizer.spec)"
      return chart
    }
    chart.lines = momentumPlans(pane)
    chart.lines += pane.momenta.enumerated().map { group, series in
      time.placed(PlotLine(series, style: Style(.momentum), dash: .line(group), shape: .stepped), of: pane)
    }
    return chart
  }

  /// Those of all panes that have one.
  func allMomenta() -> LineChart {
    comparison("momentum", log: false, shape: .stepped) { $0.hasMomentum ? $0.momenta.first : nil }
  }

  private func momentumPlans(_ pane: Pane) -> [PlotLine] {
    pane.plannedMomenta.map {
      time.placed(PlotLine.plan($0, start: 1, style: Style(.momentum)), of: pane, from: pane.forecast.start)
    }
  }
}

extension Pane {
  /// What the optimizer calls it.
  var momentumName: String { configuration.optimizer.kind == .sgd ? "momentum" : "beta1" }

  /// Whether there is one that is not 0 all along.
  var hasMomentum: Bool { configuration.optimizer.hasMomentum || schedule.movesMomentum }

  /// By parameter group, from the forecast's start on; as they are where the schedule leaves them alone.
  var plannedMomenta: [Series] {
    guard !schedule.movesMomentum else { return forecast.momentumPlan }
    let present = configuration.parameterGroups.compactMap(\.momentum)
    return present.enumerated().map { group, start in
      let last = momenta.indices.contains(group) ? momenta[group].last : nil
      return Series(Array(repeating: last ?? start, count: forecast.plan.first?.count ?? 0))
    }
  }
}

extension Lab {
  /// What there is to see of momenta, where that is little.
  var momentumText: String {
    if panes.contains(where: \.schedule.movesMomentum) { return "" }
    let optimizer = focusedPane.configuration.optimizer.spec
    return focusedPane.hasMomentum
      ? ": no scheduler here moves it" : ": \(optimizer) has none, no scheduler moves it"
  }
}
