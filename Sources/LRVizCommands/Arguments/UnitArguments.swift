import ArgumentParser
import LRSchedulers

/// What `print` and `plot` count: their `--epochs` are steps of the scheduler, as those of `check` are.
struct UnitArguments: FastArguments {
  /// What `--interval` says; nil where it is not given, so that a script's own word counts.
  var givenInterval: Interval?
  var stepsPerEpoch: Int?
  /// Samples, batches and devices for configurations.
  var counts = OutsideCounts()
  /// Why the steps of an epoch do not follow from them by themselves, where they do not.
  var incomplete: CommandError?

  var interval: Interval { givenInterval ?? .epoch }

  var units: PlanUnits { PlanUnits(interval: interval, stepsPerEpoch: stepsPerEpoch) }

  mutating func consume(_ reader: inout FastArgumentReader) throws -> Bool {
    try reader.option(.countedInterval, &givenInterval) || reader.option(.stepsPerEpoch, &stepsPerEpoch)
  }
}

extension UnitArguments {
  /// The units of schedules that were read: Lightning's `interval` counts where no option says otherwise.
  ///
  /// - Throws: numbers that say nothing of any of the schedules.
  func units(of items: [SpecSchedule]) throws(CommandError) -> PlanUnits {
    var units = units
    if let incomplete, !items.contains(where: \.isConfiguration) { throw incomplete }
    if let configured = items.first(where: \.isConfiguration) {
      return configuredUnits(configured, of: items, units)
    }
    guard givenInterval == nil, !items.isEmpty, items.allSatisfy({ $0.stepsPerBatch == true }) else {
      return units
    }
    units.interval = .step
    StandardError.say("note: the script's scheduler steps with every batch: --epochs counts steps")
    return units
  }
}

extension UnitArguments {
  /// A configuration says itself when its scheduler steps.
  private func configuredUnits(
    _ item: SpecSchedule, of items: [SpecSchedule], _ given: PlanUnits
  ) -> PlanUnits {
    var units = given
    let interval = item.ownInterval ?? .epoch
    if let givenInterval, givenInterval != interval {
      StandardError.say(
        "note: the configuration's scheduler steps with every \(interval.rawValue), whatever --interval says")
    }
    units.interval = interval
    units.stepsPerEpoch = given.stepsPerEpoch ?? item.stepsPerEpoch
    return units
  }
}

/// The same, as ArgumentParser reads them.
struct UnitOptions: ParsableArguments {
  @Option(.countedInterval) var interval: Interval?
  @Option(.stepsPerEpoch) var stepsPerEpoch: Int?
  @OptionGroup var samples: SampleOptions

  func arguments() throws(CommandError) -> UnitArguments {
    var arguments = UnitArguments(
      givenInterval: interval, stepsPerEpoch: stepsPerEpoch, counts: samples.counts)
    if samples.isComplete {
      arguments.stepsPerEpoch = try samples.stepsPerEpoch(given: stepsPerEpoch)
    } else {
      do { _ = try samples.stepsPerEpoch() } catch { arguments.incomplete = error }
    }
    return arguments
  }
}

extension SampleOptions {
  /// The steps of an epoch, as `--steps-per-epoch` says them or as they follow from samples and batches; nil where nothing
  /// says them.
  func stepsPerEpoch(given: Int?) throws(CommandError) -> Int? {
    let counted = try stepsPerEpoch()
    if let given, let counted, given != counted {
      throw .usage("--steps-per-epoch \(given), but the samples make \(counted) steps: give one of the two")
    }
    return given ?? counted
  }
}

extension OptionDeclaration where Value == Interval {
  static var countedInterval: Self {
    Self(
      "interval", help: "When the scheduler steps: epoch or step; --epochs counts what it says.",
      parse: Interval.choice)
  }
}

extension OptionDeclaration where Value == Int {
  static var stepsPerEpoch: Self {
    Self(
      "steps-per-epoch",
      help: "Optimizer steps of an epoch, to show steps and epochs; also what len(loader) is in a SPEC.",
      valueName: "K",
      takesDashes: true, parse: UnitCount.parse)
  }
}
