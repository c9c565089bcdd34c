import ArgumentParser
import LRSchedulers
import Training

/// The schedules a command is about, and what they start from.
struct ScheduleArguments: ParsableArguments {
  @Argument(help: "The Python call that builds a scheduler; may be repeated.")
  var specs: [String] = []

  @Option(
    parsing: .unconditional, help: "The base learning rate; a comma list makes parameter groups.",
    transform: LearningRates.parse)
  var lr = LearningRates.standard

  @Option(parsing: .unconditional, help: "How many epochs.", transform: EpochCount.parse)
  var epochs = 100

  @Option(help: "The Python call that builds the optimizer, such as 'SGD(momentum=0.9)'.")
  var optimizer: String?

  /// The schedules, at least one.
  func schedules() throws(CommandError) -> [Schedule] {
    if specs.isEmpty {
      throw .usage("expected a SPEC, such as 'StepLR(step_size=10, gamma=0.1)'; 'lrviz list' names them all")
    }
    var schedules: [Schedule] = []
    for spec in specs { schedules.append(try Schedule(spec: spec)) }
    return schedules
  }

  /// The optimizer, if one is named.
  func optimizerConfiguration() throws(CommandError) -> OptimizerConfiguration? {
    guard let optimizer else { return nil }
    do { return try OptimizerConfiguration(parsing: optimizer) } catch {
      throw .usage("--optimizer '\(optimizer)': \(error.message)")
    }
  }
}

extension Schedule {
  init(spec: String) throws(CommandError) {
    do { self = try Schedule(parsing: spec) } catch {
      throw .usage(error.rendered(source: spec))
    }
  }
}
