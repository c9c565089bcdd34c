import ArgumentParser
import CSystem

/// The command line of `lrviz`: what `--help`, the parser and the shell completions read.
///
/// Every configuration names its command: without a name the parser derives one from the type's, which costs a third of
/// the start-up time.
struct LRViz: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lrviz",
    abstract: "Learning-rate schedules, live in the terminal.",
    discussion: """
      A SPEC is the Python call that builds a scheduler, such as 'StepLR(step_size=10, gamma=0.1)'.
      Alone, lrviz opens the lab with the five schedulers of the tutorial.
      """,
    version: Version.full,
    subcommands: verbs,
    defaultSubcommand: LabCommand.self)

  static let verbs: [any ParsableCommand.Type] = [
    LabCommand.self, PlanCommand.self, PrintCommand.self, TrainCommand.self, PlotCommand.self,
    CodeCommand.self,
    ListCommand.self, UnitsCommand.self, InspectCommand.self,
    WatchCommand.self, CheckCommand.self, ReplayCommand.self, PredictCommand.self, RangeCommand.self,
    ConfigCommand.self, RelayCommand.self,
  ]
}

enum Version {
  static let text = "1.0.0"

  /// With the commit, where the program is of a release.
  static var full: String {
    var commit = [CChar](repeating: 0, count: 41)
    cs_commit(&commit)
    let digits = commit.prefix { $0 != 0 }.prefix(12).map { UInt8(bitPattern: $0) }
    return digits.isEmpty ? text : "\(text) (\(String(decoding: digits, as: UTF8.self)))"
  }
}
