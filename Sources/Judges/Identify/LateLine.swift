import LRSchedulers

/// A line of which the log has no end: rows within a warm-up, or behind its beginning and with the peak that it comes to.
///
/// What is not logged is the simplest that there is; that others do as well is said (``Proposal/isOpen``).
enum LateLine {
  static func proposals(_ curve: RateCurve) -> [Proposal] {
    guard curve.count >= 4, let unit = curve.units.first, unit >= 0, let last = curve.units.last else {
      return []
    }
    let line = LineBand.middle(curve).flatMap { $0.slope > 0 ? $0 : nil }
    let found = (curve.plateau.map { toPeak(curve, $0) } ?? []) + (line.map { within(curve, $0, last) } ?? [])
    // Where a line explains every row, digits alone make the last ones a peak.
    return found.map { one in
      var one = one
      one.isOpen = line != nil
      return one
    }
  }

  /// Rises to a rate that stays: from 0, from a part of it, or from the first row's.
  private static func toPeak(_ curve: RateCurve, _ stay: ClosedRange<Int>) -> [Proposal] {
    guard stay.lowerBound > 0, stay.upperBound == curve.count - 1,
      let top = RateInterval.common(curve.part(stay), { _ in 1 }), top > 0, let last = curve.units.last
    else { return [] }
    return RiseToPeak.rises(curve, to: top, before: last + (last - curve.units[curve.count - 2])).flatMap {
      ConstantBody().warmups($0, top)
    }
  }

  /// Rises to the last row: how high and how long is not told.
  private static func within(_ curve: RateCurve, _ line: StraightLine, _ last: Int) -> [Proposal] {
    guard curve.values[curve.count - 1] > curve.values[0]
    else {
      return []
    }
    let gap = max(1, last - curve.units[curve.count - 2])
    var ends = [RoundNumber.integer(last + 1, last + gap), last, RoundNumber.integer(last, 2 * last)]
    if ends[0] == ends[2] { ends.removeLast() }
    return ends.flatMap { proposals(curve, line, to: $0) }
  }

  /// - Parameter line: by which the rate at step 0 is known, as a part of that at the end, where it need not be 0.
  private static func proposals(_ curve: RateCurve, _ line: StraightLine, to end: Int) -> [Proposal] {
    let part = line.start / line.value(at: Double(end))
    let factors = part > 0 ? precisions.map { RoundNumber.between(part * (1 - $0), part * (1 + $0)) } : []
    for factor in [0] + factors where factor < 1 {
      let shape = { (unit: Double) in factor + (1 - factor) * min(1, unit / Double(end)) }
      guard let top = RateInterval.common(curve, shape) else { continue }
      let rise = Rise(steps: end, factor: factor, bodyStart: end, room: 0)
      return ConstantBody().warmups(rise, top)
    }
    return []
  }

  private static let precisions = [1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-8, 1e-10]
}
