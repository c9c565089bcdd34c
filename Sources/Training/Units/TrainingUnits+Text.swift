extension TrainingUnits {
  /// `1,437 samples / (batch 32 × accumulation 1 × devices 1) = 45 steps/epoch × 100 epochs = 4,500 steps`
  package func line() throws(TrainingError) -> String {
    let count = try steps()
    return "\(dividend) / \(divisor) = \(Self.grouped(count.stepsPerEpoch)) steps/epoch × "
      + "\(Self.grouped(epochs)) epochs = \(Self.grouped(count.total)) steps"
  }

  private var dividend: String {
    "\(Self.grouped(samples)) samples\(dropsLast ? ", last batch dropped," : "")"
  }

  private var divisor: String {
    let parts = [("batch", batchSize), ("accumulation", accumulation), ("devices", devices)]
    return "(" + parts.map { "\($0) \(Self.grouped($1))" }.joined(separator: " × ") + ")"
  }

  /// A count with commas between the thousands.
  package static func grouped(_ count: Int) -> String {
    let digits = Array(String(count.magnitude))
    let text = digits.indices.reduce(into: "") { text, index in
      if index > 0, (digits.count - index) % 3 == 0 { text.append(",") }
      text.append(digits[index])
    }
    return (count < 0 ? "-" : "") + text
  }
}
