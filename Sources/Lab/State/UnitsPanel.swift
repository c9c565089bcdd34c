import LRSchedulers
import Training

/// The panel that turns samples, batches and epochs into steps.
struct UnitsPanel: Sendable {
  enum Field: String, Sendable, CaseIterable {
    case samples, batch, accumulation, devices
    case globalBatch = "global batch"
    case epochs
    case dropsLast = "drop_last"
  }

  var units: TrainingUnits
  var field = Field.samples
  /// The number being typed.
  var entry: TextEntry?

  init(_ units: TrainingUnits) {
    self.units = units
  }

  mutating func select(by steps: Int) {
    let all = Field.allCases
    let present = all.firstIndex(of: field) ?? 0
    field = all[(present + steps % all.count + all.count) % all.count]
  }

  /// - Returns: whether the value changed.
  mutating func nudge(by steps: Int) -> Bool {
    let before = units
    if let number = number(field) {
      try? set(field.moved(number, by: steps))
    } else {
      units.dropsLast.toggle()
    }
    return units != before
  }

  /// The number of a field; nil for a flag.
  func number(_ field: Field) -> Int? {
    switch field {
    case .samples: units.samples
    case .batch: units.batchSize
    case .accumulation: units.accumulation
    case .devices: units.devices
    case .globalBatch: units.globalBatch ?? .max
    case .epochs: units.epochs
    case .dropsLast: nil
    }
  }

  /// Gives the selected number a value; a global batch is shared out to the devices.
  ///
  /// - Throws: if the devices cannot share it evenly.
  mutating func set(_ value: Int) throws(TrainingError) {
    switch field {
    case .samples: units.samples = value
    case .batch: units.batchSize = value
    case .accumulation: units.accumulation = value
    case .devices: units.devices = value
    case .globalBatch: try units.setGlobalBatch(value)
    case .epochs: units.epochs = value
    case .dropsLast: break
    }
  }

  func text(of field: Field) -> String {
    number(field).map(TrainingUnits.grouped) ?? (units.dropsLast ? "True" : "False")
  }

  /// The selected value as it is typed.
  var typed: String { number(field).map(String.init) ?? text(of: field) }
}

extension UnitsPanel.Field {
  var help: String {
    switch self {
    case .samples: "of the training set"
    case .batch: "per-device batch size"
    case .accumulation: "gradient accumulation"
    case .devices: "that share the samples of an epoch"
    case .globalBatch: "batch × accumulation × devices: one step"
    case .epochs: "of the whole training"
    case .dropsLast: "whether a last batch not full is left out"
    }
  }

  /// Samples go by numbers that look well, batches by powers of two, the rest by ones.
  fileprivate func moved(_ value: Int, by steps: Int) -> Int {
    let wanted: Double =
      switch self {
      case .samples: PreferredNumbers.moved(Double(value), by: steps, smallest: 1)
      case .batch, .globalBatch: Self.doubled(Double(value), times: steps)
      default: Double(value) + Double(steps)
      }
    let range = TrainingUnits.range
    return Int(min(max(wanted.rounded(), Double(range.lowerBound)), Double(range.upperBound)))
  }

  private static func doubled(_ value: Double, times: Int) -> Double {
    (0..<min(abs(times), 60)).reduce(value) { value, _ in times > 0 ? value * 2 : max(1, value / 2) }
  }
}
