import ArgumentParser
import LRSchedulers

struct WatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: "Live view of training logs: one pane a run, followed as they grow.",
    discussion: """
      Files, folders in which runs appear, - for what comes through a pipe, as in 'python train.py | lrviz watch -', and \
      host:PATH for another machine, by your own ssh: where lrviz is there too it reads the logs there and sends what is new. \
      Nothing is written beside the logs. ? lists the keys.
      """)

  @Argument(
    help: ArgumentHelp(
      "A log: a file, a folder to search and to watch, a pattern, or - for standard input; may be repeated.",
      valueName: "PATH"))
  var paths: [String]

  @Option(
    name: .customLong("plan"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Lay the rates of a scheduler over the logs; may be repeated, one a pane, the last for all that follow.",
      valueName: "SPEC"))
  var plans: [String] = []
  @Option(.planLR) var lr: LearningRates?
  @Option(.planInterval) var interval: Interval?
  @Option(.alerts) var alerts: Set<AlertKind> = []
  @Option(.onAlert) var command: String?
  @Option(.until) var until: WatchEnd?
  @Option(.last) var last: Double?
  @OptionGroup var log: LogOptions
  @Flag(name: .customLong("poll"), help: "Look once a second instead of waiting for the kernel's word.")
  var polls = false
  @Flag(
    name: .customLong("gather"),
    help:
      "Show the logs of a job's processes as one run: rank0.log and rank1.log, node-3.out, slurm-123_4.out, torchrun's folders, one path on several machines. N does so too."
  )
  var gathers = false
  @Flag(name: .customLong("fresh"), help: "Forget how these logs were looked at the last time.")
  var isFresh = false
  @OptionGroup var looks: LookOptions
  @Flag(.logLoss) var logLoss = LabArguments().logLoss

  func run() throws {
    try WatchArguments(
      paths: paths, log: log.arguments, plans: plans, lr: lr, interval: interval, alerts: alerts,
      command: command, until: until,
      polls: polls, gathers: gathers, isFresh: isFresh, last: last,
      look: ScreenLook(looks.arguments, logLoss: logLoss)
    ).run()
  }
}

extension OptionDeclaration where Value == LearningRates {
  fileprivate static var planLR: Self {
    Self(
      "lr", help: "The rate that plans start from. Else SPEC's own, or the largest of the log.",
      takesDashes: true, parse: LearningRates.parse)
  }
}

extension OptionDeclaration where Value == Interval {
  fileprivate static var planInterval: Self {
    Self(
      "interval",
      help: "When the planned scheduler steps: epoch or step; else that with which it fits better.",
      parse: Interval.choice)
  }
}

extension OptionDeclaration where Value == Set<AlertKind> {
  fileprivate static var alerts: Self {
    Self(
      "alert", help: "Ring the bell when a run has: a comma list of \(names).", valueName: "LIST",
      parse: { text in
        Set(
          try text.split(separator: ",").map { word in
            guard let kind = AlertKind(rawValue: String(word)) else {
              throw ValidationError("expected a comma list of \(names), not '\(word)'")
            }
            return kind
          })
      })
  }

  private static var names: String { AlertKind.allCases.map(\.rawValue).joined(separator: ", ") }
}

extension OptionDeclaration where Value == String {
  fileprivate static var onAlert: Self {
    Self(
      "on-alert",
      help:
        "A program to be run then, without a shell; LRVIZ_ALERT, LRVIZ_TEXT, LRVIZ_RUN and others are set.",
      valueName: "COMMAND", parse: { $0 })
  }
}

extension OptionDeclaration where Value == WatchEnd {
  fileprivate static var until: Self {
    Self(
      "until",
      help:
        "End by itself when all runs are over, or one has diverged: status 0, or 1 where one diverged or failed.",
      parse: WatchEnd.choice)
  }
}

extension OptionDeclaration where Value == Double {
  fileprivate static var last: Self {
    Self(
      "last", help: "Show the last so many steps (epochs, lines), following the end.", valueName: "N",
      takesDashes: true,
      parse: { text in
        guard let value = Double(text), value.isFinite, value > 0 else {
          throw ValidationError("expected a number above 0")
        }
        return value
      })
  }
}
