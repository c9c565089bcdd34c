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
    return scheduler.note(onAssigning: path, before: epoch).map { [ScheduleNote(name + " " + $0)] } ?? []
  }

  /// What there is to say when the rate is set by hand in mid-run; empty for most.
  ///
  /// - Parameter epoch: the first epoch after the change, counted from 0.
  public func notesOnSettingLR(before epoch: Int) -> [ScheduleNote] {
    let stage = phases.last { $0.start <= epoch }.flatMap { member("schedulers", $0.index) } ?? self
    guard stage.scheduler.assignsLR else { return [] }
    return [ScheduleNote("\(stage.name) assigns the LR in every step: one set by hand does not last")]
  }
}
