import Charts
import LRSchedulers

/// Something that happened in a run.
package enum PaneEvent: Sendable, Equatable {
  /// The rate jumped: by the schedule, by a metric, by hand.
  case change(LRChange)
  /// Attributes of the schedule were assigned while the run was under way.
  case assigned(ScheduleAssignment)
  /// The rate in a log jumped.
  case logged(LoggedChange)

  /// The first epoch trained with it.
  package var epoch: Int {
    switch self {
    case .change(let change): change.epoch
    case .assigned(let assignment): assignment.epoch
    case .logged(let change): Int(exactly: change.x.rounded()) ?? 0
    }
  }

  /// The first step trained with it, where the scheduler steps with every batch; else nil.
  package var step: Int? {
    if case .change(let change) = self { change.step } else { nil }
  }

  /// When it took effect.
  var moment: Moment {
    if case .logged(let change) = self { return .logged(change.x) }
    return step.map { .step(Double($0)) } ?? .epochStart(Double(epoch))
  }
}

/// One schedule put in the place of another of the same classes, as assigning its attributes does.
package struct ScheduleAssignment: Sendable, Equatable {
  /// The first epoch trained with it: the run's own word once it has given it.
  package internal(set) var epoch: Int
  package internal(set) var before: Schedule
  package let schedule: Schedule
  /// Whether the run has said when it took it.
  var isConfirmed = false

  init(epoch: Int, before: Schedule, schedule: Schedule) {
    self.epoch = epoch
    self.before = before
    self.schedule = schedule
  }

  /// One attribute, by the path of its parameter, as Python.
  package struct Change: Sendable, Equatable {
    package let path: String
    package let old: String
    package let new: String
  }

  package var changes: [Change] {
    schedule.parameterPaths.compactMap { path in
      let (old, new) = (before.parameterText(path), schedule.parameterText(path))
      return old == new ? nil : Change(path: path, old: old, new: new)
    }
  }

  /// `gamma 0.1 → 0.5`
  var text: String {
    changes.map { "\($0.path) \(LRText.plain($0.path, of: before)) → \(LRText.plain($0.path, of: schedule))" }
      .joined(separator: ", ")
  }
}
