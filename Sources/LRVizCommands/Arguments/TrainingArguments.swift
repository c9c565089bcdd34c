import ArgumentParser
import LRSchedulers
import Training

/// How schedules are tried out by training: the options that `train` and `lab` share.
struct TrainingArguments: FastArguments {
  var workload = "digits"
  var seed: UInt64 = 0
  var batchSize: Int?
  var interval = Interval.epoch
  /// Steps of an epoch where nothing is trained; nil for 1.
  var plannedStepsPerEpoch: Int?

  /// Whether there is anything to train.
  var trains: Bool { workload != RunConfiguration.noWorkload }

  mutating func consume(_ reader: inout FastArgumentReader) throws -> Bool {
    try reader.option(.workload, &workload) || reader.option(.seed, &seed)
      || reader.option(.batchSize, &batchSize) || reader.option(.interval, &interval)
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
      let (epochs, planned) = length(of: item, arguments)
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
  /// The epochs of a run, and where nothing is trained the steps of each. What a configuration plans is as long as it says: in
  /// epochs of so many steps, or, where nobody says how many, in epochs of one.
  private func length(
    of item: SpecSchedule, _ arguments: ScheduleArguments
  ) -> (epochs: Int, stepsPerEpoch: Int?) {
    guard item.isConfiguration, !trains, item.length != nil else {
      return (arguments.epochs, plannedStepsPerEpoch)
    }
    let length = max(1, arguments.length(of: [item]))
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
  @Option(.interval) var interval = TrainingArguments().interval

  var arguments: TrainingArguments {
    TrainingArguments(workload: workload, seed: seed, batchSize: batchSize, interval: interval)
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
    Self("interval", help: "When the scheduler steps: epoch or step.", parse: Interval.choice)
  }
}

extension CommandError {
  static func unknownWorkload(_ name: String) -> CommandError {
    let names = WorkloadCatalog.all.map(\.name)
    let hint = Spelling.nearest(to: name, in: names).map { "did you mean '\($0)'?" }
    return .usage(
      "unknown workload '\(name)'; " + (hint ?? "expected one of \(names.joined(separator: ", "))"))
  }
}
