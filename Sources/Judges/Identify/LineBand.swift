/// The lines that pass every point within its digits.
enum LineBand {
  private static let rounding = 0.02

  /// The middle one of them, nearly; nil where there is none.
  static func middle(_ curve: RateCurve) -> StraightLine? {
    guard curve.count >= 3, let first = curve.units.first, let last = curve.units.last, last > first,
      !curve.effort.isSpent
    else { return nil }
    // For each rate at the first point the slopes are an interval, whose width is concave in it: the first point
    // is known well, however far step 0 is away.
    let (value, room) = (curve.values[0], curve.slack[0])
    func slopes(_ rate: Double) -> (low: Double, high: Double) {
      var (low, high) = (-Double.infinity, Double.infinity)
      for row in 1..<curve.count {
        let distance = Double(curve.units[row] - first)
        low = max(low, (curve.values[row] - curve.slack[row] - rate) / distance)
        high = min(high, (curve.values[row] + curve.slack[row] - rate) / distance)
      }
      curve.effort.spend(curve.count / 4)
      return (low, high)
    }
    func width(_ rate: Double) -> Double {
      let (low, high) = slopes(rate)
      return high - low
    }
    let widest = GoldenSection.least(value - room, value + room, width: 1e-9 * room, turns: 80) { -width($0) }
    // Values in the middle between two digits leave a point of the region.
    guard width(widest) >= -rounding * room / Double(last - first) else { return nil }
    let (low, high) = slopes(widest)
    return StraightLine(slope: (low + high) / 2, through: Double(first), widest)
  }
}
