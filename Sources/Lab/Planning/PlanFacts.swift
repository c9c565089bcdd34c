import LRSchedulers
import Tracks

/// What a planned curve of rates comes to, gathered while it is made.
struct PlanFacts: Sendable, Equatable {
  private(set) var peak = 0.0
  /// The count of the first rate that is as large, but for rounding: a cycle that comes back a bit higher is no new peak.
  private(set) var peakCount = 0
  private(set) var last = 0.0
  /// The sum of all rates: what the area under the curve is in steps.
  private(set) var area = 0.0
  private(set) var counts = 0
  /// The part of all counts whose rate is below a hundredth of the peak; nil while rates are missing.
  private(set) var lowShare: Double?

  private static let rounding = 1e-9

  /// Takes the rate of the next counts.
  mutating func take(_ rate: Double, at count: Int, times: Int = 1) {
    if counts == 0 || rate > peak + Self.rounding * peak.magnitude { (peak, peakCount) = (rate, count) }
    last = rate
    area += rate * Double(times)
    counts += times
  }

  /// Looks for the low rates, which can be told only when the peak is known.
  ///
  /// - Parameter curve: all rates, or of a long plan the lowest and highest of every stretch, which hold up to the next.
  mutating func finish(_ curve: Track, end: Int) {
    guard counts > 0 else { return }
    let limit = peak / 100
    var low = 0.0
    for index in 0..<curve.count where curve[index] < limit {
      let next = index + 1 < curve.count ? curve.x(at: index + 1) : Double(end + 1)
      low += next - curve.x(at: index)
    }
    lowShare = low / Double(counts)
  }
}
