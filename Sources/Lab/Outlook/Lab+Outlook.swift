/// Forecasts of panes.
extension Lab {
  /// Shows the forecast of the focused pane, in the comparison of all panes, or takes it away.
  mutating func toggleOutlook() {
    let isOfAll = display.layout == .overlay
    let wanted = isOfAll ? Array(panes.indices.prefix(Self.mostForetold)) : [focus]
    let isOpen = wanted.allSatisfy { panes[$0].outlook != nil }
    for index in wanted where isOpen || panes[index].outlook == nil {
      panes[index].outlook = isOpen ? nil : .waiting
      panes[index].updateLog { $0.foretell(!isOpen) }
    }
    if !isOpen, !display.charts.roles.contains(.loss) { display.charts = .both }
    switch (isOfAll, isOpen) {
    case (true, true): say("the forecasts are closed")
    case (true, false): say("forecasts: where each loss is going under its own plan")
    case (false, true): say("pane \(focus + 1): the forecast is closed")
    case (false, false): say("pane \(focus + 1): its forecast, and those under the other schedules")
    }
  }

  /// More forecasts are not made at once.
  private static let mostForetold = 16

  /// The panes whose forecast is shown.
  package var outlooks: [PaneID] { panes.filter { $0.outlook != nil }.map(\.id) }

  /// Another number where the forecast of a pane would be another one.
  package func outlookKey(of id: PaneID) -> Int {
    var hasher = Hasher()
    for pane in panes {
      hasher.combine(pane.id == id)
      switch pane.source {
      case .training(let training): training.addOutlookKey(to: &hasher)
      case .log(let log): log.addOutlookKey(to: &hasher)
      }
    }
    return hasher.finalize()
  }

  /// What the forecast of a pane is made from.
  package func outlookRequest(of id: PaneID) -> OutlookRequest {
    guard let pane = panes.first(where: { $0.id == id }) else { return .notYet }
    let others = panes.enumerated().filter { $0.element.id != id }.compactMap { index, other in
      switch other.source {
      case .training(let training): training.alternative(number: index + 1)
      case .log(let log): log.alternative(number: index + 1)
      }
    }.prefix(Self.mostAlternatives)
    switch pane.source {
    case .training(let training): return training.outlookRequest(Array(others))
    case .log(let log): return log.outlookRequest(Array(others))
    }
  }

  /// More curves cannot be told apart.
  private static let mostAlternatives = 8

  mutating func take(_ outlook: OutlookState, for id: PaneID) {
    guard let index = panes.firstIndex(where: { $0.id == id }), panes[index].outlook != nil else { return }
    panes[index].outlook = outlook
    panes[index].updateLog { $0.foretoldEnd = outlook.lastX }
  }
}
