#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What torch-lr-finder suggests (0.2.2): where its smoothed loss falls fastest by row.
///
/// A row counts 0.05 and what came before 0.95, without a correction for the beginning; the test ends above five times the best. The first ten
/// and the last five rows are left out.
enum TorchLRFinder {
  static func steepest(_ test: RangeTest) -> Double? {
    let losses = test.isSmoothed ? test.losses : recorded(test)
    guard losses.count > 10 + 5 + 1 else { return nil }
    let used = Array(losses[10..<(losses.count - 5)])
    return smallestPlace(gradient(used)).map { test.rates[10 + $0] }
  }

  private static func recorded(_ test: RangeTest) -> [Double] {
    var recorded: [Double] = []
    var best = Double.infinity
    for loss in test.losses.prefix(test.planned) {
      let smooth = recorded.last.map { 0.05 * loss + 0.95 * $0 } ?? loss
      recorded.append(smooth)
      if smooth < best { best = smooth }
      if smooth > 5 * best { break }
    }
    return recorded
  }
}

/// What Lightning's tuner suggests (2.6.6): where its smoothed loss falls fastest by the rate itself, not by its logarithm.
///
/// Smoothed with beta 0.98, but corrected as if there had been one row more; the test ends above four times the best. The first ten rows
/// and the last are left out, and those that are not finite.
enum LightningFinder {
  static func steepest(_ test: RangeTest) -> Double? {
    let losses = test.isSmoothed ? test.losses : recorded(test)
    guard losses.count > 10 + 1 + 1 else { return nil }
    let rows = (10..<(losses.count - 1)).filter { losses[$0].isFinite }
    guard rows.count > 1 else { return nil }
    let rates = rows.map { test.rates[$0] }
    return smallestPlace(gradient(rows.map { losses[$0] }, at: rates)).map { rates[$0] }
  }

  private static func recorded(_ test: RangeTest) -> [Double] {
    var recorded: [Double] = []
    var (mean, best) = (0.0, 0.0)
    for (index, loss) in test.losses.prefix(test.planned).enumerated() {
      mean = 0.98 * mean + (1 - 0.98) * loss
      let smooth = mean / (1 - pow(0.98, Double(index + 2)))
      recorded.append(smooth)
      if index > 0, smooth > 4 * best { break }
      if smooth < best || index == 0 { best = smooth }
    }
    return recorded
  }
}
