import LRSchedulers
import Tracks
import Training

/// Where a fork left the run it is of.
struct ForkOrigin: Sendable, Equatable {
  /// The last epoch that both have in common.
  var epoch: Int
}

/// The past of a run: what was changed in it, and the run as it was after one of its epochs.
extension TrainingPane {
  /// What was changed in the run up to the end of an epoch, in order.
  func changes(upTo epoch: Int) -> [RunChange] {
    var changes: [RunChange] = []
    for event in events where event.epoch <= epoch {
      switch event {
      case .assigned(let assignment):
        changes.append(RunChange(epoch: assignment.epoch, .schedule(assignment.schedule)))
      case .change(let change) where change.kind == .set:
        // One event for each group whose rate is another one; all groups were set.
        let isKnown = changes.last.map { $0.epoch == change.epoch && $0.isRates } ?? false
        if !isKnown { changes.append(RunChange(epoch: change.epoch, .rates(rates(atStartOf: change.epoch)))) }
      case .change, .logged: break
      }
    }
    return changes.sorted { ($0.epoch, $0.isRates ? 1 : 0) < ($1.epoch, $1.isRates ? 1 : 0) }
  }

  /// The present run, made again.
  func recipe(after epoch: Int) -> RunRecipe {
    RunRecipe(started, changes: changes(upTo: epoch), epoch: epoch)
  }

  /// The rates in force as an epoch begins, one for each group.
  private func rates(atStartOf epoch: Int) -> [Double] {
    let count = Double((epoch - 1) * countsPerEpoch + 1)
    return rates.compactMap { $0.held(at: count) }
  }

  private var countsPerEpoch: Int { started.interval == .step ? started.stepsPerEpoch : 1 }

  /// What the run was started with, and what was assigned to it.
  var startedWithChanges: RunConfiguration {
    var configuration = started
    configuration.schedule = schedule(inEpoch: epoch)
    return configuration
  }

  /// The shadow of the run as far as it has come, made again.
  var remadeForecast: Forecast { Forecast(started, after: epoch, of: history, changes: changes(upTo: epoch)) }

  /// Another run that has come to the end of an epoch as this one did, and waits there; this one stays in sight behind it.
  func forked(after epoch: Int) -> TrainingPane {
    let changes = changes(upTo: epoch)
    var fork = self
    fork.rewind(to: epoch)
    fork.configuration = fork.startedWithChanges
    fork.forecast = Forecast(started, after: epoch, of: fork.history, changes: changes)
    fork.plateau = fork.forecast.plateau
    fork.ghost = Ghost(history: history, clock: clock, recipe: recipe(after: self.epoch))
    fork.fork = ForkOrigin(epoch: epoch)
    (fork.state, fork.isWaiting) = (.paused, true)
    fork.refreshNotes()
    return fork
  }

  /// Forgets what came after an epoch.
  private mutating func rewind(to epoch: Int) {
    let kept = events.filter { event in
      switch event {
      case .change(let change) where change.kind != .set:
        // What the schedule changes at the end of an epoch is in force from the next one on.
        change.step.map { $0 <= epoch * countsPerEpoch + 1 } ?? (change.epoch <= epoch + 1)
      default: event.epoch <= epoch
      }
    }
    replaceEvents(by: kept)
    history.cut(after: epoch, countsPerEpoch: countsPerEpoch)
    changeNotes = ChangeNotes()
    for index in otherSeeds.indices { otherSeeds[index].cut(after: epoch) }
    microscope = nil
  }
}

extension RunChange {
  fileprivate var isRates: Bool {
    if case .rates = kind { true } else { false }
  }
}

extension Forecast {
  /// The shadow of a run that has come to the end of an epoch, and what it plans from there on.
  init(_ configuration: RunConfiguration, after epoch: Int, of history: History, changes: [RunChange]) {
    self.init(configuration, planned: false)
    var rest = changes[...]
    for one in (1...max(1, epoch)).prefix(epoch) {
      while let change = rest.first, change.epoch <= one {
        take(change.kind)
        rest = rest.dropFirst()
      }
      pass(epoch: one, history)
    }
    plan(from: epoch + 1)
  }
}
