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
  var hasMomentum: Bool { configuration.optimizer.momentumForGroups != 0 || schedule.movesMomentum }

  /// By parameter group, from the forecast's start on; as they are where the schedule leaves them alone.
  var plannedMomenta: [Track] {
    guard !schedule.movesMomentum else { return forecast.plan.momenta }
    let present = configuration.parameterGroups.compactMap(\.momentum)
    return present.enumerated().map { group, start in
      let last = momenta.indices.contains(group) ? momenta[group].last : nil
      return forecast.plan.constant(last ?? start)
    }
  }

  /// The rates the `lr` slot stands for: those in force if a tweak acts on them, else those the next run starts from.
  func ratesShown(_ tweaking: Tweaking) -> [Double] {
    tweaking == .live && !state.isOver ? forecast.lrs : configuration.lrs
  }
}
