/// What a training run is made of, in the units people know: from it follow the steps that schedulers count.
///
///     let units = TrainingUnits(samples: 1437, batchSize: 32, epochs: 100)
///     try units.steps().total   // 4500
package struct TrainingUnits: Sendable, Equatable {
  /// Samples of the training set.
  package var samples: Int
  /// Samples a device sees at once.
  package var batchSize: Int
  /// Batches whose gradients are added up before the optimizer steps.
  package var accumulation: Int
  /// Devices that share the samples of an epoch.
  package var devices: Int
  package var epochs: Int
  /// Whether a last batch that is not full is left out, as by PyTorch's `DataLoader(drop_last=True)`.
  package var dropsLast: Bool

  package init(
    samples: Int, batchSize: Int = 32, accumulation: Int = 1, devices: Int = 1, epochs: Int = 100,
    dropsLast: Bool = false
  ) {
    self.samples = samples
    self.batchSize = batchSize
    self.accumulation = accumulation
    self.devices = devices
    self.epochs = epochs
    self.dropsLast = dropsLast
  }

  /// Samples that one step of the optimizer sees, on all devices and over the whole accumulation; nil beyond all Ints.
  package var globalBatch: Int? {
    let (shared, overflows) = batchSize.multipliedReportingOverflow(by: devices)
    let (all, overflowsToo) = shared.multipliedReportingOverflow(by: accumulation)
    return overflows || overflowsToo ? nil : all
  }

  /// Gives each device its share of a global batch.
  ///
  /// - Throws: if the devices and batches of a step cannot share it evenly.
  package mutating func setGlobalBatch(_ size: Int) throws(TrainingError) {
    let (parts, overflows) = devices.multipliedReportingOverflow(by: accumulation)
    guard !overflows, parts > 0, size >= parts, size % parts == 0 else {
      throw TrainingError(
        "a global batch of \(size) cannot be shared evenly by \(devices) devices × accumulation \(accumulation)"
      )
    }
    batchSize = size / parts
  }

  /// What each of the numbers may be: beyond a million billions something was mistyped.
  package static let range = 1...1_000_000_000_000_000
}

/// What ``TrainingUnits`` come to.
package struct StepCount: Sendable, Equatable {
  /// Batches each device sees in an epoch.
  package let batchesPerEpoch: Int
  /// Optimizer steps, and with them those of a scheduler that steps with the optimizer.
  package let stepsPerEpoch: Int
  package let total: Int

  package init(batchesPerEpoch: Int, stepsPerEpoch: Int, total: Int) {
    self.batchesPerEpoch = batchesPerEpoch
    self.stepsPerEpoch = stepsPerEpoch
    self.total = total
  }
}

extension TrainingUnits {
  /// The steps of the run.
  ///
  /// A last batch that is not full counts unless it is dropped, and an accumulation that the epoch's end cuts short still
  /// makes a step: so do Lightning and today's Trainer of transformers.
  package func steps() throws(TrainingError) -> StepCount {
    try checkRanges()
    let perBatch = try Self.product(batchSize, "batch \(batchSize)", devices, "devices \(devices)")
    let (whole, rest) = samples.quotientAndRemainder(dividingBy: perBatch)
    let batches = whole + (rest > 0 && !dropsLast ? 1 : 0)
    guard batches > 0 else {
      throw TrainingError(
        "\(samples) samples do not fill one batch of \(batchSize) on each of \(devices) devices, and drop_last drops the rest"
      )
    }
    let stepsPerEpoch = batches / accumulation + (batches % accumulation > 0 ? 1 : 0)
    let total = try Self.product(stepsPerEpoch, "\(stepsPerEpoch) steps", epochs, "\(epochs) epochs")
    return StepCount(batchesPerEpoch: batches, stepsPerEpoch: stepsPerEpoch, total: total)
  }

  private func checkRanges() throws(TrainingError) {
    let numbers = [
      ("samples", samples), ("batch size", batchSize), ("accumulation", accumulation), ("devices", devices),
      ("epochs", epochs),
    ]
    for (name, value) in numbers where !Self.range.contains(value) {
      throw TrainingError("\(name) must be from 1 to \(Self.range.upperBound), but got \(value)")
    }
  }

  private static func product(
    _ a: Int, _ nameA: String, _ b: Int, _ nameB: String
  ) throws(TrainingError) -> Int {
    let (value, overflows) = a.multipliedReportingOverflow(by: b)
    if overflows { throw TrainingError("\(nameA) * \(nameB) is more than \(Int.max)") }
    return value
  }
}
