import LRSchedulers

/// The rates of one group of a plan by their units, made when they are first asked for; past its length the schedule goes on as
/// its library lets it.
///
/// A class, as all hypotheses of a check fill and read the same table; it stays within the check that made it.
final class PlanTable {
  let plan: Plan
  private let group: Int
  private var cursor: PlanCursor
  private(set) var rates: [Double] = []
  /// Units beyond which no hypothesis is followed.
  let limit: Int
  /// The largest rate within the plan's length.
  private(set) var peak = 0.0

  /// - Throws: what PyTorch's constructor raises.
  init(_ plan: Plan, group: Int, reach: Int) throws(SchedulerError) {
    self.plan = plan
    self.group = group
    limit = max(1_000_000, 2 * reach, 4 * max(1, min(plan.length, 10_000_000)))
    cursor = PlanCursor(try plan.run(), length: limit)
    grow(to: min(plan.length, limit))
    for rate in rates where rate.isFinite { peak = max(peak, abs(rate)) }
  }

  /// Makes the rates of so many units. Where a step is refused, as past the end of OneCycleLR, the last rate stays.
  func grow(to count: Int) {
    guard count > rates.count, !cursor.isAtEnd else { return }
    let target = min(limit, max(count, 2 * rates.count))
    rates.reserveCapacity(target)
    let group = group
    cursor.advance(by: target - rates.count) { rates.append($0[group].lr) }
  }

  /// The rate in force in a unit; before the first that of the first; nil where no hypothesis goes.
  @inline(__always)
  func rate(at unit: Int) -> Double {
    if unit >= 0, unit < rates.count { return rates[unit] }
    return farRate(at: unit)
  }

  private func farRate(at unit: Int) -> Double {
    if unit < 0 { return rates.first ?? .nan }
    if unit >= limit { return .nan }
    grow(to: unit + 1)
    return unit < rates.count ? rates[unit] : rates.last ?? .nan
  }

  /// Between two units, along the cubic through the four around it.
  func rate(near unit: Double) -> Double {
    guard unit.isFinite, unit < Double(limit) else { return .nan }
    let low = unit.rounded(.down)
    let (index, t) = (Int(low), unit - low)
    if t == 0 { return rate(at: index) }
    let (a, b) = (rate(at: index - 1), rate(at: index))
    let (c, d) = (rate(at: index + 1), rate(at: index + 2))
    return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)))
  }
}
