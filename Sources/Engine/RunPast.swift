import Training

/// States of a run at intervals, and what was changed between them: enough to be anywhere in its past again after a few
/// epochs of training.
///
/// A state is a copy of the run, which shares all that does not change. There are at most ``most`` of them, so that a run of
/// a thousand epochs keeps every sixteenth; of a longer run the intervals double again.
struct RunPast: Sendable {
  static let most = 64
  private(set) var interval = 4
  private var states: [TrainingRun] = []
  private(set) var changes: [RunChange] = []

  /// Keeps the state of a run that is about to begin an epoch, if it is the turn of that.
  mutating func keep(_ run: TrainingRun) {
    guard run.epoch % interval == 0, run.epoch > states.last?.epoch ?? -1 else { return }
    states.append(run)
    guard states.count > Self.most else { return }
    interval *= 2
    states.removeAll { $0.epoch % interval != 0 }
  }

  mutating func note(_ change: RunChange) { changes.append(change) }

  /// The last state that was kept before an epoch was over, and what was changed from there to its end; nil where none was kept.
  func state(after epoch: Int) -> (run: TrainingRun, changes: [RunChange])? {
    guard let run = states.last(where: { $0.epoch <= epoch }) else { return nil }
    return (run, changes.filter { $0.epoch > run.epoch && $0.epoch <= epoch })
  }

  /// The same past up to an epoch.
  func before(_ epoch: Int) -> RunPast {
    var past = self
    past.states.removeAll { $0.epoch > epoch }
    past.changes.removeAll { $0.epoch > epoch }
    return past
  }
}
