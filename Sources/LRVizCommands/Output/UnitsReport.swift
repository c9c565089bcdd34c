import Charts
import JSON
import Training

/// What `lrviz units` says: the calculation, warm-ups, and the rate for the global batch.
struct UnitsReport {
  let units: TrainingUnits
  let count: StepCount
  let globalBatch: Int
  let warmup: WarmupLength?
  let scaling: RateScaling?

  /// - Throws: if the numbers make no run.
  init(_ units: TrainingUnits, warmup: WarmupLength?, scaling: RateScaling?) throws(TrainingError) {
    self.units = units
    self.warmup = warmup
    self.scaling = scaling
    count = try units.steps()
    guard let globalBatch = units.globalBatch else {
      throw TrainingError("the global batch is more than \(Int.max)")
    }
    self.globalBatch = globalBatch
  }

  func text(isUTF8: Bool) throws(TrainingError) -> String {
    let lines = [try units.line(), batchLine, warmupLine, scalingLine].compactMap { $0 }
    let text = lines.joined(separator: "\n") + "\n"
    return isUTF8 ? text : String(text.map { $0 == "×" ? "x" : $0 })
  }

  /// Nothing new where one device takes each step's batch at once.
  private var batchLine: String? {
    globalBatch == units.batchSize ? nil : "global batch \(TrainingUnits.grouped(globalBatch))"
  }

  private var warmupLine: String {
    guard let warmup else {
      return "warm-up"
        + count.usualWarmups.map { "  \($0.name) \(TrainingUnits.grouped($0.steps))" }.joined()
    }
    let steps = count.steps(of: warmup)
    return "warm-up  \(TrainingUnits.grouped(steps)) steps = "
      + "\(Self.short(Double(steps) / Double(count.stepsPerEpoch))) epochs = "
      + "\(Self.short(Double(steps) / Double(count.total) * 100))% of all steps"
  }

  private var scalingLine: String? {
    scaling.map {
      "lr  \(Self.short($0.baseLR)) at a batch of \(TrainingUnits.grouped($0.baseBatch))"
        + "  linear \(Self.short($0.linear(globalBatch)))  square root \(Self.short($0.squareRoot(globalBatch)))"
    }
  }

  /// Four digits are enough to say a rate or a share by.
  private static func short(_ value: Double) -> String { NumberText.general(value, digits: 4) }

  var json: String {
    var json = JSONWriter()
    json.object { json in
      json.member("samples", units.samples)
      json.member("batch_size", units.batchSize)
      json.member("accumulation", units.accumulation)
      json.member("devices", units.devices)
      json.member("global_batch", globalBatch)
      json.member("epochs", units.epochs)
      json.member("drop_last", units.dropsLast)
      json.member("batches_per_epoch", count.batchesPerEpoch)
      json.member("steps_per_epoch", count.stepsPerEpoch)
      json.member("steps", count.total)
      if let warmup { json.member("warmup_steps", count.steps(of: warmup)) }
      if let scaling {
        json.member("lr_linear", scaling.linear(globalBatch))
        json.member("lr_square_root", scaling.squareRoot(globalBatch))
      }
    }
    json.newLine()
    return json.text
  }
}
