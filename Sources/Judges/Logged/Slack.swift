#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// How far the true value of each rate of a series may lie from what was logged.
///
/// A single value tells little of how it was printed: `0.05` may be exact or one of two digits. So the series is looked at as a
/// whole. One value with fifteen digits or more shows that doubles are printed in full. Otherwise the finest last digit
/// and the most significant digits that were seen bound what every other value left out, which serves `%.6f`, `%.4e`, `%g` and
/// Python's `round(lr, 6)` alike.
struct Slack {
  let values: [Double]

  /// What two ways of computing the same rate differ by, as a part of the largest rate.
  private static let rounding = 1e-9
  /// The unit of the last place of a 32-bit float, as a part of it.
  private static let singleUnit = 0x1p-23

  /// - Parameter powers: of ten, of each value's last digit; nil for a value that is exact.
  init(_ rates: [Double], _ powers: [Int?], peak: Double) {
    let noise = Self.rounding * peak
    guard powers.allSatisfy({ $0 != nil }), !powers.isEmpty else {
      let single = Self.singleNoise(rates)
      values = rates.map { noise + single * abs($0) }
      return
    }
    let own = powers.compactMap(\.self)
    let finest = own.min() ?? 0
    var digits = 1
    for (rate, power) in zip(rates, own) where rate != 0 {
      digits = max(digits, Self.magnitude(rate) - power + 1)
    }
    var units: [Int: Double] = [:]
    values = zip(rates, own).map { rate, power in
      let known = rate == 0 ? finest : max(finest, Self.magnitude(rate) - digits + 1)
      let effective = min(power, known)
      let unit = units[effective] ?? pow(10, Double(effective))
      units[effective] = unit
      // A bit more, since the middle between two decimals is no double.
      return 0.5000001 * unit + noise
    }
  }

  /// The power of ten of the first digit.
  private static func magnitude(_ rate: Double) -> Int {
    let estimate = Int(log10(abs(rate)).rounded(.down))
    return pow(10, Double(estimate) + 1) <= abs(rate) * (1 + 1e-12) ? estimate + 1 : estimate
  }

  /// The part of a value that computing in 32 bits may have lost; 0 for rates that were kept as doubles. Each change of the
  /// rate may have rounded once more, as Keras's callbacks do.
  private static func singleNoise(_ rates: [Double]) -> Double {
    guard rates.allSatisfy({ Double(Float($0)) == $0 }) else { return 0 }
    var changes = 0
    for (rate, next) in zip(rates, rates.dropFirst()) where rate != next { changes += 1 }
    return singleUnit * Double(1 + min(32, changes))
  }
}
