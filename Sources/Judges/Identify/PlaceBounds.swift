/// Between which steps a curve of known shape and rates may begin and end, so that every point is explained.
///
/// A point that is known to a digit lies between two places of the curve. Places are linear in the steps of its start and of its end, so what all points
/// allow is a convex region of the two, and its width is concave in the end: no estimate is needed, and few digits do no harm.
struct PlaceBounds {
  /// `start <= early.step - end * early.share`, by the points that lie behind a place.
  private var early: [(step: Double, share: Double)] = []
  /// `start >= late.step - end * late.share`, by those that lie before one.
  private var late: [(step: Double, share: Double)] = []
  private let range: ClosedRange<Double>
  private var least: Double
  private var most: Double
  private let effort: SearchEffort
  /// The ends that are allowed.
  private(set) var ends: ClosedRange<Double> = 0...0

  /// So many times the last step an end may be.
  private static let reach = 64.0
  /// Of so many points is told first whether they allow any.
  private static let few = 48

  /// nil where no start and end explain all points.
  ///
  /// - Parameters:
  ///   - from: the rate at the start and before it.
  ///   - to: the rate at the end and behind it.
  ///   - starts: where it may begin.
  init?(_ curve: RateCurve, _ easing: Easing, from: Double, to: Double, starts: ClosedRange<Double>) {
    guard from != to, !curve.effort.isSpent, let last = curve.units.last else { return nil }
    if curve.count > 3 * Self.few,
      PlaceBounds(curve.part(curve.spread(Self.few)), easing, from: from, to: to, starts: starts) == nil
    {
      return nil
    }
    (range, effort) = (starts, curve.effort)
    (least, most) = (starts.lowerBound + 0.5, Self.reach * max(1, Double(last)))
    for row in curve.units.indices where !take(curve, row, easing, from, to) { return nil }
    curve.effort.spend(curve.count)
    guard let ends = allowed else { return nil }
    self.ends = ends
  }

  private mutating func take(
    _ curve: RateCurve, _ row: Int, _ easing: Easing, _ from: Double, _ to: Double
  ) -> Bool {
    let (unit, value, room) = (Double(curve.units[row]), curve.values[row], curve.slack[row])
    let one = (value - room - to) / (from - to)
    let other = (value + room - to) / (from - to)
    let (low, high) = (min(one, other), max(one, other))
    guard low <= 1, high >= 0 else { return false }
    if high < 1 {
      let place = easing.place(high)
      if place < 1 { early.append((unit / (1 - place), place / (1 - place))) } else { most = min(most, unit) }
    }
    if low > 0 {
      let place = easing.place(low)
      if place < 1 {
        late.append((unit / (1 - place), place / (1 - place)))
      } else {
        least = max(least, unit)
      }
    }
    return true
  }

  /// Between which steps it begins if it ends at one; crossed where it does nowhere.
  func starts(endingAt end: Double) -> (low: Double, high: Double) {
    var (low, high) = (range.lowerBound, min(range.upperBound, end))
    for bound in late { low = max(low, bound.step - end * bound.share) }
    for bound in early { high = min(high, bound.step - end * bound.share) }
    effort.spend((late.count + early.count) / 8)
    return (low, high)
  }

  private var allowed: ClosedRange<Double>? {
    guard least <= most else { return nil }
    func width(_ end: Double) -> Double {
      let (low, high) = starts(endingAt: end)
      return high - low
    }
    guard let inside = Self.inside(least, most, width) else { return nil }
    return edge(from: inside, to: least, width)...edge(from: inside, to: most, width)
  }

  /// A place at which a concave function is not below 0, by golden sections.
  private static func inside(_ low: Double, _ high: Double, _ width: (Double) -> Double) -> Double? {
    if width(low) >= 0 { return low }
    let golden = GoldenSection.part
    var (low, high) = (low, high)
    var (left, right) = (high - golden * (high - low), low + golden * (high - low))
    var (atLeft, atRight) = (width(left), width(right))
    for _ in 0..<120 where high - low > 1e-12 * high {
      if atLeft >= 0 { return left }
      if atRight >= 0 { return right }
      if atLeft >= atRight {
        (high, right, atRight) = (right, left, atLeft)
        left = high - golden * (high - low)
        atLeft = width(left)
      } else {
        (low, left, atLeft) = (left, right, atRight)
        right = low + golden * (high - low)
        atRight = width(right)
      }
    }
    return nil
  }

  /// The last place on the way at which the width is not below 0.
  private func edge(from start: Double, to end: Double, _ width: (Double) -> Double) -> Double {
    if width(end) >= 0 { return end }
    var (inside, outside) = (start, end)
    for _ in 0..<100 where abs(outside - inside) > 1e-9 * max(1, abs(inside)) {
      let middle = (inside + outside) / 2
      if width(middle) >= 0 { inside = middle } else { outside = middle }
    }
    return inside
  }
}

extension PlaceBounds {
  /// Lines that fall by round parts of a digit are printed in the middle between two, and leave a point of the region.
  static let rounding = 0.01

  /// The whole steps between two places, as exactly as these are known; nil where there are none.
  static func whole(_ low: Double, _ high: Double) -> ClosedRange<Int>? {
    let first = Int(saturating: (low - rounding).rounded(.up))
    let last = Int(saturating: (high + rounding).rounded(.down))
    return first <= last ? first...last : nil
  }

  /// Whole steps at which it may end, the roundest first, then those of a run that has just ended.
  ///
  /// - Parameter last: the last step that was logged, and how far the one before it is away.
  func wholeEnds(last: Int, gap: Int) -> [Int] {
    guard let steps = Self.whole(ends.lowerBound, ends.upperBound) else { return [] }
    let (low, high) = (steps.lowerBound, steps.upperBound)
    let middle = low + (high - low) / 2
    let likely = [
      RoundNumber.integer(low, high), last + 1, last + 2, RoundNumber.integer(last + 1, last + 1 + gap), last,
      RoundNumber.integer(max(low, last + 1), max(high, last + 1)), middle, low, high,
    ]
    var seen: Set<Int> = []
    return likely.filter { steps.contains($0) && seen.insert($0).inserted }
  }
}
