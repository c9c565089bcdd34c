import ArgumentParser
import LRSchedulers
import Training

/// How schedules are tried out by training: the options that `train` and `lab` share.
struct TrainingArguments: FastArguments {
  var workload = "digits"
  var seed: UInt64 = 0
  var batchSize: Int?
  /// When schedulers step, where `--interval` says so; else a script's own word counts.
  var givenInterval: Interval?
  /// When schedulers step of which nothing says so.
  var standardInterval = Interval.epoch
  /// Steps of an epoch where nothing is trained; nil for 1.
  var plannedStepsPerEpoch: Int?

  var interval: Interval { givenInterval ?? standardInterval }

  /// Whether there is anything to train.
  var trains: Bool { workload != RunConfiguration.noWorkload }

  mutating func consume(_ reader: inout FastArgumentReader) throws -> Bool {
    try reader.option(.workload, &workload) || reader.option(.seed, &seed)
      || reader.option(.batchSize, &batchSize) || reader.option(.interval, &givenInterval)
  }

  /// The batches of the workload's epochs; nil where there is no workload, and nobody said.
  func stepsPerEpoch() throws(CommandError) -> Int? {
    try trains ? summary().stepsPerEpoch(batchSize: batchSize) : plannedStepsPerEpoch
  }

  private func summary() throws(CommandError) -> WorkloadSummary {
    guard let summary = WorkloadCatalog.summary(named: workload) else { throw .unknownWorkload(workload) }
    return summary
  }

  /// The runs, one for each schedule, checked as far as is possible without starting them.
  func configurations(
    of schedules: [SpecSchedule], _ arguments: ScheduleArguments
  ) throws(CommandError) -> [RunConfiguration] {
    if trains { _ = try summary() }
    var configurations: [RunConfiguration] = []
    for item in schedules {
      let schedule = try item.changedSchedule()
      let interval = interval(of: item)
      let (epochs, planned) = length(of: item, in: interval, arguments)
      let configuration = RunConfiguration(
        schedule: schedule, lrs: item.lrs, optimizer: item.optimizer ?? OptimizerConfiguration(.sgd),
        workload: workload,
        epochs: epochs, seed: seed, batchSize: batchSize, interval: interval,
        plannedStepsPerEpoch: planned)
      do { try configuration.validate() } catch { throw .usage("\(schedule.spec): \(error.message)") }
      configurations.append(configuration)
    }
    return configurations
  }
}

extension TrainingArguments {
  /// What the text says of its scheduler's steps wins over what is the rule here, and not over what was asked for.
  private func interval(of item: SpecSchedule) -> Interval {
    let own = item.ownInterval
    return (item.isConfiguration ? own ?? givenInterval : givenInterval ?? own) ?? standardInterval
  }

  /// The epochs of a run, and where nothing is trained the steps of each.
  private func length(
    of item: SpecSchedule, in interval: Interval, _ arguments: ScheduleArguments
  ) -> (epochs: Int, stepsPerEpoch: Int?) {
    if item.isConfiguration { return configuredLength(of: item, arguments) }
    guard arguments.givenEpochs == nil, let length = item.loopLength(in: interval),
      length <= RunConfiguration.largestEpochs
    else { return (arguments.epochs, plannedStepsPerEpoch) }
    guard interval == .step, item.stepsPerBatch == true else { return (length, plannedStepsPerEpoch) }
    // A loop of steps alone is as many epochs as the workload makes of them.
    let steps = item.stepsPerEpoch ?? plannedStepsPerEpoch ?? (try? stepsPerEpoch()) ?? 1
    let epochs = max(1, (length + steps - 1) / steps)
    return (epochs, trains || steps == 1 ? plannedStepsPerEpoch : plannedStepsPerEpoch ?? steps)
  }

  /// What a configuration plans is as long as it says: in epochs of so many steps, or, where nobody says how many, in epochs
  /// of one.
  private func configuredLength(
    of item: SpecSchedule, _ arguments: ScheduleArguments
  ) -> (epochs: Int, stepsPerEpoch: Int?) {
    guard !trains, item.length != nil else { return (arguments.epochs, plannedStepsPerEpoch) }
    let length = max(1, arguments.length(of: [item], in: .epoch))
    guard item.stepsPerBatch == true else { return (length, nil) }
    // A run that ends within an epoch is shown in steps, as all of its last epoch would be more than there is.
    guard let steps = plannedStepsPerEpoch ?? item.stepsPerEpoch, length % steps == 0 else {
      return (length, nil)
    }
    return (length / steps, steps)
  }
}

/// The same, as ArgumentParser reads them.
struct TrainingOptions: ParsableArguments {
  @Option(.workload) var workload = TrainingArguments().workload
  @Option(.seed) var seed = TrainingArguments().seed
  @Option(.batchSize) var batchSize: Int?
  @Option(.interval) var interval: Interval?

  var arguments: TrainingArguments {
    TrainingArguments(workload: workload, seed: seed, batchSize: batchSize, givenInterval: interval)
  }
}

extension OptionDeclaration where Value == String {
  static var workload: Self {
    Self(
      "workload",
      help:
        "What to train: \(WorkloadCatalog.all.map(\.name).joined(separator: ", ")); in the lab also none, to plan."
    )
  }
}

extension OptionDeclaration where Value == UInt64 {
  static var seed: Self {
    Self(
      "seed", help: "Makes the data, the first weights and the batches.", takesDashes: true, parse: Seed.parse
    )
  }
}

extension OptionDeclaration where Value == Int {
  static var batchSize: Self {
    Self(
      "batch-size", help: "Samples per optimizer step; the workload's own if not given.", takesDashes: true,
      parse: BatchSize.parse)
  }
}

extension OptionDeclaration where Value == Interval {
  static var interval: Self {
    Self(
      "interval", help: "When the scheduler steps: epoch or step; else as SPEC says, or epoch.",
      parse: Interval.choice)
  }
}

extension CommandError {
  static func unknownWorkload(_ name: String) -> CommandError {
    let names = WorkloadCatalog.all.map(\.name)
    let hint = Spelling.hint(for: name, in: names)
    return .usage(
      "unknown workload '\(name)'; " + (hint ?? "expected one of \(names.joined(separator: ", "))"))
  }
}
