import ArgumentParser
import Canvas
import Judges
import LRSchedulers
import RunLogs

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Whether the logged learning rate follows the plan; without a plan, which schedule it is.",
    discussion: """
      Exits with 0 when the rate follows the plan, with 1 when it does not.
      """)

  @Argument(
    help: ArgumentHelp(
      "A log: a file, a folder to search, a pattern, or - for standard input; may be repeated.",
      valueName: "PATH"))
  var paths: [String]

  @Option(
    help: ArgumentHelp(
      "The schedule that was planned: the Python call that builds it, or a file with it.", valueName: "SPEC"))
  var plan: String?
  @Option(.lr) var lr: LearningRates?
  @Option(.planLength) var epochs: Int?
  @Option(.optimizer) var optimizer: String?
  @OptionGroup var definitions: DefinitionOptions
  @OptionGroup var units: UnitOptions
  @OptionGroup var log: LogOptions
  @Option(help: "text, json, or github: annotations of GitHub's workflows.") var format = CheckFormat.text
  @OptionGroup var drawing: DrawingOptions
  @Option(help: ArgumentHelp("Write to a file, which appears when it is complete.", valueName: "FILE"))
  var output: String?

  func validate() throws {
    guard plan == nil else { return }
    for (name, isGiven) in [
      ("--lr", lr != nil), ("--epochs", epochs != nil), ("--optimizer", optimizer != nil),
    ]
    where isGiven {
      throw ValidationError("\(name) says what a plan starts from; give --plan SPEC too")
    }
  }

  func run() throws {
    let judge = try self.judge()
    var unread: [String] = []
    var outcome = LogPaths.Outcome()
    var (count, departures) = (0, 0)
    try OutputFile.write(to: output) { (sink) throws(CommandError) in
      let writer = CheckWriter(format, drawing.arguments, isToFile: output != nil)
      outcome = try LogPaths.read(paths, log.arguments) { (found) throws(CommandError) in
        switch try (self.judge(of: found.run.plan) ?? judge).findings(in: found) {
        case .failure(let error) where error.isData:
          unread.append("'\(SafeText.escape(found.run.path))' \(error.message)")
        case .failure(let error):
          throw .usage("\(plan == nil ? "the log's plan" : "--plan"): \(error.message)")
        case .success(let all):
          for judged in all {
            count += 1
            departures += judged.finding.isMatch ? 0 : 1
            try writer.write(judged, to: &sink)
          }
        }
      }
    }
    for failure in outcome.failures + unread { StandardError.say(failure) }
    if count == 0 { throw CommandError.silent(outcome.status) }
    if departures > 0 { throw CommandError.silent(.departure) }
  }

  /// The judge of what a log itself says was planned, where no `--plan` says it.
  private func judge(of own: LoggedPlan?) throws(CommandError) -> LogJudge? {
    guard plan == nil, let own else { return nil }
    return try judge(own.spec, own)
  }

  private func judge() throws(CommandError) -> LogJudge {
    guard let plan else { return LogJudge(plan: nil, stepsPerEpoch: try units.arguments().stepsPerEpoch) }
    return try judge(plan)
  }

  /// - Parameter own: the plan that the log begins with, which says what no option does.
  private func judge(_ plan: String, _ own: LoggedPlan? = nil) throws(CommandError) -> LogJudge {
    var units = try self.units.arguments()
    units.givenInterval = units.givenInterval ?? own?.interval.flatMap(Interval.init(rawValue:))
    let lr = self.lr ?? own?.lrs.map { LearningRates(values: $0) }
    let epochs = self.epochs ?? own?.length
    var arguments = try definitions.arguments([plan])
    (arguments.givenLR, arguments.givenEpochs) = (lr, epochs)
    arguments.optimizer = optimizer ?? own?.optimizer
    arguments.counts = units.counts
    let schedules = try arguments.schedules(stepsPerEpoch: units.stepsPerEpoch, interval: units.interval)
    guard schedules.count == 1, let schedule = schedules.first else {
      throw .usage("--plan has \(schedules.count) schedules, and a run follows one; --pick chooses it")
    }
    let counted = try units.units(of: schedules)
    let length = schedule.takesEpochs ? schedule.length : epochs ?? schedule.length
    return LogJudge(
      plan: Plan(schedule.schedule, groups: schedule.groups, interval: counted.interval, length: length ?? 1),
      length: length, stepsPerEpoch: counted.stepsPerEpoch,
      assumesStart: lr == nil && !schedule.namesOptimizer && !schedule.saysRates)
  }
}

/// `--format` of `check`.
enum CheckFormat: String, CaseIterable, ExpressibleByArgument {
  case text, json, github
}

extension OptionDeclaration where Value == Int {
  static var planLength: Self {
    Self(
      "epochs", help: "How long the plan is: epochs, or steps with --interval step; else what SPEC says.",
      takesDashes: true, parse: EpochCount.parse)
  }
}
