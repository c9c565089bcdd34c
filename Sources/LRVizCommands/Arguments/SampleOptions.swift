import ArgumentParser
import Training

/// Samples, batches and devices, from which the optimizer's steps follow.
struct SampleOptions: ParsableArguments {
  @Option(parsing: .unconditional, help: "Samples of the training set.", transform: UnitCount.parse)
  var samples: Int?

  @Option(
    parsing: .unconditional,
    help: "Samples that one optimizer step sees, on all devices and over the accumulation.",
    transform: UnitCount.parse)
  var globalBatch: Int?

  @Option(
    parsing: .unconditional, help: "Per-device batch size, instead of a global one.",
    transform: UnitCount.parse)
  var batchSize: Int?

  @Option(
    parsing: .unconditional, help: "Devices that share the samples of an epoch (default: 1).",
    transform: UnitCount.parse)
  var devices: Int?

  @Option(
    parsing: .unconditional, help: "Gradient accumulation: batches per optimizer step (default: 1).",
    transform: UnitCount.parse)
  var accumulation: Int?

  @Flag(help: "Leave out a last batch that is not full, as DataLoader(drop_last=True) does.")
  var dropLast = false

  /// Whether any of them was given.
  var areGiven: Bool {
    samples != nil || globalBatch != nil || batchSize != nil || devices != nil || accumulation != nil
      || dropLast
  }

  /// Whether they say how many steps an epoch has.
  var isComplete: Bool { !areGiven || (samples != nil && (batchSize != nil || globalBatch != nil)) }

  /// The same for configurations, which have some of them.
  var counts: OutsideCounts {
    OutsideCounts(
      samples: samples, batchSize: batchSize, globalBatch: globalBatch, devices: devices,
      accumulation: accumulation)
  }

  /// The numbers given, over those of `units`.
  func applied(to units: TrainingUnits) throws(CommandError) -> TrainingUnits {
    var units = units
    units.samples = samples ?? units.samples
    units.batchSize = batchSize ?? units.batchSize
    units.accumulation = accumulation ?? units.accumulation
    units.devices = devices ?? units.devices
    units.dropsLast = dropLast
    guard let globalBatch else { return units }
    do { try units.setGlobalBatch(globalBatch) } catch { throw .usage(error.message) }
    if let batchSize, batchSize != units.batchSize {
      throw .usage(
        "--global-batch \(globalBatch) is \(units.batchSize) on each device, not --batch-size \(batchSize)")
    }
    return units
  }

  /// nil where none of them was given.
  func stepsPerEpoch() throws(CommandError) -> Int? {
    guard areGiven else { return nil }
    guard let samples else {
      throw .usage("the steps of an epoch follow from --samples; give it, or --steps-per-epoch alone")
    }
    guard batchSize != nil || globalBatch != nil else {
      throw .usage("--samples \(samples) needs --global-batch, or --batch-size on each device")
    }
    let units = try applied(to: TrainingUnits(samples: samples))
    do { return try units.steps().stepsPerEpoch } catch { throw .usage(error.message) }
  }
}
