import LRSchedulers

/// What a script sets after its scheduler is built.
extension SpecSchedule {
  /// The schedule as its first step finds it, for where it is rebuilt with what was set.
  ///
  /// Left out is what the constructor has used up by then: phases, cycles and modes that are fixed, and a `last_epoch` that
  /// is set back.
  func changedSchedule() throws(CommandError) -> Schedule {
    var changed = schedule
    for change in changes where !isUsedUp(change.name) {
      do { changed = try changed.setting(change.name, to: change.value) } catch {
        throw .schedule(schedule, error)
      }
    }
    return changed
  }

  private func isUsedUp(_ parameter: String) -> Bool {
    switch (schedule.name, parameter) {
    case (_, "last_epoch"), ("CosineAnnealingWarmRestarts", "T_0"), ("CyclicLR", "mode"),
      ("CyclicLR", "gamma"),
      ("OneCycleLR", "total_steps"), ("OneCycleLR", "epochs"), ("OneCycleLR", "steps_per_epoch"),
      ("OneCycleLR", "pct_start"), ("OneCycleLR", "three_phase"):
      true
    default: false
    }
  }
}
