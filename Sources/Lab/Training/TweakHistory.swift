import LRSchedulers
import Training

/// What one press of a key changed in a pane, both ways.
struct Tweak: Sendable, Equatable {
  /// What a pane can be set to.
  struct Setting: Sendable, Equatable {
    var schedule: Schedule
    var interval: Interval
    var optimizer: OptimizerConfiguration
    /// The rates the run starts from.
    var initialLRs: [Double]
    /// The rates in force, when they were set by hand in mid-run.
    var currentLRs: [Double]?
    /// Where the schedule was read from; nil where it is from no script.
    var origin: ScriptOrigin?
  }

  var before: Setting
  var after: Setting
}

/// The tweaks of a pane that can be taken back, and those taken back.
struct TweakHistory: Sendable {
  private(set) var done: [Tweak] = []
  private(set) var undone: [Tweak] = []

  mutating func add(_ tweak: Tweak) {
    done.append(tweak)
    undone = []
  }

  mutating func undo() -> Tweak? {
    guard let tweak = done.popLast() else { return nil }
    undone.append(tweak)
    return tweak
  }

  mutating func redo() -> Tweak? {
    guard let tweak = undone.popLast() else { return nil }
    done.append(tweak)
    return tweak
  }
}
