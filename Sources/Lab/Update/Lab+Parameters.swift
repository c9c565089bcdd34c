import LRSchedulers

extension Lab {
  mutating func select(by steps: Int) {
    let count = panes[focus].slots.count
    panes[focus].selection = (panes[focus].selectedIndex + steps + count) % count
    guard !showsParameters else { return }
    let slot = focusedPane.selectedSlot
    say("pane \(focus + 1): \(slot.name)=\(focusedPane.text(of: slot, tweaking))")
  }

  mutating func nudge(by steps: Int) -> [LabEffect] {
    let pane = focusedPane
    switch pane.selectedSlot {
    case .lr: return setRates(to: shownRates.map { RateStep.moved($0, by: steps) })
    case .argument(let parameter):
      guard let schedule = pane.schedule.nudged(parameter.name, by: steps) else {
        refuse(Self.reasonForStandstill(parameter, pane.schedule, steps))
        return []
      }
      return tweak { $0.schedule = schedule }
    }
  }

  mutating func resetValue() -> [LabEffect] {
    let pane = focusedPane
    switch pane.selectedSlot {
    case .lr: return setRates(to: shownRates.map { _ in 0.1 })
    case .argument(let parameter): return set(parameter, to: parameter.default ?? parameter.example)
    }
  }

  mutating func set(_ parameter: ParameterDeclaration, to value: ParameterValue) -> [LabEffect] {
    do {
      let schedule = try focusedPane.schedule.setting(parameter.name, to: value)
      guard schedule != focusedPane.schedule else {
        say("\(parameter.name) is \(value.python) already")
        return []
      }
      return tweak { $0.schedule = schedule }
    } catch {
      refuse(error.message)
      return []
    }
  }

  /// The rates the `lr` slot stands for: those in force if a tweak acts on them, else those the next run starts from.
  var shownRates: [Double] {
    focusedPane.ratesShown(tweaking)
  }

  /// By hand: in force from the next epoch on, or the next run's start.
  mutating func setRates(to lrs: [Double]) -> [LabEffect] {
    guard lrs != shownRates else {
      say("lr is \(LRText.list(lrs)) already")
      return []
    }
    let isLive = tweaking == .live && !focusedPane.state.isOver
    return tweak { setting in
      if isLive { setting.currentLRs = lrs } else { setting.initialLRs = lrs }
    }
  }

  private static func reasonForStandstill(
    _ parameter: ParameterDeclaration, _ schedule: Schedule, _ steps: Int
  ) -> String {
    let text = schedule.parameterText(parameter.name)
    guard let range = parameter.range else {
      return "\(parameter.name)=\(text) has no steps; = types a value"
    }
    let bound = PythonNumber.repr(steps < 0 ? range.lowerBound : range.upperBound)
    return "\(parameter.name)=\(text) goes no further with the arrows (to \(bound)); = types any value"
  }
}

extension Pane {
  func ratesShown(_ tweaking: Tweaking) -> [Double] {
    tweaking == .live && !state.isOver ? forecast.lrs : configuration.lrs
  }
}
