extension Int {
  /// More of anything than anybody trains with: counts in a configuration are refused above it, and what is made of them ends there.
  static let largestCount = 1_000_000_000_000_000

  /// The product of two counts, at most ``largestCount``: a configuration may hold any numbers.
  func times(_ other: Int) -> Int {
    let (product, overflow) = multipliedReportingOverflow(by: other)
    let isNegative = (self < 0) != (other < 0)
    if overflow { return isNegative ? -Self.largestCount : Self.largestCount }
    return Swift.min(Swift.max(product, -Self.largestCount), Self.largestCount)
  }
}
