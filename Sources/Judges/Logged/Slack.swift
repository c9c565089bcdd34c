import LRSchedulers

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// How far the true value of each rate of a series may lie from what was logged.
///
/// A single value tells little of how it was printed: `0.05` may be exact or one of two digits. So the series is looked at as a whole.
/// A value with fifteen digits or more shows that doubles are printed in full. A zero at the end of one shows that
/// zeros are kept, as `%.6f` and `%.4e` do: each value then is known to its own last digit. Otherwise zeros were left out, as `%g`,
/// `round(lr, 6)` and `repr` do, and a short value is known as finely as the longest ones. A handful of short values in many
/// rows are the levels of stairs, and exact.
struct Slack {
  let values: [Double]
  /// Of the values that are known more finely to one side: below `1.0e-03` the next number that is printed so is `9.9e-04`.
  private(set) var ranges: [Double: Range] = [:]

  /// What a value may be.
  struct Range: Sendable {
    var middle: Double
    /// How far it reaches to both sides of its middle.
    var room: Double
  }

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
    let printed = Printed(rates, own)
    var units: [Int: Double] = [:]
    values = zip(rates, own).map { rate, power in
      guard let effective = printed.power(of: rate, own: power) else { return noise + 1e-6 * abs(rate) }
      let unit = units[effective] ?? pow(10, Double(effective))
      units[effective] = unit
      // A bit more, since the middle between two decimals is no double.
      return 0.5000001 * unit + noise
    }
    guard printed.isScientific else { return }
    for (rate, power) in zip(rates, own) where ranges[rate] == nil && Self.isPowerOfTen(rate, power) {
      let unit = pow(10, Double(power))
      ranges[rate] = Range(middle: rate + 0.225 * unit, room: 0.2750001 * unit + noise)
    }
  }

  private static func isPowerOfTen(_ rate: Double, _ power: Int) -> Bool {
    guard rate > 0, power >= -300 else { return false }
    let scaled = (rate * pow(10, Double(-power))).rounded()
    return scaled == pow(10, Double(magnitude(rate) - power))
  }

  /// How the values of a text were printed.
  private struct Printed {
    private var finest = Int.max
    private var digits = 0
    private var keepsZeros = false
    private var isExact = false
    /// Whether every value has as many digits, whatever its size: of such a 0 nothing has been cut.
    private(set) var isScientific = false

    init(_ rates: [Double], _ powers: [Int]) {
      var counts: Set<Int> = []
      var levels: Set<Double> = []
      var longest = 0
      for (rate, power) in zip(rates, powers) where !Printed.isPlainZero(rate, power) {
        finest = min(finest, power)
        if levels.count < 16 { levels.insert(rate) }
        guard rate != 0 else {
          keepsZeros = true
          continue
        }
        let count = Slack.magnitude(rate) - power + 1
        counts.insert(count)
        longest = max(longest, count)
        keepsZeros = keepsZeros || Printed.endsWithZero(rate, power)
      }
      // Many values show how many digits there are at most; a few may all be short by chance.
      digits = levels.count >= 8 || longest > 3 ? longest : longest == 3 ? 4 : 6
      // Zeros may have been kept without one being there: all values have as many digits.
      if counts.count == 1, longest >= 3, levels.count >= 3 { keepsZeros = true }
      isScientific = keepsZeros && counts.count == 1 && Set(powers).count > 1 && longest >= 2
      isExact = !keepsZeros && longest <= 4 && levels.count <= 3 && rates.count >= 10
    }

    /// The power of ten to which a value is known; nil for one that is exact.
    func power(of rate: Double, own power: Int) -> Int? {
      if rate == 0, isScientific { return nil }
      if keepsZeros, !Printed.isPlainZero(rate, power) { return power }
      if isExact { return nil }
      if rate == 0 { return finest == Int.max ? nil : finest }
      return min(power, max(finest, Slack.magnitude(rate) - digits + 1))
    }

    /// `0` and `0.0`, which say nothing about digits.
    private static func isPlainZero(_ rate: Double, _ power: Int) -> Bool { rate == 0 && power >= -1 }

    /// Other than in `1.0`, which `repr` writes too.
    private static func endsWithZero(_ rate: Double, _ power: Int) -> Bool {
      guard power < 0, power >= -300 else { return false }
      if power == -1, rate == rate.rounded() { return false }
      let scaled = (rate * pow(10, Double(-power))).rounded()
      return abs(scaled) < 1e15 && scaled.truncatingRemainder(dividingBy: 10) == 0
    }
  }

  /// The power of ten of the first digit.
  fileprivate static func magnitude(_ rate: Double) -> Int {
    let estimate = Int(saturating: log10(abs(rate)).rounded(.down))
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
