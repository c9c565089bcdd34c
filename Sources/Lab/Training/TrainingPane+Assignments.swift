import LRSchedulers
import Training

/// What was assigned while the run was under way, and from when on.
///
/// The lab expects an assignment to hold from the next epoch on. The run may be ahead of its reports, and of several
/// assignments between two epochs it takes the last: what it says it did is what counts.
extension TrainingPane {
  /// Notes an assignment that the run is about to be told; with one it has not taken yet it is one.
  mutating func noteAssignment(of schedule: Schedule, instead before: Schedule) {
    var assignment = ScheduleAssignment(epoch: epoch + 1, before: before, schedule: schedule)
    if let index = pending, case .assigned(let earlier) = events[index], earlier.epoch == epoch + 1 {
      assignment.before = earlier.before
      events.remove(at: index)
    }
    guard assignment.before != schedule else { return }
    insert(assignment)
  }

  /// Takes the run's word for when it took a schedule.
  mutating func confirm(_ taken: RunAssignment) {
    guard let index = pending, case .assigned(var assignment) = events.remove(at: index) else { return }
    var confirmed = ScheduleAssignment(
      epoch: taken.epoch, before: assignment.before, schedule: taken.schedule)
    confirmed.isConfirmed = true
    if confirmed.before != confirmed.schedule { insert(confirmed) }
    guard assignment.schedule != taken.schedule else { return }
    // Changed once more before the word came.
    (assignment.before, assignment.epoch) = (taken.schedule, max(assignment.epoch, taken.epoch + 1))
    insert(assignment)
  }

  /// Notes what a run that is made again is known to be given before an epoch.
  mutating func noteKnown(_ schedule: Schedule, from epoch: Int) {
    var assignment = ScheduleAssignment(
      epoch: epoch, before: self.schedule(inEpoch: epoch), schedule: schedule)
    assignment.isConfirmed = true
    insert(assignment)
  }

  /// The schedule in force in an epoch of the present run.
  package func schedule(inEpoch epoch: Int) -> Schedule {
    events.reduce(into: started.schedule) { schedule, event in
      if case .assigned(let assignment) = event, assignment.epoch <= epoch { schedule = assignment.schedule }
    }
  }

  /// The assignment that the run has not confirmed.
  private var pending: Int? {
    events.lastIndex { if case .assigned(let assignment) = $0 { !assignment.isConfirmed } else { false } }
  }

  /// Events stay in the order of epochs.
  private mutating func insert(_ assignment: ScheduleAssignment) {
    let place = events.lastIndex { $0.epoch <= assignment.epoch }.map { $0 + 1 } ?? 0
    events.insert(.assigned(assignment), at: place)
  }
}
