extension Schedule {
  /// What there is to say when a parameter has been given its present value in mid-run; empty for most.
  ///
  /// - Parameters:
  ///   - path: the parameter's name, or path in a composed schedule.
  ///   - epoch: the first epoch after the change, counted from 0.
  public func notes(onAssigning path: String, before epoch: Int) -> [ScheduleNote] {
    let parsed = ParameterPath(path)
    if let place = parsed.member {
      let start = phases.first { $0.index == place.index }?.start ?? 0
      let member = member(place.list, place.index)
      return member?.notes(onAssigning: parsed.rest, before: epoch - min(start, epoch)) ?? []
    }
    return note(path, epoch).map { [ScheduleNote(name + " " + $0)] } ?? []
  }

  /// What there is to say when the rate is set by hand in mid-run; empty for most.
  ///
  /// - Parameter epoch: the first epoch after the change, counted from 0.
  public func notesOnSettingLR(before epoch: Int) -> [ScheduleNote] {
    let stage = phases.last { $0.start <= epoch }.flatMap { member("schedulers", $0.index) } ?? self
    guard stage.assignsLR else { return [] }
    return [ScheduleNote("\(stage.name) assigns the LR in every step: one set by hand does not last")]
  }

  private func note(_ parameter: String, _ epoch: Int) -> String? {
    switch (scheduler, parameter) {
    case (is MultiStepLR, "milestones"):
      "keeps its milestones as a Counter: in PyTorch assign Counter([...]), a list breaks it"
    case (let step as StepLR, "step_size"):
      "counts step_size=\(step.stepSize) from the start, not from the change"
    case (let cosine as CosineAnnealingLR, "T_max") where cosine.tMax.doubleValue.magnitude <= Double(epoch):
      "was past T_max=\(cosine.tMax) when that was assigned: the LR may climb far above its start"
    case (let constant as ConstantLR, "factor") where Double(epoch) < constant.totalIters.doubleValue:
      "ends by dividing by the new factor, which does not lead back to the base LR"
    case (is CosineAnnealingWarmRestarts, "T_0"):
      "reads T_0 when it is built: the cycles in force keep their lengths"
    case (is CyclicLR, "mode"), (is CyclicLR, "gamma"):
      "bound its scale function when it was built: \(parameter) no longer changes it"
    case (is OneCycleLR, "total_steps"), (is OneCycleLR, "epochs"), (is OneCycleLR, "steps_per_epoch"),
      (is OneCycleLR, "pct_start"), (is OneCycleLR, "three_phase"):
      "fixed its phases when it was built: \(parameter) no longer moves them"
    default: nil
    }
  }
}
