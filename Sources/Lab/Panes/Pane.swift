import Charts
import LRSchedulers

/// Names a pane for the whole session; its number on the screen may change when others are closed.
package struct PaneID: Hashable, Sendable {
  package let rawValue: Int
  /// Which of the pane's seeds a run has, counted from 0, which is the pane's own.
  package let seed: Int

  package init(_ rawValue: Int, seed: Int = 0) {
    self.rawValue = rawValue
    self.seed = seed
  }
}

/// One pane of the screen: a place with something in it to look at.
package struct Pane: Sendable {
  package let id: PaneID
  package internal(set) var source: PaneSource
  /// What its loss is going to be, while that is shown.
  package internal(set) var outlook: OutlookState?

  init(id: PaneID, source: PaneSource) {
    self.id = id
    self.source = source
  }
}

extension Pane {
  /// The run that trains here; nil in a pane that shows something else.
  package var training: TrainingPane? {
    switch source {
    case .training(let pane): pane
    case .log: nil
    }
  }

  /// The log that is shown here; nil in a pane that trains.
  package var log: LogPane? {
    switch source {
    case .training: nil
    case .log(let pane): pane
    }
  }

  /// Changes the log in place.
  ///
  /// - Returns: nil in a pane that shows none.
  @discardableResult
  mutating func updateLog<Result>(_ change: (inout LogPane) -> Result) -> Result? {
    source.updateLog(change)
  }

  /// Changes the run in place: a copy of its history would cost as much as the run is long.
  ///
  /// - Returns: nil in a pane that has no run.
  @discardableResult
  mutating func updateTraining<Result>(_ change: (inout TrainingPane) -> Result) -> Result? {
    source.updateTraining(change)
  }

  /// What can be done with it.
  var abilities: Set<PaneAbility> {
    switch source {
    case .training(let pane): pane.abilities
    case .log: [.loss]
    }
  }

  /// What a key says that needs what the pane cannot do; nil where it can.
  func reasonAgainst(_ ability: PaneAbility) -> String? {
    guard !abilities.contains(ability) else { return nil }
    return training == nil ? ability.reason : ability.reasonOfPlan
  }

  /// Whether nothing more will come.
  package var isOver: Bool {
    switch source {
    case .training(let pane): pane.state.isOver
    case .log(let pane): pane.state.isOver
    }
  }

  /// How it counts.
  package var clock: Clock {
    switch source {
    case .training(let pane): pane.clock
    case .log(let pane): pane.clock
    }
  }

  /// Epochs from the start to the end that is planned.
  package var epochs: Int {
    switch source {
    case .training(let pane): pane.configuration.epochs
    case .log: 1
    }
  }

  /// The last moment that there is something to read of.
  var latest: Moment {
    switch source {
    case .training(let pane): pane.latest
    case .log(let pane): .logged(pane.lastX ?? 0)
    }
  }

  /// What is surprising about it, in words.
  package var notes: [ScheduleNote] {
    switch source {
    case .training(let pane): pane.notes
    case .log: []
    }
  }

  /// The notes without the name that stands in the title.
  var noteTexts: [String] {
    switch source {
    case .training(let pane): pane.noteTexts + (outlook?.notes ?? [])
    case .log(let pane): pane.noteTexts + (outlook?.notes ?? [])
    }
  }

  /// What happened, in order.
  package var events: [PaneEvent] {
    switch source {
    case .training(let pane): pane.events
    case .log(let pane): pane.events
    }
  }

  /// What the top line says of it.
  var subject: [FieldLine.Field] {
    switch source {
    case .training(let pane): pane.subject
    case .log(let pane): pane.subject
    }
  }

  /// What it shows, in full: `StepLR(step_size=10)`.
  var heading: String {
    switch source {
    case .training(let pane): pane.schedule.spec
    case .log(let pane): pane.heading
    }
  }

  /// What the views draw of it.
  func content(in context: FrameContext, isFocused: Bool) -> PaneContent {
    var content =
      switch source {
      case .training(let pane): pane.content(in: context, isFocused: isFocused)
      case .log(let pane): pane.content(in: context, isFocused: isFocused)
      }
    outlook?.add(to: &content, clock, context)
    return content
  }

  /// What the comparison draws of it.
  ///
  /// - Parameter index: its place among the panes, which gives its color.
  func comparison(_ index: Int, in context: FrameContext) -> ComparisonEntry {
    var entry =
      switch source {
      case .training(let pane): pane.comparison(in: context)
      case .log(let pane): pane.comparison(in: context)
      }
    outlook?.add(to: &entry, index, clock, context)
    return entry
  }
}
