extension Int {
  /// The nearest Int to an integral Double; 0 for NaN.
  @usableFromInline
  init(clamping value: Double) {
    if value.isNaN {
      self = 0
    } else {
      self = Int(exactly: value) ?? (value < 0 ? .min : .max)
    }
  }

  /// Whole numbers up to here are exact as doubles; nothing is counted beyond.
  private static let largestExact = 9_007_199_254_740_992.0

  /// A number that came out of arithmetic, without its fraction: what is too large is the largest that is exact, what is none is 0.
  /// Counts made so can be added and subtracted without a trap.
  package init(saturating value: Double) {
    self = value.isNaN ? 0 : Int(Swift.min(Swift.max(value, -Self.largestExact), Self.largestExact))
  }
}
