#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The law with momentum (arXiv 2408.11029) at some rows of a schedule: `L(t) = L0 + A S(t)^-alpha - B sum_k (r[k-1] - r[k]) (1 - lambda^(t-k+1))`
/// with `lambda = exp(-1 / tau)`.
///
/// In the paper the sum is not divided by its limit, `1 / (1 - lambda)`; here `B` is, so that it is what a drop gives in the end.
/// The sum is a recursion over the steps and exact.
struct MomentumCurve: LawCurve {
  private let rates: RateCurve
  private let steps: [Int]
  private let totals: [Double]

  /// - Parameter steps: in ascending order.
  init(_ rates: RateCurve, steps: [Int]) {
    (self.rates, self.steps) = (rates, steps)
    totals = steps.map { rates.area(to: $0 + 1) }
  }

  var rows: Int { steps.count }
  var dimension: Int { 5 }

  func values(_ point: [Double], every stride: Int) -> LawValues {
    let (gain, tau) = (exp(point[3]), exp(point[4]))
    let keep = exp(-1 / tau)
    var values = LawValues(losses: [], slopes: [])
    var (step, last) = (0, rates.rates.first ?? 0)
    let start = last
    // Of all drops so far what has not had its effect yet, and its derivative by `keep`.
    var (pending, slope) = (0.0, 0.0)
    for row in Swift.stride(from: 0, to: rows, by: stride) {
      while step <= steps[row] {
        let rate = rates.rates[step]
        let present = pending + (last - rate)
        slope = present + keep * slope
        pending = keep * present
        (last, step) = (rate, step + 1)
      }
      let base = PowerDecay(point, area: totals[row])
      let effect = start - last - pending
      values.losses.append(base.loss - gain * effect)
      values.slopes += base.slopes
      values.slopes.append(-gain * effect)
      values.slopes.append(gain * slope * keep / tau)
    }
    return values
  }
}
