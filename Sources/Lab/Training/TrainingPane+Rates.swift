import LRSchedulers
import Tracks
import Training

extension TrainingPane {
  /// By parameter group, the rates that were in force; x is the count of the scheduler.
  var rates: [Track] { history.rates }

  /// The same of the momenta.
  var momenta: [Track] { history.momenta }

  /// What the optimizer calls its momentum.
  var momentumName: String { configuration.optimizer.kind == .sgd ? "momentum" : "beta1" }

  /// Whether there is one that is not 0 all along.
  var hasMomentum: Bool { configuration.optimizer.hasMomentum || schedule.movesMomentum }

  /// By parameter group, from the forecast's start on; as they are where the schedule leaves them alone.
  var plannedMomenta: [Track] {
    guard !schedule.movesMomentum else { return forecast.plan.momenta }
    let present = configuration.parameterGroups.compactMap(\.momentum)
    return present.enumerated().map { group, start in
      let last = momenta.indices.contains(group) ? momenta[group].last : nil
      return forecast.plan.constant(last ?? start)
    }
  }

  /// Why the rates in force cannot be set by hand; nil if they can.
  func reasonAgainstSettingLR(_ tweaking: Tweaking) -> String? {
    if state.isOver {
      return "no lr is in force: the run has finished; base lr is what the next one starts from"
    }
    if tweaking == .restart { return "lr now: only in live mode (t); base lr is what a restart begins from" }
    return nil
  }
}
