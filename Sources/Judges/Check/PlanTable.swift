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

  /// - Parameter isFilled: whether the rates within the plan's length are made at once, and their peak with them.
  /// - Throws: what PyTorch's constructor raises.
  init(_ plan: Plan, group: Int, reach: Int, isFilled: Bool = true) throws(SchedulerError) {
    self.plan = plan
    self.group = group
    limit = max(1_000_000, 2 * reach, 4 * max(1, min(plan.length, 10_000_000)))
    cursor = PlanCursor(try plan.run(), length: limit)
    guard isFilled else { return }
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
}
