import Charts
import LRSchedulers

/// Something that happened in a run.
package enum PaneEvent: Sendable, Equatable {
  /// The rate jumped: by the schedule, by a metric, by hand.
  case change(LRChange)
  /// An attribute was assigned while the run was under way, before the epoch; such as `gamma 0.1 → 0.5`.
  case assigned(epoch: Int, what: String)

  /// The first epoch trained with it.
  package var epoch: Int {
    switch self {
    case .change(let change): change.epoch
    case .assigned(let epoch, _): epoch
    }
  }

  /// The first step trained with it, where the scheduler steps with every batch; else nil.
  package var step: Int? {
    if case .change(let change) = self { change.step } else { nil }
  }

  /// When it took effect.
  var moment: Moment { step.map { .step(Double($0)) } ?? .epochStart(Double(epoch)) }
}
