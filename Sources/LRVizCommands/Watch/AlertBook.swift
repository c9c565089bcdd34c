import Lab

/// What an alert can be about: `--alert`.
enum AlertKind: String, CaseIterable {
  /// A loss is no number any more, or of no use.
  case diverged
  /// A run that was live has been silent for long.
  case stalled
  /// A rate is not the planned one.
  case plan
  /// A plateau's scheduler would cut the rate.
  case plateau
}

/// What is to be told, and how.
struct AlertRules {
  var kinds: Set<AlertKind> = []
  /// The program and its arguments; empty for none.
  var command: [String] = []
}

/// Something that somebody asked to be told.
struct Alert: Equatable {
  var kind: AlertKind
  var text: String
  /// For the program that is run, as environment variables.
  var values: [String: String]
}

/// Fires each alert once: again only when what it is about was over meanwhile.
struct AlertBook {
  private let rules: AlertRules
  var kinds: Set<AlertKind> { rules.kinds }
  private var active: Set<Key> = []
  private var commands: CommandRunner

  private struct Key: Hashable {
    var pane: PaneID
    var kind: AlertKind
    /// Of a plateau, the cut.
    var place: Double?
  }

  init(_ rules: AlertRules) {
    self.rules = rules
    commands = CommandRunner(rules.command)
  }

  /// When to look after the programs that were run.
  var nextLook: Double? { commands.nextLook }

  /// What could not be run, in words.
  mutating func takeProblems() -> [String] { commands.takeProblems() }

  /// The alerts that are new, their program started.
  mutating func check(_ lab: Lab) -> [Alert] {
    commands.reap()
    guard !rules.kinds.isEmpty else { return [] }
    var fired: [Alert] = []
    var now: Set<Key> = []
    for index in lab.panes.indices {
      guard let log = lab.panes[index].log else { continue }
      for kind in AlertKind.allCases where rules.kinds.contains(kind) {
        guard let finding = log.finding(kind) else { continue }
        let key = Key(pane: lab.panes[index].id, kind: kind, place: finding.place)
        now.insert(key)
        if !active.contains(key) { fired.append(alert(kind, finding.words, log, number: index + 1)) }
      }
    }
    active = now
    for alert in fired { commands.run(alert.values) }
    return fired
  }

  private func alert(_ kind: AlertKind, _ words: String, _ log: LogPane, number: Int) -> Alert {
    var values = log.alertValues
    values["LRVIZ_ALERT"] = kind.rawValue
    values["LRVIZ_TEXT"] = "\(log.title): \(words)"
    return Alert(kind: kind, text: "pane \(number): \(words)", values: values)
  }
}

extension LogPane {
  fileprivate struct Finding {
    var words: String
    var place: Double?
  }

  /// What there is to tell of a kind; nil for nothing.
  fileprivate func finding(_ kind: AlertKind) -> Finding? {
    switch kind {
    case .diverged:
      if case .diverged(let x) = state { return Finding(words: "diverged at \(NumberText.general(x))") }
    case .stalled:
      if case .stalled = state { return Finding(words: "stalled") }
    case .plan:
      if let words = planDeparture { return Finding(words: words) }
    case .plateau:
      if let cut = lastPlateauCut {
        return Finding(words: "plateau: a cut is due at \(NumberText.general(cut))", place: cut)
      }
    }
    return nil
  }

  /// The numbers in force, by the names of the variables that hold them.
  fileprivate var alertValues: [String: String] {
    var values = ["LRVIZ_RUN": run.path, "LRVIZ_NAME": title]
    let numbers = [
      ("LRVIZ_X", lastLoggedX), ("LRVIZ_LR", last(.lr(group: 0))), ("LRVIZ_TRAIN_LOSS", last(.trainLoss)),
      ("LRVIZ_VAL_LOSS", last(.valLoss)),
    ]
    for (name, value) in numbers { values[name] = value.map { NumberText.general($0) } }
    return values
  }
}
