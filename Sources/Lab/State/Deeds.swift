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

/// Which panes there are, in their order. A pane that was started over is another one: the run it had is kept with its name.
struct Arrangement: Sendable, Equatable {
  var panes: [PaneID]
  var focus: PaneID
}

/// Something that can be taken back.
enum Deed: Sendable {
  case tweak(PaneID, Tweak)
  /// Panes were closed, added, moved, started over.
  case arrangement(before: Arrangement, after: Arrangement, words: String)

  /// The panes that it knows by name.
  var panes: [PaneID] {
    switch self {
    case .tweak(let id, _): [id]
    case .arrangement(let before, let after, _): before.panes + after.panes
    }
  }
}

/// What was done in all panes and can be taken back, the last first, and what was taken back.
struct DeedHistory: Sendable {
  /// As many can be taken back.
  static let most = 1_000

  private(set) var done: [Deed] = []
  private(set) var undone: [Deed] = []

  mutating func add(_ deed: Deed) {
    done.append(deed)
    if done.count > Self.most { done.removeFirst(done.count - Self.most) }
    undone = []
  }

  mutating func undo() -> Deed? {
    guard let deed = done.popLast() else { return nil }
    undone.append(deed)
    return deed
  }

  mutating func redo() -> Deed? {
    guard let deed = undone.popLast() else { return nil }
    done.append(deed)
    return deed
  }

  /// Forgets the last ones, as if they had not been done.
  mutating func forgetLast(_ count: Int) { done.removeLast(min(count, done.count)) }

  /// The last closing, opening or moving of panes that can be taken back; what was done since stays.
  mutating func undoArrangement() -> Deed? {
    guard let index = done.lastIndex(where: { if case .arrangement = $0 { true } else { false } }) else {
      return nil
    }
    return done.remove(at: index)
  }

  var panes: Set<PaneID> { Set((done + undone).flatMap(\.panes)) }
}
