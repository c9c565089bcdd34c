import LRSchedulers
import Training

extension Lab {
  /// Opens the panel with what it was left with, at first with the focused pane's own numbers.
  mutating func openUnits() {
    mode = .units(UnitsPanel(units ?? ownUnits))
  }

  /// The numbers of the focused pane's own run.
  private var ownUnits: TrainingUnits {
    focusedTraining?.configuration.units ?? TrainingUnits(samples: 1)
  }

  /// What Enter would do with the numbers, or why it cannot.
  func offer(_ units: TrainingUnits) -> String {
    guard let pane = focusedTraining else { return PaneAbility.schedule.reason }
    do {
      let (parameter, total) = try pane.length(for: units)
      return
        "Enter: \(parameter.name) \(pane.schedule.parameterText(parameter.name)) → \(total) in pane \(focus + 1)"
    } catch {
      return error.message
    }
  }

  /// What keys do while the panel is open; nil for keys that do the same everywhere.
  mutating func performInUnits(_ action: KeyAction, _ panel: UnitsPanel) -> [LabEffect]? {
    if panel.entry != nil {
      switch action {
      case .accept: takeTypedUnit(panel)
      case .cancel: update(panel) { $0.entry = nil }
      default: return nil
      }
      return []
    }
    switch action {
    case .accept: return applyUnits(panel.units)
    case .select(let steps): update(panel) { $0.select(by: steps) }
    case .nudge(let steps): nudgeUnit(panel, by: steps)
    case .typeValue: typeUnit(panel, nil)
    case .defaultValue: resetUnits(panel)
    case .cancel, .openUnits: mode = .normal
    default: return nil
    }
    return []
  }

  /// Begins a number, with what was typed or with the present value.
  mutating func typeUnit(_ panel: UnitsPanel, _ text: String?) {
    guard panel.number(panel.field) != nil else {
      return refuse("\(panel.field.rawValue) is True or False; left and right change it")
    }
    update(panel) { $0.entry = TextEntry(text ?? $0.typed, isSelected: text == nil) }
  }

  /// Back to the pane's own numbers.
  private mutating func resetUnits(_ panel: UnitsPanel) {
    let own = ownUnits
    update(panel) { $0.units = own }
    units = nil
    say("reset to pane \(focus + 1)'s run")
  }

  mutating func nudgeUnit(_ panel: UnitsPanel, by steps: Int) {
    var panel = panel
    if !panel.nudge(by: steps) {
      refuse(
        "\(panel.field.rawValue) cannot go \(steps < 0 ? "below" : "above") \(panel.text(of: panel.field))")
    }
    update(panel) { _ in }
  }

  mutating func takeTypedUnit(_ panel: UnitsPanel) {
    guard var entry = panel.entry else { return }
    do {
      let value = try Self.count(entry.line.text, panel.field)
      var panel = panel
      try panel.set(value)
      update(panel) { $0.entry = nil }
    } catch {
      entry.error = EntryError(message: "\(error)")
      update(panel) { $0.entry = entry }
      refuse("not valid: fix it, or Esc keeps the old value")
    }
  }

  /// Reads a count as Python would: `1437`, `50_000`, `10 * 391`.
  private static func count(_ text: String, _ field: UnitsPanel.Field) throws -> Int {
    let value = try ParameterValue(typed: text.filter { $0 != "," })
    let range = TrainingUnits.range
    guard let number = value.number?.doubleValue, let count = Int(exactly: number), range.contains(count)
    else {
      throw TrainingError(
        "\(field.rawValue) must be a whole number from 1 to \(range.upperBound), but got \(value.python)")
    }
    return count
  }

  private mutating func update(_ panel: UnitsPanel, _ change: (inout UnitsPanel) -> Void) {
    var panel = panel
    change(&panel)
    if panel.units != ownUnits || units != nil { units = panel.units }
    mode = .units(panel)
  }

  /// Puts the total into the parameter of the pane that counts it.
  private mutating func applyUnits(_ wanted: TrainingUnits) -> [LabEffect] {
    do {
      guard let (parameter, total) = try focusedTraining?.length(for: wanted) else { return [] }
      let effects = set(parameter, to: .int(total))
      if let notice, !notice.isRefusal { mode = .normal }
      return effects
    } catch {
      refuse("\(error)")
      return []
    }
  }
}

extension TrainingPane {
  /// The parameter that says how long the schedule runs, and what it has to be for the steps of `units`; throws the
  /// reason where there is none.
  func length(for units: TrainingUnits) throws(TrainingError) -> (ParameterDeclaration, Int) {
    let total = try units.steps().total
    guard let (parameter, start) = schedule.length else {
      throw TrainingError("\(schedule.name) has no parameter that counts the steps of the run")
    }
    guard configuration.interval == .step else {
      throw TrainingError(
        "\(parameter.name) counts epochs, as this scheduler steps once an epoch; I changes that")
    }
    guard total > start else {
      throw TrainingError(
        "the phase of \(parameter.name) begins at step \(start + 1), after the last of \(total)")
    }
    return (parameter, total - start)
  }
}
