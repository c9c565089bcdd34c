import LRSchedulers

extension Lab {
  mutating func select(by steps: Int) {
    panes[focus].updateTraining { pane in
      let count = pane.slots.count
      pane.selection = (pane.selectedIndex + steps + count) % count
    }
    guard !showsParameters, let pane = focusedTraining else { return }
    let slot = pane.selectedSlot
    say("pane \(focus + 1): \(slot.name)=\(pane.text(of: slot))")
  }

  mutating func nudge(by steps: Int) -> [LabEffect] {
    guard let pane = focusedTraining else { return [] }
    switch pane.selectedSlot {
    case .baseLR: return setBaseRates(to: pane.configuration.lrs.map { Self.moved($0, by: steps) })
    case .currentLR: return setRatesNow(to: pane.forecast.lrs.map { Self.moved($0, by: steps) })
    case .knob(let knob): return turn(knob, by: steps)
    case .argument(let parameter):
      guard let schedule = pane.schedule.nudged(parameter.name, by: steps) else {
        refuse(Self.reasonValueCannotMove(parameter, pane.schedule, steps))
        return []
      }
      return tweak { $0.schedule = schedule }
    }
  }

  mutating func resetValue() -> [LabEffect] {
    guard let pane = focusedTraining else { return [] }
    switch pane.selectedSlot {
    case .baseLR: return setBaseRates(to: pane.configuration.lrs.map { _ in 0.1 })
    case .currentLR: return setRatesNow(to: pane.configuration.lrs)
    case .knob(let knob): return reset(knob)
    case .argument(let parameter): return set(parameter, to: parameter.default ?? parameter.example)
    }
  }

  mutating func set(_ parameter: ParameterDeclaration, to value: ParameterValue) -> [LabEffect] {
    guard let pane = focusedTraining else { return [] }
    do {
      let schedule = try pane.schedule.setting(parameter.name, to: value)
      guard schedule != pane.schedule else {
        say("\(parameter.name) is \(value.python) already")
        return []
      }
      return tweak { $0.schedule = schedule }
    } catch {
      refuse(error.message)
      return []
    }
  }

  /// What every run starts from: it restarts.
  mutating func setBaseRates(to lrs: [Double]) -> [LabEffect] {
    guard lrs != focusedTraining?.configuration.lrs else {
      say("base lr is \(LRText.plain(lrs)) already")
      return []
    }
    return tweak { $0.initialLRs = lrs }
  }

  /// By hand: in force from the next epoch on.
  mutating func setRatesNow(to lrs: [Double]) -> [LabEffect] {
    guard let pane = focusedTraining else { return [] }
    if let reason = pane.reasonAgainstSettingLR(tweaking) {
      refuse(reason)
      return []
    }
    guard lrs != pane.forecast.lrs else {
      say("lr is \(LRText.plain(lrs)) already")
      return []
    }
    return tweak { $0.currentLRs = lrs }
  }

  /// To the next of ten numbers a decade.
  private static func moved(_ lr: Double, by steps: Int) -> Double {
    PreferredNumbers.moved(lr, by: steps, smallest: 1e-10)
  }

  private static func reasonValueCannotMove(
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
