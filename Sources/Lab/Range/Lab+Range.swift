import LRSchedulers
import Training

/// A range test of the focused pane's workload and optimizer, and what is done about it.
extension Lab {
  mutating func openRange() -> [LabEffect] {
    guard let pane = focusedTraining else { return [] }
    let configuration = pane.configuration
    mode = .range(
      RangePanel(pane: focusedPane.id, name: "\(configuration.workload), \(configuration.optimizer.spec)"))
    return [.session(.testRange(focusedPane.id, configuration))]
  }

  /// The test is over; nobody waits for it any more where its panel is closed.
  mutating func take(_ report: RangeReport, for id: PaneID) {
    if case .range(var panel) = mode, panel.pane == id {
      panel.report = report
      mode = .range(panel)
      return
    }
    for index in modesBehind.indices {
      guard case .range(var panel) = modesBehind[index], panel.pane == id else { continue }
      panel.report = report
      modesBehind[index] = .range(panel)
    }
  }

  /// What keys do in the panel; nil for keys that do the same everywhere.
  mutating func performInRange(_ action: KeyAction, _ panel: RangePanel) -> [LabEffect]? {
    switch action {
    case .accept: return takeRate(of: panel)
    case .select(let steps):
      var panel = panel
      if !panel.select(by: steps) { refuse("there is no other rate to choose") }
      mode = .range(panel)
    case .showCode: showLoop(of: panel)
    case .cancel, .testRange:
      mode = .normal
      say("the range test is closed; nothing changed")
    default: return nil
    }
    return []
  }

  private mutating func takeRate(of panel: RangePanel) -> [LabEffect] {
    guard panel.report != nil else {
      refuse("the test is still running (Esc leaves it)")
      return []
    }
    guard let chosen = panel.chosen, let rate = chosen.rate else {
      refuse("nothing is suggested; Esc leaves")
      return []
    }
    mode = .normal
    guard let index = panes.firstIndex(where: { $0.id == panel.pane }) else {
      refuse("the pane of the range test is gone")
      return []
    }
    focus = index
    let rounded = LRText.rounded(rate)
    let effects = set(.peak, to: .double(rounded))
    if let notice, !notice.isRefusal { say("\(notice.text) (\(chosen.name))") }
    return effects
  }

  private mutating func showLoop(of panel: RangePanel) {
    guard case .found(_, let code)? = panel.report else {
      return refuse("the test is still running: its loop comes with it")
    }
    modesBehind.append(mode)
    mode = .pager(Pager(.code(CodePage(form: .rangeTest, text: code))))
  }
}
