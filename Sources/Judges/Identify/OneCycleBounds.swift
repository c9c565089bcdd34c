import LRSchedulers

/// OneCycleLR by what its rows allow: of peak, ends of phases and rates the roundest that explain every one.
///
/// The phases end between steps (`pct_start * total_steps - 1`); the last one ends at `total_steps - 1`, so that a total leaves an interval
/// for the first.
struct OneCycleBounds {
  private let curve: RateCurve
  /// The rows of the highest rate.
  private let top: ClosedRange<Int>

  private static let mostRows = 1 << 15
  private static let divisors: [Double] = [25, 10, 4, 5, 20, 100, 2, 3, 50, 40, 30, 8]
  private static let lastDivisors: [Double] = [
    1e4, 100, 1e3, 10, 1e5, 50, 500, 25, 1, 300, 200, 20, 5, 2, 250, 2e3, 5e3, 1e6,
  ]

  static func proposals(_ curve: RateCurve) -> [Proposal] { OneCycleBounds(curve)?.found ?? [] }

  private init?(_ curve: RateCurve) {
    guard curve.count >= 6, curve.units[0] >= 0,
      let highest = curve.values.indices.max(by: { curve.values[$0] < curve.values[$1] }),
      let last = curve.values.indices.last(where: { curve.values[$0] >= curve.values[highest] }),
      highest > 0, last < curve.count - 2,
      curve.values[highest] > curve.values[0] + 4 * curve.slack[0],
      curve.values[highest] > curve.values[curve.count - 1] + 4 * curve.slack[0]
    else { return nil }
    (self.curve, top) = (curve, highest...last)
  }

  private var found: [Proposal] {
    [Easing.cosine, .line].enumerated().flatMap { number, easing in
      peaks(isLine: number == 1).flatMap { peak in
        let (rise, fall) = sides(peak)
        return divisors(peak).flatMap { divisor -> [Proposal] in
          let first = peak / divisor
          guard let climb = PlaceBounds(rise, easing, from: first, to: peak, starts: 0...0)?.ends else {
            return []
          }
          let cycles =
            cycles(fall, easing, from: peak, first: first, starts: climb, isThreefold: false)
            + threefold(easing, first: first, climb)
          let best = cycles.sorted { $0.digits < $1.digits }.prefix(3)
          return best.compactMap { named($0, isLine: number == 1, peak, divisor) }
        }
      }
    }
  }

  // MARK: What may be

  /// That of the highest row; where lines lead to one between two rows, where they meet, as round as may be.
  private func peaks(isLine: Bool) -> [Double] {
    let (value, room) = (curve.values[top.lowerBound], curve.slack[top.lowerBound])
    let beside = min(curve.values[top.lowerBound - 1], curve.values[top.upperBound + 1])
    var peaks = [
      RoundNumber.between(value - room, value + room),
      RoundNumber.between(value - room, value + room + 0.3 * (value - beside)),
    ]
    if isLine, let corner {
      peaks += [1e-2, 3e-3, 1e-3, 1e-4, 1e-6].map {
        RoundNumber.between(corner * (1 - $0), corner * (1 + $0))
      }
    }
    var seen: Set<Double> = []
    return peaks.filter { seen.insert($0).inserted }
  }

  /// The rate at which the line up and the line down meet.
  private var corner: Double? {
    let behind = (top.upperBound + 1)..<min(curve.count, 3 * top.upperBound / 2 + 3)
    guard top.lowerBound > 2, behind.count > 1, let up = StraightLine(curve, 0..<top.lowerBound),
      let down = StraightLine(curve, behind), up.slope > 0, down.slope < 0
    else { return nil }
    return up.value(at: up.crossing(down))
  }

  /// The rows that tell of the first phase, and those that tell of what is behind it. The highest row may be on either side of a peak that
  /// is above it.
  private func sides(_ peak: Double) -> (rise: RateCurve, fall: RateCurve) {
    let isBetween = peak > curve.values[top.lowerBound] + curve.slack[top.lowerBound]
    let rise = 0..<(isBetween ? top.lowerBound : top.upperBound + 1)
    let fall = (isBetween ? top.upperBound + 1 : top.lowerBound)..<curve.count
    return (curve.runEnds(rise, most: Self.mostRows), curve.runEnds(fall, most: Self.mostRows))
  }

  /// How many times the peak the first rate is, as the first row tells it.
  private func divisors(_ peak: Double) -> [Double] {
    guard curve.units[0] == 0 else { return Self.divisors }
    let (value, room) = (curve.values[0], curve.slack[0])
    guard value > room else { return [] }
    let divisor = RoundNumber.between(peak / (value + room), peak / (value - room))
    return divisor > 1 ? [divisor] : []
  }

  // MARK: Phases

  private struct Cycle {
    var total: Int
    var part: Double
    var lastDivisor: Double
    var isThreefold: Bool

    var digits: Int {
      RoundNumber.digits(total) + RoundNumber.digits(part)
        + (lastDivisor == 1e4 ? 0 : RoundNumber.digits(lastDivisor))
        + (isThreefold ? 1 : 0)
    }
  }

  /// Down to the first rate as quickly as it went up, and only then to the lowest.
  private func threefold(_ easing: Easing, first: Double, _ climb: ClosedRange<Double>) -> [Cycle] {
    let end = 2 * climb.upperBound
    guard let row = curve.units.firstIndex(where: { Double($0) >= end }), row < curve.count - 2,
      curve.values[row] <= first + curve.slack[row]
    else { return [] }
    return cycles(
      curve.runEnds(row..<curve.count, most: Self.mostRows), easing, from: first, first: first,
      starts: 2 * climb.lowerBound...end, isThreefold: true)
  }

  private func cycles(
    _ rows: RateCurve, _ easing: Easing, from high: Double, first: Double, starts: ClosedRange<Double>,
    isThreefold: Bool
  ) -> [Cycle] {
    lastDivisors(first).flatMap { last -> [Cycle] in
      guard let bounds = PlaceBounds(rows, easing, from: high, to: first / last, starts: starts) else {
        return []
      }
      return totals(bounds).compactMap { total in
        let start = bounds.starts(endingAt: Double(total - 1))
        let scale = isThreefold ? 0.5 : 1
        let room = PlaceBounds.rounding
        guard start.low <= start.high + room else { return nil }
        let part = RoundNumber.between(
          ((start.low - room) * scale + 1) / Double(total), ((start.high + room) * scale + 1) / Double(total))
        return Cycle(total: total, part: part, lastDivisor: last, isThreefold: isThreefold)
      }
    }
  }

  /// What people give, and what the last row says if it is the last one of the run.
  private func lastDivisors(_ first: Double) -> [Double] {
    let (value, room) = (curve.values[curve.count - 1], curve.slack[curve.count - 1])
    let least = curve.values.min() ?? value
    let told = value > room ? [RoundNumber.between(first / (value + room), first / (value - room))] : []
    return (Self.lastDivisors + told.filter { !Self.lastDivisors.contains($0) }).filter {
      first / $0 <= least + room
    }
  }

  /// PyTorch refuses a step more than the total.
  private func totals(_ bounds: PlaceBounds) -> [Int] {
    let last = curve.units[curve.count - 1]
    return bounds.wholeEnds(last: last - 1, gap: max(1, last - curve.units[curve.count - 2])).map { $0 + 1 }
      .filter { $0 > last }
  }

  private func named(_ cycle: Cycle, isLine: Bool, _ peak: Double, _ divisor: Double) -> Proposal? {
    var arguments: [String: ParameterValue] = [
      "cycle_momentum": .bool(false), "max_lr": .double(peak), "total_steps": .int(cycle.total),
      "pct_start": .double(cycle.part), "anneal_strategy": .string(isLine ? "linear" : "cos"),
      "div_factor": .double(divisor), "final_div_factor": .double(cycle.lastDivisor),
    ]
    if cycle.isThreefold { arguments["three_phase"] = .bool(true) }
    return Proposal("OneCycleLR", arguments, lr: peak / divisor, parameters: 5)
  }
}
