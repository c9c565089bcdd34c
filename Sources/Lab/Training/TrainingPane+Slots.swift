import LRSchedulers

/// What the arrow keys can change.
extension TrainingPane {
  var slots: [ParameterSlot] { texts.slots }

  /// Schedulers differ in how many parameters they have; the selection stays within.
  func selectedIndex(in slots: [ParameterSlot]) -> Int { min(max(selection, 0), slots.count - 1) }

  var selectedIndex: Int { selectedIndex(in: slots) }

  var selectedSlot: ParameterSlot {
    let slots = slots
    return slots[selectedIndex(in: slots)]
  }

  /// Selects a parameter by its path, if there is such a one.
  mutating func select(_ parameter: String) {
    selection = slots.firstIndex { $0.name == parameter } ?? selection
  }

  /// A parameter's value as Python, to be edited.
  func text(of slot: ParameterSlot) -> String {
    switch slot {
    case .baseLR: LRText.list(configuration.lrs)
    case .currentLR: LRText.list(forecast.lrs)
    case .argument, .knob: texts.value(of: slot.name)
    }
  }

  /// The same for a line with little room: of a float no more digits than fit.
  func shortText(of slot: ParameterSlot) -> String {
    switch slot {
    case .baseLR: texts.rates
    case .currentLR: LRText.compact(forecast.lrs)
    case .argument, .knob: texts.shortValue(of: slot.name)
    }
  }

  func help(of slot: ParameterSlot) -> String {
    switch slot {
    case .baseLR: "learning rate of the optimizer; a change restarts the pane"
    case .currentLR: "the rate in force, set by hand from the next epoch on"
    case .argument(let declaration): help(of: declaration)
    case .knob(let knob): help(of: knob)
    }
  }

  /// Where the selection begins: at the scheduler's first parameter, of a metric-driven one at the one that matters most.
  var firstSelection: Int {
    slots.firstIndex { schedule.needsMetric && $0.shortName == "patience" } ?? min(1, slots.count - 1)
  }

  /// A parameter's meaning. What a scheduler calls an epoch is a call of its `step()`, here a batch.
  func help(of parameter: ParameterDeclaration) -> String {
    let countsEpochs = parameter.help.split(separator: " ").contains { $0.hasPrefix("epoch") }
    return stepsPerEpoch != nil && countsEpochs ? parameter.help + " (here: steps)" : parameter.help
  }

  private func help(of knob: ScheduleKnob) -> String {
    switch knob {
    case .warmup:
      "how long the rate rises, and all that moves with it: \(configuration.interval)s, 5epochs or 3%"
    case .peak:
      schedule.ownPeak == nil ? "the highest rate: the optimizer's" : "the highest rate: the schedule's own"
    case .end: "the rate it falls to in the end"
    }
  }
}
