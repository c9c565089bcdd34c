/// Forecasts of panes.
extension Lab {
  /// Shows the forecast of the focused pane, or takes it away.
  mutating func toggleOutlook() {
    guard focusedPane.outlook == nil else {
      panes[focus].outlook = nil
      panes[focus].updateLog { $0.foretell(false) }
      return say("pane \(focus + 1): the forecast is closed")
    }
    if let pane = focusedTraining, !pane.trains {
      return refuse("nothing is trained here: there is no loss to foretell")
    }
    panes[focus].outlook = .waiting
    panes[focus].updateLog { $0.foretell(true) }
    if !display.charts.roles.contains(.loss) { display.charts = .both }
    say("pane \(focus + 1): where its loss is going under its plan, and under those of the other panes")
  }

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
