import LRSchedulers

/// OneCycleLR with the arguments that people give it: where digits hide what a fit would need, one of few hits.
struct UsualOneCycles {
  private let curve: RateCurve
  /// Few points, which tell of most arguments that they are wrong.
  private let few: RateCurve
  private let top: Int

  private static let parts = [0.3, 0.1, 0.2, 0.25, 0.4, 0.5, 0.05, 0.15, 0.35, 0.45, 0.02, 0.01]
  private static let divisors: [Double] = [25, 10, 4, 5, 20, 100, 2, 3, 50, 40, 30, 8]
  private static let lastDivisors: [Double] = [1e4, 100, 1e3, 10, 1e5, 50, 500, 25, 1]

  static func proposals(_ curve: RateCurve) -> [Proposal] {
    guard let cycles = UsualOneCycles(curve), cycles.top > 0 else { return [] }
    return cycles.found
  }

  /// Those whose peak is before the first row, of a run that is logged from later on.
  static func pastTheirPeak(_ curve: RateCurve) -> [Proposal] {
    guard let cycles = UsualOneCycles(curve), cycles.top == 0, curve.units[0] > 0 else { return [] }
    return cycles.found
  }

  private init?(_ curve: RateCurve) {
    guard curve.count >= 8, let top = curve.values.indices.max(by: { curve.values[$0] < curve.values[$1] }),
      top < curve.count - 2
    else { return nil }
    (self.curve, self.top) = (curve, top)
    few = curve.sampled(24, with: [top])
  }

  private var found: [Proposal] {
    for part in Self.parts {
      guard let range = totals(part) else { continue }
      for divisor in Self.divisors {
        for shape in shapes(part, divisor) {
          guard let (total, peak) = total(of: shape, in: range) else { continue }
          return [named(shape, peak, total)].compactMap(\.self)
        }
      }
    }
    return []
  }

  /// Between which totals the peak is where it is logged, of a run that has not got beyond its end.
  private func totals(_ part: Double) -> ClosedRange<Int>? {
    guard let last = curve.units.last else { return nil }
    let low = top > 0 ? (Double(curve.units[top - 1]) + 0.5) / part : 0
    let high = (Double(curve.units[top + 1]) + 1.5) / part
    let first = max(last + 1, Int(saturating: low.rounded(.up)))
    let end = Int(saturating: high.rounded(.down))
    return first <= end ? first...end : nil
  }

  /// Those of a run that has just ended, or is going to end at a round number of steps; else by the best fit.
  private func total(of shape: Cycle.Shape, in range: ClosedRange<Int>) -> (total: Int, peak: Double)? {
    guard let last = curve.units.last else { return nil }
    let gap = max(1, last - curve.units[curve.count - 2])
    let end = RoundNumber.integer(last + 1, last + 1 + gap)
    var totals = [end, end + 1, last + 1, last + 2, RoundNumber.integer(range.lowerBound, range.upperBound)]
    if gap > 1 {
      let near =
        max(range.lowerBound, last + 1)...max(range.lowerBound, min(range.upperBound, last + 1 + gap))
      let best = nearest(shape, near)
      totals += [best, best - 1, best + 1]
    }
    for total in totals where range.contains(total) {
      let cycle = Cycle(shape, total: total)
      if RateInterval.common(few, cycle.rate) != nil, let peak = RateInterval.common(curve, cycle.rate) {
        return (total, peak)
      }
    }
    return nil
  }

  private func nearest(_ shape: Cycle.Shape, _ range: ClosedRange<Int>) -> Int {
    func error(_ total: Double) -> Double {
      ShapeFit.at(1, few, isFloored: false, Cycle(shape, total: total).rate)?.error ?? .infinity
    }
    let least = GoldenSection.least(
      Double(range.lowerBound), Double(range.upperBound), width: 0.5, error)
    return Int(saturating: least.rounded())
  }

  private func shapes(_ part: Double, _ divisor: Double) -> [Cycle.Shape] {
    Self.lastDivisors.flatMap { last in
      [false, true].flatMap { isLine in
        [false, true].compactMap { isThreefold in
          isThreefold && part > 0.49
            ? nil
            : Cycle.Shape(
              part: part, divisor: divisor, lastDivisor: last, isLine: isLine, isThreefold: isThreefold)
        }
      }
    }
  }

  private func named(_ shape: Cycle.Shape, _ peak: Double, _ total: Int) -> Proposal? {
    var arguments: [String: ParameterValue] = [
      "cycle_momentum": .bool(false), "max_lr": .double(peak), "total_steps": .int(total),
      "pct_start": .double(shape.part), "anneal_strategy": .string(shape.isLine ? "linear" : "cos"),
      "div_factor": .double(shape.divisor), "final_div_factor": .double(shape.lastDivisor),
    ]
    if shape.isThreefold { arguments["three_phase"] = .bool(true) }
    var found = Proposal("OneCycleLR", arguments, lr: peak / shape.divisor, parameters: 5)
    if top == 0 { found?.unseenSteps = Int(saturating: Cycle(shape, total: total).end) }
    return found
  }
}

/// The rates of a one-cycle as parts of its peak.
private struct Cycle {
  /// What it is given beside peak and length.
  struct Shape {
    var part: Double
    var divisor: Double
    var lastDivisor: Double
    var isLine: Bool
    var isThreefold: Bool
  }

  private let shape: Shape
  /// Where the first phase ends, and the last one.
  let end: Double
  private let last: Double

  init(_ shape: Shape, total: Int) { self.init(shape, total: Double(total)) }

  init(_ shape: Shape, total: Double) {
    self.shape = shape
    (end, last) = (shape.part * total - 1, total - 1)
  }

  func rate(_ unit: Double) -> Double {
    let first = 1 / shape.divisor
    if unit <= end { return between(first, 1, unit / end) }
    if shape.isThreefold, unit <= 2 * end { return between(1, first, (unit - end) / end) }
    let (start, high) = shape.isThreefold ? (2 * end, first) : (end, 1)
    return between(high, first / shape.lastDivisor, min(1, (unit - start) / (last - start)))
  }

  private func between(_ from: Double, _ to: Double, _ part: Double) -> Double {
    shape.isLine ? from + (to - from) * part : to + (from - to) * Elementary.cosine(part)
  }
}
