/// Finds the roundest rates that explain points.
enum RateInterval {
  /// The roundest height by which a shape explains every point; nil where none does.
  static func common(_ curve: RateCurve, _ shape: (Double) -> Double) -> Double? {
    let shapes = curve.units.map { shape(Double($0)) }
    let ((low, high), seen) = (bounds(curve, shapes, 0), floors(curve, shapes))
    guard low <= high, high.isFinite, seen.low <= 0, seen.high >= 0 else { return nil }
    return roundest(low, high)
  }

  /// The roundest floor and top with which `floor + (top - floor) * shape` explains every point; nil where none do.
  ///
  /// For a floor the tops are an interval, and its width is concave in the floor: the widest is found by thirds, and the floors
  /// with any by halves.
  static func floorAndTop(
    _ curve: RateCurve, near fit: ShapeFit, _ shape: (Double) -> Double
  ) -> (low: Double, top: Double)? {
    let shapes = curve.units.map { shape(Double($0)) }
    let least = curve.values.min() ?? 0
    let reach = max(abs(fit.height), least, .leastNormalMagnitude)
    let seen = floors(curve, shapes)
    let range = (low: max(0, seen.low), high: min(seen.high, least + (curve.slack.max() ?? 0)))
    var (low, high) = (max(range.low, fit.low - reach), min(range.high, fit.low + reach))
    guard low <= high else { return nil }
    for _ in 0..<120 where high - low > 1e-15 * reach {
      let third = (high - low) / 3
      if width(curve, shapes, low + third) < width(curve, shapes, high - third) {
        low += third
      } else {
        high -= third
      }
    }
    let widest = (low + high) / 2
    guard width(curve, shapes, widest) >= 0 else { return nil }
    let floor = roundest(
      edge(from: widest, to: max(range.low, widest - reach)) { width(curve, shapes, $0) >= 0 },
      edge(from: widest, to: min(range.high, widest + reach)) { width(curve, shapes, $0) >= 0 })
    let (first, last) = bounds(curve, shapes, floor)
    guard first <= last, last.isFinite else { return nil }
    return (floor, roundest(first, last))
  }

  /// Floor and top, the floor 0 where it is not free.
  static func rates(
    _ curve: RateCurve, _ fit: ShapeFit, _ isFloored: Bool, _ shape: (Double) -> Double
  ) -> (low: Double, top: Double)? {
    isFloored ? floorAndTop(curve, near: fit, shape) : common(curve, shape).map { (0, $0) }
  }

  /// What people write, else a number a little away from the edges, since a schedule that is planned rounds otherwise than a formula.
  private static func roundest(_ low: Double, _ high: Double) -> Double {
    let whole = RoundNumber.between(low, high)
    if RoundNumber.between(whole * (1 - 1e-6), whole * (1 + 1e-6)) == whole { return whole }
    let margin = 0.15 * (high - low)
    return RoundNumber.between(low + margin, high - margin)
  }

  private static func width(_ curve: RateCurve, _ shapes: [Double], _ floor: Double) -> Double {
    let (low, high) = bounds(curve, shapes, floor)
    return high - low
  }

  /// Between which slopes a line through 0 explains the points to the last; crossed where none does.
  static func slopes(_ curve: RateCurve, to last: Int) -> (low: Double, high: Double) {
    var (low, high) = (-Double.infinity, Double.infinity)
    for index in 0...last {
      let unit = Double(curve.units[index])
      guard unit > 0 else {
        if abs(curve.values[index]) > curve.slack[index] { return (1, 0) }
        continue
      }
      low = max(low, (curve.values[index] - curve.slack[index]) / unit)
      high = min(high, (curve.values[index] + curve.slack[index]) / unit)
    }
    return (low, high)
  }

  /// Between which tops every point is explained that is not at the floor; crossed where none do.
  private static func bounds(_ curve: RateCurve, _ shapes: [Double], _ floor: Double) -> (
    low: Double, high: Double
  ) {
    var (low, high) = (-Double.infinity, Double.infinity)
    for index in shapes.indices where shapes[index] > atFloor {
      let rest = curve.values[index] - floor * (1 - shapes[index])
      low = max(low, (rest - curve.slack[index]) / shapes[index])
      high = min(high, (rest + curve.slack[index]) / shapes[index])
    }
    return (low, high)
  }

  /// The floors that the points allow which are at it.
  private static func floors(_ curve: RateCurve, _ shapes: [Double]) -> (low: Double, high: Double) {
    var (low, high) = (-Double.infinity, Double.infinity)
    for index in shapes.indices where shapes[index] <= atFloor {
      low = max(low, curve.values[index] - curve.slack[index])
      high = min(high, curve.values[index] + curve.slack[index])
    }
    return (low, high)
  }

  /// A part of the height that says nothing about it.
  private static let atFloor = 1e-9

  /// The last place on the way that holds.
  private static func edge(from start: Double, to end: Double, _ holds: (Double) -> Bool) -> Double {
    if holds(end) { return end }
    var (inside, outside) = (start, end)
    for _ in 0..<60 {
      let middle = (inside + outside) / 2
      if holds(middle) { inside = middle } else { outside = middle }
    }
    return inside
  }
}
