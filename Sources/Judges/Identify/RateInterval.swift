/// Finds the roundest rates that explain points.
enum RateInterval {
  /// The roundest height by which a shape explains every point; nil where none does.
  static func common(_ curve: RateCurve, _ shape: (Double) -> Double) -> Double? {
    var (low, high) = (-Double.infinity, Double.infinity)
    for index in curve.units.indices {
      let part = shape(Double(curve.units[index]))
      let (value, room) = (curve.values[index], curve.slack[index])
      guard part > 1e-12 else {
        if abs(value) > room { return nil }
        continue
      }
      low = max(low, (value - room) / part)
      high = min(high, (value + room) / part)
    }
    guard low <= high, high.isFinite else { return nil }
    return RoundNumber.between(low, high)
  }

  /// The roundest floor and top near a fit that explain every point.
  static func floorAndTop(
    _ curve: RateCurve, _ fit: ShapeFit, _ shape: (Double) -> Double
  ) -> (low: Double, top: Double)? {
    let room = curve.slack.min() ?? 0
    for width in [4, 2, 1, 0.5, 0.25, 0] as [Double] {
      let low = fit.low == 0 ? 0 : RoundNumber.between(fit.low - width * room, fit.low + width * room)
      let top = RoundNumber.between(fit.top - width * room, fit.top + width * room)
      if low >= 0, curve.isExplained(by: { low + (top - low) * shape($0) }) { return (low, top) }
    }
    return fit.low >= 0 ? (fit.low, fit.top) : nil
  }
}
