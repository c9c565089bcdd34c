/// The schedulers of Composer 0.32 (`composer.optim`), which multiply the rate by a function of the time.
enum Composer {
  /// A time string, such as `4ba` or `0.5dur`.
  struct Time: Equatable, Sendable {
    enum Unit: String, CaseIterable {
      case batch = "ba"
      case epoch = "ep"
      case sample = "sp"
      case token = "tok"
      case duration = "dur"
    }

    var value: PythonNumber
    var unit: Unit

    static let whole = Time(value: 1, unit: .duration)

    var text: String { "\(value)\(unit.rawValue)" }

    init(value: PythonNumber, unit: Unit) { (self.value, self.unit) = (value, unit) }

    /// Composer's `Time.from_timestring`; nil for what it does not know.
    init?(_ text: String) {
      let number = text.prefix { $0.isNumber || "+-.eE".contains($0) }
      // The e of `ep` is no exponent.
      let digits = number.hasSuffix("e") ? number.dropLast() : number
      guard let unit = Unit(rawValue: String(text[digits.endIndex...])), let value = Double(digits),
        value.isFinite
      else { return nil }
      let isWhole = !digits.contains(".") && !digits.lowercased().contains("e")
      self.init(
        value: isWhole ? Int(digits).map(PythonNumber.int) ?? .double(value) : .double(value), unit: unit)
    }

    /// `int(value * factor)` in the same unit.
    func scaled(by factor: Double) -> Time {
      Time(value: .int(Int(clamping: (value.doubleValue * factor).rounded(.towardZero))), unit: unit)
    }
  }

  /// What the training says of times.
  struct Clock: Equatable, Sendable {
    var maxDuration: Time?
    var stepsPerEpoch: PythonNumber?
    var ratio = 1.0
    var batchSize: PythonNumber?
    var tokensPerBatch: PythonNumber?

    /// The training's length, as it is after scaling.
    func duration() throws(SchedulerError) -> Time {
      guard let maxDuration else {
        throw SchedulerError(.value, "max_duration is not known", parameter: "max_duration")
      }
      guard maxDuration.unit != .duration else {
        throw SchedulerError(
          .value, "max_duration is '\(maxDuration.text)'; expected a length in ep, ba, sp or tok",
          parameter: "max_duration")
      }
      return ratio == 1 ? maxDuration : maxDuration.scaled(by: ratio)
    }

    func validate() throws(SchedulerError) {
      if maxDuration?.unit == .duration { _ = try duration() }
      for (name, count) in [
        ("steps_per_epoch", stepsPerEpoch), ("batch_size", batchSize), ("tokens_per_batch", tokensPerBatch),
      ] {
        guard let count, count.doubleValue < 1 else { continue }
        throw SchedulerError(.value, "\(name) must be above 0, but got \(count)", parameter: name)
      }
    }

    /// Composer's `_convert_time`: epochs as batches, fractions in the unit of the training.
    func converted(_ time: Time, isScaled: Bool = true) throws(SchedulerError) -> Time {
      let factor = isScaled ? ratio : 1
      switch time.unit {
      case .duration:
        let whole = try duration()
        guard whole.unit == .epoch else {
          return Time(value: 0, unit: whole.unit).with(time.value.doubleValue * whole.value.doubleValue)
        }
        let batches = try stepsPerEpoch.required("steps_per_epoch")
        return Time(value: 0, unit: .batch).with(time.value.doubleValue * batches * whole.value.doubleValue)
      case .epoch:
        let batches = try stepsPerEpoch.required("steps_per_epoch")
        return Time(value: 0, unit: .batch).with(time.value.doubleValue * batches * factor)
      default: return time.scaled(by: factor)
      }
    }

    /// How far the training is after so many batches, in a unit.
    func now(_ batches: Double, in unit: Time.Unit) throws(SchedulerError) -> Double {
      switch unit {
      case .sample: batches * (try batchSize.required("batch_size"))
      case .token: batches * (try tokensPerBatch.required("tokens_per_batch"))
      default: batches
      }
    }

    /// What has to be known for some times.
    func needs(_ times: [Time]) -> [String] {
      var units = Set(times.map(\.unit))
      var needs: [String] = []
      if units.contains(.duration) {
        needs.append("max_duration")
        // The length may well be in epochs, so that their batches are asked for with it.
        units.insert(maxDuration?.unit ?? .epoch)
      }
      if units.contains(.epoch) { needs.append("steps_per_epoch") }
      if units.contains(.sample) { needs.append("batch_size") }
      if units.contains(.token) { needs.append("tokens_per_batch") }
      return needs
    }
  }
}

extension Composer.Time {
  fileprivate func with(_ value: Double) -> Composer.Time {
    Composer.Time(value: .int(Int(clamping: value.rounded(.towardZero))), unit: unit)
  }
}
