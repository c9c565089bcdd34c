import ArgumentParser
import LRSchedulers
import Training

/// How schedules are tried out by training: the options that `train` and `lab` share.
struct TrainingArguments: ParsableArguments {
  @Option(help: "What to train: \(WorkloadCatalogue.all.map(\.name).joined(separator: ", ")).")
  var workload = "digits"

  @Option(
    parsing: .unconditional, help: "Makes the data, the first weights and the batches.", transform: Seed.parse
  )
  var seed: UInt64 = 0

  @Option(
    parsing: .unconditional, help: "Samples per optimizer step; the workload's own if not given.",
    transform: BatchSize.parse)
  var batchSize: Int?

  @Option(help: "When the scheduler steps: epoch or step.", transform: Interval.choice)
  var interval = Interval.epoch

  /// The runs, one for each schedule, checked as far as is possible without starting them.
  func configurations(
    of schedules: [Schedule], _ arguments: ScheduleArguments
  ) throws(CommandError) -> [RunConfiguration] {
    let optimizer = try arguments.optimizerConfiguration() ?? OptimizerConfiguration(.sgd)
    guard WorkloadCatalogue.summary(named: workload) != nil else { throw .unknownWorkload(workload) }
    var configurations: [RunConfiguration] = []
    for schedule in schedules {
      let configuration = RunConfiguration(
        schedule: schedule, lrs: arguments.lr.values, optimizer: optimizer, workload: workload,
        epochs: arguments.epochs, seed: seed, batchSize: batchSize, interval: interval)
      do { try configuration.validate() } catch { throw .usage("\(schedule.spec): \(error.message)") }
      configurations.append(configuration)
    }
    return configurations
  }
}

/// `--seed`
enum Seed {
  static func parse(_ text: String) throws -> UInt64 {
    if let seed = UInt64(text) { return seed }
    throw ValidationError("expected a whole number from 0 to \(UInt64.max)")
  }
}

/// `--batch-size`
enum BatchSize {
  static func parse(_ text: String) throws -> Int? {
    if let size = Int(text), 1...RunConfiguration.largestBatchSize ~= size { return size }
    throw ValidationError("expected a whole number from 1 to \(RunConfiguration.largestBatchSize)")
  }
}

extension CommandError {
  static func unknownWorkload(_ name: String) -> CommandError {
    let names = WorkloadCatalogue.all.map(\.name)
    let hint = Spelling.nearest(to: name, in: names).map { "did you mean '\($0)'?" }
    return .usage(
      "unknown workload '\(name)'; " + (hint ?? "expected one of \(names.joined(separator: ", "))"))
  }
}
