import LRSchedulers
import Training

/// A run on its way: the run itself, and what it has to do until it is where it should be.
struct RunWorker: Sendable {
  var run: TrainingRun
  /// What is to be changed, in order.
  private var agenda: ArraySlice<RunChange>
  /// Up to this many epochs it hurries, and takes no orders.
  let goal: Int
  /// Whether what happens until then is known already.
  let isSilent: Bool

  init(_ run: TrainingRun, changes: [RunChange] = [], goal: Int = 0, isSilent: Bool = false) {
    self.run = run
    agenda = changes[...]
    self.goal = goal
    self.isSilent = isSilent
  }

  var isCatchingUp: Bool { run.epoch < goal }
  /// Whether the epoch under way is news.
  var isHeard: Bool { !isSilent || !isCatchingUp }

  /// The changes that are due before the next epoch.
  mutating func dueChanges() -> [RunChange] {
    let due = agenda.prefix { $0.epoch <= run.epoch + 1 }
    agenda = agenda.dropFirst(due.count)
    return Array(due)
  }
}
