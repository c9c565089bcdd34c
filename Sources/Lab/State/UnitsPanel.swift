import LRSchedulers
import Training

/// The panel that turns samples, batches and epochs into steps.
struct UnitsPanel: Sendable {
  enum Field: String, Sendable, CaseIterable {
    case samples, batch, accumulation, devices, epochs
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
    if let path = field.number {
      units[keyPath: path] = field.moved(units[keyPath: path], by: steps)
    } else {
      units.dropsLast.toggle()
    }
    return units != before
  }

  func text(of field: Field) -> String {
    field.number.map { TrainingUnits.grouped(units[keyPath: $0]) } ?? (units.dropsLast ? "True" : "False")
  }

  /// The selected value as it is typed.
  var typed: String {
    field.number.map { String(units[keyPath: $0]) } ?? text(of: field)
  }
}

extension UnitsPanel.Field {
  /// nil for a flag.
  var number: WritableKeyPath<TrainingUnits, Int>? {
    switch self {
    case .samples: \.samples
    case .batch: \.batchSize
    case .accumulation: \.accumulation
    case .devices: \.devices
    case .epochs: \.epochs
    case .dropsLast: nil
    }
  }

  var help: String {
    switch self {
    case .samples: "of the training set"
    case .batch: "per-device batch size"
    case .accumulation: "gradient accumulation"
    case .devices: "that share the samples of an epoch"
    case .epochs: "of the whole training"
    case .dropsLast: "whether a last batch not full is left out"
    }
  }

  /// Samples go by numbers that look well, batches by powers of two, the rest by ones.
  fileprivate func moved(_ value: Int, by steps: Int) -> Int {
    let wanted: Double =
      switch self {
      case .samples: PreferredNumbers.moved(Double(value), by: steps, smallest: 1)
      case .batch: Self.doubled(Double(value), times: steps)
      default: Double(value) + Double(steps)
      }
    let range = TrainingUnits.range
    return Int(min(max(wanted.rounded(), Double(range.lowerBound)), Double(range.upperBound)))
  }

  private static func doubled(_ value: Double, times: Int) -> Double {
    (0..<min(abs(times), 60)).reduce(value) { value, _ in times > 0 ? value * 2 : max(1, value / 2) }
  }
}
