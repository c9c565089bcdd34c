/// Python's `round(x, digits)`: the decimal nearest to the exact value, ties to even.
enum PythonRounding {
  static func rounded(_ value: Double, digits: Int) -> Double {
    // Beyond these the value has no such digits, or is smaller than half a unit.
    if !value.isFinite || value == 0 || digits > 323 { return value }
    if digits < -308 { return 0 * value }
    let exponent = Int(value.exponent) - 52
    let significand = BigInteger(truncating: value.significand * 0x1p52)
    let ten = BigInteger(10).power(abs(digits))
    var numerator = significand << max(0, exponent)
    var denominator = BigInteger(1) << max(0, -exponent)
    if digits > 0 { numerator = numerator * ten } else { denominator = denominator * ten }
    let units = quotient(numerator, denominator)
    let result = digits > 0 ? BigInteger.ratio(units, ten) : (units * ten).double
    return (result ?? .infinity) * (value < 0 ? -1 : 1)
  }

  static func rounded(_ value: BigInteger, digits: Int) -> BigInteger {
    if digits >= 0 { return value }
    // A power of ten with more bits than any value.
    if digits < -BigInteger.maximumBits / 3 { return BigInteger(0) }
    let ten = BigInteger(10).power(-digits)
    let magnitude = quotient(value.magnitude, ten) * ten
    return value.isNegative ? -magnitude : magnitude
  }

  /// The nearest integer, ties to even, of two that are not negative.
  private static func quotient(_ numerator: BigInteger, _ denominator: BigInteger) -> BigInteger {
    let (quotient, remainder) = numerator.dividedMagnitude(by: denominator)
    let twice = remainder << 1
    let up = twice > denominator || (twice == denominator && quotient.isOdd)
    return up ? quotient + BigInteger(1) : quotient
  }
}
