/// Rounds `significand * 10**power` to the nearest double, ties to even, with one multiplication or division of whole
/// numbers.
enum DecimalRounding {
  /// nil where that takes more digits than fit here.
  @inline(__always)
  static func nearest(_ significand: UInt64, power: Int) -> Double? {
    if significand == 0 { return 0 }
    return exact(significand, power) ?? rounded(significand, power)
  }

  /// Clinger's fast path: both numbers are exact doubles, and one operation rounds once.
  @inline(__always)
  private static func exact(_ significand: UInt64, _ power: Int) -> Double? {
    guard significand <= 1 << 53, -22...22 ~= power else { return nil }
    let whole = Double(significand)
    return power < 0 ? whole / powersOfTen[-power] : whole * powersOfTen[power]
  }

  /// By powers of five, of which 5**27 is the largest below 2**63; the powers of two move the exponent.
  private static func rounded(_ significand: UInt64, _ power: Int) -> Double? {
    guard -27...27 ~= power else { return nil }
    let five = powersOfFive[Int(power.magnitude)]
    return power < 0 ? quotient(significand, by: five, power) : product(significand, with: five, power)
  }

  private static func product(_ significand: UInt64, with five: UInt64, _ exponent: Int) -> Double {
    let (high, low) = significand.multipliedFullWidth(by: five)
    if high == 0 {
      let shift = low.leadingZeroBitCount
      return double(low << shift, isExact: true, exponent: exponent - shift)
    }
    let shift = high.leadingZeroBitCount
    let top = shift == 0 ? high : high << shift | low >> (64 - shift)
    return double(top, isExact: low << shift == 0, exponent: exponent + 64 - shift)
  }

  private static func quotient(_ significand: UInt64, by five: UInt64, _ exponent: Int) -> Double {
    let (above, below) = (significand.leadingZeroBitCount, five.leadingZeroBitCount)
    let (dividend, divisor) = (significand << above, five << below)
    // The quotient then has its highest bit set and fits 64 bits.
    let isLarger = dividend >= divisor
    let (top, rest) = divisor.dividingFullWidth(isLarger ? (dividend >> 1, dividend << 63) : (dividend, 0))
    return double(top, isExact: rest == 0, exponent: exponent + below - above - (isLarger ? 63 : 64))
  }

  /// `top * 2**exponent`, rounded to the nearest double, ties to even; `top` has its highest bit set.
  ///
  /// - Parameter isExact: whether nothing was lost below `top`.
  private static func double(_ top: UInt64, isExact: Bool, exponent: Int) -> Double {
    let (kept, rest) = (top >> 11, top & 0x7FF)
    let isUp = rest > 0x400 || (rest == 0x400 && (!isExact || kept & 1 == 1))
    // A carry to 2**53 is exact as well.
    return Double(kept + (isUp ? 1 : 0)) * Double(sign: .plus, exponent: exponent + 11, significand: 1)
  }

  private static let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    1e19, 1e20, 1e21, 1e22,
  ]

  private static let powersOfFive: [UInt64] = (0...27).reduce(into: []) { powers, _ in
    powers.append((powers.last ?? 0) == 0 ? 1 : (powers.last ?? 0) * 5)
  }
}
