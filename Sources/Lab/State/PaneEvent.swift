import Charts
import LRSchedulers

/// Something that happened in a run.
package enum PaneEvent: Sendable, Equatable {
  /// The rate jumped: by the schedule, by a metric, by hand.
  case change(LRChange)
  /// An attribute was assigned in mid-run, before the epoch; such as `gamma 0.1 → 0.5`.
  case assigned(epoch: Int, what: String)

  /// The first epoch trained with it.
  package var epoch: Int {
    switch self {
    case .change(let change): change.epoch
    case .assigned(let epoch, _): epoch
    }
  }
}
