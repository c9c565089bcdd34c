import ArgumentParser
import LRSchedulers
import Training

/// The schedules a command is about, and what they start from.
struct ScheduleArguments: FastArguments {
  var specs: [String] = []
  var lr = LearningRates.standard
  var epochs = 100
  var optimizer: String?

  mutating func consume(_ reader: inout FastArgumentReader) throws -> Bool {
    try reader.argument(&specs) || reader.option(.lr, &lr) || reader.option(.epochs, &epochs)
      || reader.option(.optimizer, &optimizer)
  }

  /// The schedules, at least one.
  ///
  /// - Parameter stepsPerEpoch: what `len(loader)` is in a spec; nil if nobody has said it.
  func schedules(stepsPerEpoch: Int?) throws(CommandError) -> [Schedule] {
    if specs.isEmpty {
      throw .usage("expected a SPEC, such as 'StepLR(step_size=10, gamma=0.1)'; 'lrviz list' names them all")
    }
    var schedules: [Schedule] = []
    for spec in specs { schedules.append(try Schedule(spec: spec, stepsPerEpoch: stepsPerEpoch)) }
    return schedules
  }

  /// Whether some spec can only be read when it is said how many steps an epoch has.
  var needStepsPerEpoch: Bool {
    specs.contains {
      (try? Schedule(parsing: $0)) == nil && (try? Schedule(parsing: $0, stepsPerEpoch: 1)) != nil
    }
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
  @Argument(
    help: ArgumentHelp(
      "The Python call that builds a scheduler, or the lines of a script that do; may be repeated.",
      valueName: "SPEC"))
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
    Self(
      "optimizer",
      help: "The Python call that builds the optimizer, such as 'SGD(momentum=0.9)'; SGD() if not given.")
  }
}

extension Schedule {
  /// - Parameter stepsPerEpoch: nil where it may still be given as an option.
  fileprivate init(spec: String, stepsPerEpoch: Int?) throws(CommandError) {
    do { self = try Schedule(parsing: spec, stepsPerEpoch: stepsPerEpoch) } catch {
      var error = error
      if stepsPerEpoch == nil, error.isOvercomeByStepsPerEpoch(spec) {
        error.hint = (error.hint.map { $0 + ", or " } ?? "") + "give --steps-per-epoch 100"
      }
      throw .usage(error.rendered(source: spec))
    }
  }
}

extension SpecError {
  fileprivate func isOvercomeByStepsPerEpoch(_ spec: String) -> Bool {
    do { _ = try Schedule(parsing: spec, stepsPerEpoch: 1) } catch { return error != self }
    return true
  }
}
