import LRSchedulers

/// OneCycleLR: up to a peak, down to a rate far below the first, in two phases or in three.
///
/// The phases end between steps (`pct_start * total_steps - 1`), so their ends are fitted as numbers that need not be whole.
struct OneCycleCurve {
  private let curve: RateCurve
  /// The row of the highest rate.
  private let top: Int

  static func proposals(_ curve: RateCurve) -> [Proposal] {
    guard curve.count >= 6, let top = curve.values.indices.max(by: { curve.values[$0] < curve.values[$1] }),
      top >= 2, top < curve.count - 2
    else { return [] }
    let fit = OneCycleCurve(curve: curve, top: top)
    return Anneal.all.flatMap { anneal in
      fit.climbs(anneal).flatMap { fit.twoPhases($0, anneal) + fit.threePhases($0, anneal) }
    }
  }

  /// How a phase goes from its first rate to its last.
  private struct Anneal: Sendable {
    let name: String
    /// From 1 at 0 to 0 at 1.
    let shape: @Sendable (Double) -> Double

    static let all = [
      Anneal(name: "cos", shape: Elementary.cosine), Anneal(name: "linear", shape: { 1 - $0 }),
    ]

    var isLine: Bool { name == "linear" }
  }

  /// The first phase: from which rate to which, and where it ends.
  private struct Climb {
    var first: Double
    var peak: Double
    var end: Double
  }

  private func climbs(_ anneal: Anneal) -> [Climb] {
    let rise = curve.prefix(before: curve.units[top])
    guard !anneal.isLine else { return corner(rise).map { [$0] } ?? [] }
    let reach = Double(curve.units[top])
    let fit = ShapeFit.search(
      rise, isFloored: true, lengths: max(0.5, reach * 0.7)...reach * 1.5 + 2, anneal.shape)
    guard let fit, fit.low > fit.top, fit.top > 0 else { return [] }
    return [Climb(first: fit.top, peak: fit.low, end: fit.length)]
  }

  /// Where the line up and the line down meet; a line alone does not say how long it is.
  private func corner(_ rise: RateCurve) -> Climb? {
    let fall = (top + 1)..<min(curve.count, top + 1 + max(3, top / 2))
    guard let up = StraightLine(rise, rise.units.indices), let down = StraightLine(curve, fall),
      up.slope > 0, down.slope < 0, up.start > 0
    else { return nil }
    let end = up.crossing(down)
    let places = (top > 0 ? curve.units[top - 1] : 0)...curve.units[top + 1]
    guard end >= Double(places.lowerBound) - 0.5, end <= Double(places.upperBound) + 0.5 else { return nil }
    return Climb(first: up.start, peak: up.value(at: end), end: end)
  }

  private func twoPhases(_ climb: Climb, _ anneal: Anneal) -> [Proposal] {
    descents(from: climb.end, at: climb.peak, climb, anneal).filter { descent in
      explains(climb, anneal) { unit in
        let length = Double(descent.total - 1) - climb.end
        return descent.low + (climb.peak - descent.low) * anneal.shape(min(1, (unit - climb.end) / length))
      }
    }.flatMap { named($0, climb, anneal) }
  }

  /// Down to the first rate as quickly as it went up, and only then to the lowest.
  private func threePhases(_ climb: Climb, _ anneal: Anneal) -> [Proposal] {
    let height = climb.peak - climb.first
    let between = curve.units.indices.filter {
      Double(curve.units[$0]) > climb.end && Double(curve.units[$0]) <= 2 * climb.end
    }
    let isMirrored = between.allSatisfy { index in
      let part = (Double(curve.units[index]) - climb.end) / climb.end
      return abs(curve.values[index] - climb.first - height * anneal.shape(part)) <= 2e-3 * climb.peak
    }
    guard !between.isEmpty, isMirrored, let last = curve.units.last, Double(last) > 2 * climb.end else {
      return []
    }
    return descents(from: 2 * climb.end, at: climb.first, climb, anneal).flatMap {
      named($0, climb, anneal, isThreefold: true)
    }
  }

  /// Whether fitted phases come so near to all rows that their arguments are worth being rounded and planned.
  private func explains(_ climb: Climb, _ anneal: Anneal, _ fall: (Double) -> Double) -> Bool {
    curve.units.indices.allSatisfy { index in
      let unit = Double(curve.units[index])
      let rate =
        unit <= climb.end
        ? climb.peak + (climb.first - climb.peak) * anneal.shape(unit / climb.end) : fall(unit)
      return abs(rate - curve.values[index]) <= 2e-3 * climb.peak + 4 * curve.slack[index]
    }
  }

  // MARK: The last phase

  private struct Descent {
    var total: Int
    var low: Double
  }

  private func descents(from start: Double, at high: Double, _ climb: Climb, _ anneal: Anneal) -> [Descent] {
    guard let last = curve.units.last else { return [] }
    let rows = curve.units.indices.filter { Double(curve.units[$0]) > start }
    guard rows.count >= 2 else { return [] }
    if anneal.isLine { return lines(from: start, at: high, rows, climb.first, last) }
    return bestLength(from: start, at: high, rows, anneal).map { length, low in
      let total = Int(saturating: (start + length).rounded()) + 1
      return total > last && total > 2 ? [Descent(total: total, low: low)] : []
    } ?? []
  }

  /// Along a line every length fits: that at which the usual lowest rate is reached, and those that the run just finished.
  private func lines(
    from start: Double, at high: Double, _ rows: [Int], _ first: Double, _ last: Int
  ) -> [Descent] {
    var (sum, squares) = (0.0, 0.0)
    for row in rows {
      let distance = Double(curve.units[row]) - start
      sum += distance * (high - curve.values[row])
      squares += distance * distance
    }
    let slope = squares > 0 ? sum / squares : 0
    guard slope > 0 else { return [] }
    let usual = Int(saturating: (start + 1 + (high - first / Self.usualDivisor) / slope).rounded())
    var totals: [Int] = []
    for total in [usual, last + 1, last + 2, RoundNumber.integer(last + 1, max(usual, last + 1))]
    where total > last && total > 2 && !totals.contains(total) { totals.append(total) }
    return totals.compactMap { total in
      let low = high - slope * (Double(total - 1) - start)
      return low > -1e-3 * high ? Descent(total: total, low: max(0, low)) : nil
    }
  }

  /// The length and the lowest rate by which the rows are explained best.
  private func bestLength(
    from start: Double, at high: Double, _ rows: [Int], _ anneal: Anneal
  ) -> (length: Double, low: Double)? {
    guard let last = curve.units.last else { return nil }
    var best: (length: Double, low: Double, error: Double)?
    func consider(_ length: Double) {
      var (numerator, denominator, squares) = (0.0, 0.0, 0.0)
      for row in rows {
        let height = 1 - anneal.shape(min(1, (Double(curve.units[row]) - start) / length))
        let drop = high - curve.values[row]
        numerator += height * drop
        denominator += height * height
        squares += drop * drop
      }
      guard denominator > 0 else { return }
      let error = squares - numerator * numerator / denominator
      if error < best?.error ?? .infinity { best = (length, high - numerator / denominator, error) }
    }
    let shortest = max(1, Double(last) - start)
    let longest = Double(last) * 3
    for place in 0...400 { consider(shortest + max(0, longest - shortest) * Double(place) / 400) }
    var width = longest / 400
    while width > 1e-9 * Double(last), let center = best?.length {
      consider(max(1, center - width))
      consider(center + width)
      if best?.length == center { width /= 2 }
    }
    return best.map { ($0.length, $0.low) }
  }

  // MARK: Names

  /// The default of `final_div_factor`, by which the lowest rate lies below the first.
  private static let usualDivisor = 1e4

  /// The roundest arguments first: digits may hide how far they are off. The lowest rate is seldom told by any.
  private func named(
    _ descent: Descent, _ climb: Climb, _ anneal: Anneal, isThreefold: Bool = false
  ) -> [Proposal] {
    let part = (climb.end + 1) / Double(descent.total)
    return [3e-3, 3e-4, 3e-5, 1e-6].flatMap { room -> [Proposal] in
      let divisor = descent.low > 0 ? climb.first / descent.low : Self.usualDivisor
      let divisors = [Self.usualDivisor, Self.round(divisor, max(room, 1e-4)), Self.round(divisor, 0.02)]
      return divisors.compactMap { final in
        var arguments: [String: ParameterValue] = [
          "cycle_momentum": .bool(false), "max_lr": .double(Self.round(climb.peak, min(room, 1e-4))),
          "total_steps": .int(descent.total), "pct_start": .double(Self.round(part, room)),
          "anneal_strategy": .string(anneal.name),
          "div_factor": .double(Self.round(climb.peak / climb.first, room)),
          "final_div_factor": .double(final),
        ]
        if isThreefold { arguments["three_phase"] = .bool(true) }
        return Proposal("OneCycleLR", arguments, lr: Self.round(climb.first, 1e-6), parameters: 5)
      }
    }
  }

  /// The roundest number that is not further off than a part of it.
  private static func round(_ value: Double, _ part: Double) -> Double {
    RoundNumber.between(value * (1 - part), value * (1 + part))
  }
}
