/// The least of a function that falls and then rises, by golden sections: each turn takes one value.
enum GoldenSection {
  static let part = 0.6180339887498949

  /// Where a function is least between two places.
  ///
  /// - Parameters:
  ///   - width: as near as that it is found.
  ///   - turns: at the most.
  static func least(
    _ low: Double, _ high: Double, width: Double, turns: Int = 200, _ value: (Double) -> Double
  ) -> Double {
    var (low, high) = (low, high)
    var (left, right) = (high - part * (high - low), low + part * (high - low))
    var (atLeft, atRight) = (value(left), value(right))
    for _ in 0..<turns where high - low > width {
      if atLeft <= atRight {
        (high, right, atRight) = (right, left, atLeft)
        left = high - part * (high - low)
        atLeft = value(left)
      } else {
        (low, left, atLeft) = (left, right, atRight)
        right = low + part * (high - low)
        atRight = value(right)
      }
    }
    return (low + high) / 2
  }
}
