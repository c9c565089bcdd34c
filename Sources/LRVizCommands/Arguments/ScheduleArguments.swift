import ArgumentParser
import LRSchedulers
import Training

/// The schedules a command is about, and what they start from.
struct ScheduleArguments: PlainArguments {
  var specs: [String] = []
  var lr = LearningRates.standard
  var epochs = 100
  var optimizer: String?

  mutating func take(_ words: inout CommandWords) throws -> Bool {
    try words.argument(&specs) || words.option(.lr, &lr) || words.option(.epochs, &epochs)
      || words.option(.optimizer, &optimizer)
  }

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

/// The same, as ArgumentParser reads them.
struct ScheduleOptions: ParsableArguments {
  @Argument(help: "The Python call that builds a scheduler; may be repeated.")
  var specs: [String] = []
  @Option(.lr) var lr = ScheduleArguments().lr
  @Option(.epochs) var epochs = ScheduleArguments().epochs
  @Option(.optimizer) var optimizer: String?

  var arguments: ScheduleArguments {
    ScheduleArguments(specs: specs, lr: lr, epochs: epochs, optimizer: optimizer)
  }
}

extension OptionDeclaration where Value == LearningRates {
  static var lr: Self {
    Self(
      "lr", help: "The base learning rate; a comma list makes parameter groups.", takesDashes: true,
      parse: LearningRates.parse)
  }
}

extension OptionDeclaration where Value == Int {
  static var epochs: Self {
    Self("epochs", help: "How many epochs.", takesDashes: true, parse: EpochCount.parse)
  }
}

extension OptionDeclaration where Value == String {
  static var optimizer: Self {
    Self("optimizer", help: "The Python call that builds the optimizer, such as 'SGD(momentum=0.9)'.")
  }
}

extension Schedule {
  init(spec: String) throws(CommandError) {
    do { self = try Schedule(parsing: spec) } catch {
      throw .usage(error.rendered(source: spec))
    }
  }
}
