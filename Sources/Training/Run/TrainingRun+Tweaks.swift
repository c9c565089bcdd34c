import LRSchedulers

extension TrainingRun {
  /// Puts another schedule in force in mid-run.
  ///
  /// With a schedule of the same class this is assigning the attributes of PyTorch's scheduler: state and rates
  /// stay. With another class it is constructing that scheduler on the same optimizer: it counts from 0 again, from
  /// the rates in force if it computes from them, from `initial_lr` if it does not (QUIRKS 9.5).
  package mutating func assign(_ schedule: Schedule) throws(TrainingError) {
    let before = groups
    if schedule.name == scheduleRun.schedule.name {
      try TrainingError.translating { () throws(SchedulerError) in try scheduleRun.assign(schedule) }
    } else {
      scheduleRun = try TrainingError.translating { () throws(SchedulerError) in
        try ScheduleRun(schedule, groups: before)
      }
      scheduleOrigin = epoch
    }
    groups = scheduleRun.groups
    recordDifferences(from: before)
  }

  /// Sets the rates by hand, one for each group or one for all, as `optimizer.param_groups[i]["lr"] = x` does.
  package mutating func setLR(_ lrs: [Double]) throws(TrainingError) {
    for lr in lrs where !lr.isFinite {
      throw TrainingError("a learning rate must be a finite number, but got \(PythonNumber.repr(lr))")
    }
    let before = groups
    try TrainingError.translating { () throws(SchedulerError) in _ = try scheduleRun.setLR(lrs) }
    groups = scheduleRun.groups
    recordDifferences(from: before)
  }

  private mutating func recordDifferences(from before: [ParameterGroup]) {
    let changes = groups.indices.filter { groups[$0].lr != before[$0].lr }.map { group in
      LRChange(epoch: 0, kind: .set, group: group, from: before[group].lr, to: groups[group].lr)
    }
    record(changes)
  }
}
