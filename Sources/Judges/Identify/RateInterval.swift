/// Finds the roundest rates that explain points.
enum RateInterval {
  /// The roundest height by which a shape explains every point; nil where none does.
  static func common(_ curve: RateCurve, _ shape: (Double) -> Double) -> Double? {
    guard !curve.effort.isSpent else { return nil }
    var (low, high) = (-Double.infinity, Double.infinity)
    for index in curve.units.indices {
      let (part, value, room) = (shape(Double(curve.units[index])), curve.values[index], curve.slack[index])
      if part > atFloor {
        (low, high) = (max(low, (value - room) / part), min(high, (value + room) / part))
      }
      // Most shapes are told to be wrong by their first points.
      if low > high || part <= atFloor && abs(value) > room {
        curve.effort.spend(index)
        return nil
      }
    }
    curve.effort.spend(curve.count)
    return high.isFinite ? roundest(low, high) : nil
  }

  /// The roundest floor and top with which `floor + (top - floor) * shape` explains every point; nil where none do.
  ///
  /// For a floor the tops are an interval, and its width is concave in the floor: the widest is found by thirds, and the floors
  /// with any by halves.
  static func floorAndTop(
    _ curve: RateCurve, near fit: ShapeFit, _ shape: (Double) -> Double
  ) -> (low: Double, top: Double)? {
    guard !curve.effort.isSpent else { return nil }
    let shapes = curve.units.map { shape(Double($0)) }
    curve.effort.spend(curve.count)
    let nearest = nearest(curve, shapes)
    guard nearest.canExplain(curve) else { return nil }
    let least = curve.values.min() ?? 0
    let reach = max(abs(fit.height), least, .leastNormalMagnitude)
    let seen = floors(curve, shapes)
    let range = (low: max(0, seen.low), high: min(seen.high, least + (curve.slack.max() ?? 0)))
    let searched = (low: max(range.low, fit.low - reach), high: min(range.high, fit.low + reach))
    guard searched.low <= searched.high else { return nil }
    func holds(_ floor: Double) -> Bool { width(curve, shapes, floor) >= 0 }
    let guess = min(max(nearest.low, searched.low), searched.high)
    guard let inside = holds(guess) ? guess : within(curve, shapes, searched, reach) else { return nil }
    let floor = roundest(
      edge(from: inside, to: max(range.low, inside - reach), holds),
      edge(from: inside, to: min(range.high, inside + reach), holds))
    let (first, last) = bounds(curve, shapes, floor)
    guard first <= last, last.isFinite else { return nil }
    return (floor, roundest(first, last))
  }

  /// A floor with any top; nil where there is none.
  private static func within(
    _ curve: RateCurve, _ shapes: [Double], _ range: (low: Double, high: Double), _ reach: Double
  ) -> Double? {
    var (low, high) = range
    for _ in 0..<120 where high - low > 1e-15 * reach {
      let third = (high - low) / 3
      let (left, right) = (width(curve, shapes, low + third), width(curve, shapes, high - third))
      if left >= 0 { return low + third }
      if right >= 0 { return high - third }
      if left < right { low += third } else { high -= third }
    }
    let widest = (low + high) / 2
    return width(curve, shapes, widest) >= 0 ? widest : nil
  }

  /// Floor and height that fit best, by least squares. Where they are far from the points, no others explain them: to know that takes a small
  /// part of what finding them does.
  private static func nearest(_ curve: RateCurve, _ shapes: [Double]) -> ShapeFit {
    var (sum, place, level) = (0.0, 0.0, 0.0)
    for index in shapes.indices {
      let weight = curve.weights[index]
      sum += weight
      place += weight * shapes[index]
      level += weight * curve.values[index]
    }
    (place, level) = (place / sum, level / sum)
    var (squares, products) = (0.0, 0.0)
    for index in shapes.indices {
      let (part, value) = (shapes[index] - place, curve.values[index] - level)
      squares += curve.weights[index] * part * part
      products += curve.weights[index] * part * value
    }
    let height = squares > 0 ? products / squares : 0
    var error = 0.0
    for index in shapes.indices {
      let miss = curve.values[index] - level - height * (shapes[index] - place)
      error += curve.weights[index] * miss * miss
    }
    return ShapeFit(length: 1, low: level - height * place, height: height, error: error)
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
    curve.effort.spend(curve.count / 4)
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
