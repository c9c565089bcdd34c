import LRSchedulers
import Training

extension LiveRun {
  package func resume() {
    command { $0.resume() }
  }

  package func pause() {
    command { $0.pause() }
  }

  /// Trains one epoch, or the rest of the one under way, and pauses.
  package func stepOneEpoch() {
    command { $0.stepOneEpoch() }
  }

  package func setPace(_ pace: Pace) {
    command { $0.setPace(pace) }
  }

  /// Puts another schedule in force from the next epoch on; see ``TrainingRun/assign(_:)``.
  package func assign(_ schedule: Schedule) {
    shared.withLock { $0.control.schedule = schedule }
  }

  /// Sets the learning rates by hand from the next epoch on: one for each group, or one for all.
  package func setLR(_ lrs: [Double]) {
    shared.withLock { $0.control.lrs = lrs }
  }

  /// Ends the run. A chunk in flight finishes within milliseconds and tells nobody.
  package func cancel() {
    command { $0.end() }
  }

  private func command(_ change: (inout RunControl) -> Void) {
    let next = shared.withLock { shared in
      change(&shared.control)
      shared.mailbox.meter.interrupt()
      return shared.next()
    }
    enqueue(next)
  }
}
