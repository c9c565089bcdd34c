/// The learning rate of every optimizer step from step 0 on, in parts of a unit, and the area below it.
///
/// All laws read a schedule through this: `rates[k]` is the rate in force at step `k`, `area(to: k)` the sum of those of the steps
/// before it. In parts of the largest rate an area counts steps at full rate, so that nothing here has the scale of a rate.
package struct RateCurve: Sendable {
  /// The rate of a step, over ``unit``.
  package let rates: [Double]
  /// The rate that counts as 1.
  package let unit: Double
  private let areas: [Double]

  /// - Parameters:
  ///   - rates: the rate of each step, from step 0 on; those that are negative or not finite count as 0.
  ///   - unit: the rate that counts as 1; positive.
  package init(_ rates: [Double], unit: Double) {
    self.unit = unit
    var (scaled, areas) = ([Double](), [0.0])
    scaled.reserveCapacity(rates.count)
    areas.reserveCapacity(rates.count + 1)
    var sum = 0.0
    for rate in rates {
      let part = rate.isFinite && rate > 0 ? rate / unit : 0
      scaled.append(part)
      sum += part
      areas.append(sum)
    }
    (self.rates, self.areas) = (scaled, areas)
  }

  package var count: Int { rates.count }

  /// The rates of the steps before `step`, summed.
  package func area(to step: Int) -> Double { areas[max(0, min(step, rates.count))] }

  /// By how much the rate falls from the step before; a rise is a negative fall.
  func drop(at step: Int) -> Double { step > 0 ? rates[step - 1] - rates[step] : 0 }
}

extension RateCurve {
  /// The largest rate, in its own unit.
  package var peak: Double { (rates.max() ?? 0) * unit }

  /// The first step at which the rate has come within a hundredth of the largest: where a warm-up ends.
  package var warmupEnd: Int {
    let top = rates.max() ?? 0
    return rates.firstIndex { $0 >= 0.99 * top } ?? 0
  }

  /// The steps to the first at the largest rate, that one counted; 0 where the first step has it.
  package var stepsToPeak: Int {
    let top = rates.max() ?? 0
    let first = rates.firstIndex { $0 >= (1 - 1e-9) * top } ?? 0
    return first == 0 ? 0 : first + 1
  }

  /// Whether the rate rises by more than a hundredth of the largest after it has once been there.
  package var risesAgain: Bool {
    let top = rates.max() ?? 0
    var low = Double.infinity
    for rate in rates[warmupEnd...] {
      if rate > low + 0.01 * top { return true }
      low = min(low, rate)
    }
    return false
  }
}
