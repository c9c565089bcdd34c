extension Int {
  /// Whole numbers up to here are exact as doubles; no step is counted beyond.
  private static let largestExact = 9_007_199_254_740_992.0

  /// A number that came out of a division, as a whole one: what is too large is the largest, what is none is 0.
  init(saturating value: Double) {
    self = value.isNaN ? 0 : Int(Swift.min(Swift.max(value, -Self.largestExact), Self.largestExact))
  }
}
