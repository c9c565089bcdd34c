// The system's `exp`, `log` and `tanh` choose other instructions, and so other last bits, on other machines;
// these use only additions, multiplications and divisions.

extension SIMD8<Double> {
  /// eˣ, within two units in the last place; 0 below -708, infinite above 709.
  ///
  /// x = k·ln 2 + r with |r| ≤ ln 2 / 2; ln 2 is subtracted in two parts, or r would lose as many digits as k
  /// has. Then eʳ by its series to r¹³, and 2ᵏ through the exponent's bits.
  var exponential: Self {
    let rounder = 0x1.8p52
    let argument = clamped(lowerBound: Self(repeating: -708), upperBound: Self(repeating: 709))
    let shifted = argument * 1.4426950408889634 + rounder
    let whole = shifted - rounder
    let rest = (argument - whole * 0x1.62e42fee00000p-1) - whole * 0x1.a39ef35793c76p-33
    let power = SIMD8<UInt64>(bits: shifted) &<< 52 &+ SIMD8<UInt64>(repeating: 1023 << 52)
    let value = Self.exponentialSeries(rest) * Self(bits: power)
    return value.replacing(with: 0, where: self .< -708).replacing(with: .infinity, where: self .> 709)
      .replacing(with: .nan, where: self .!= self)
  }

  /// tanh x = 1 - 2 / (e²ˣ + 1), absolute error below 1e-15.
  var hyperbolicTangent: Self {
    1 - 2 / ((self + self).exponential + 1)
  }

  private static func exponentialSeries(_ x: Self) -> Self {
    var sum = Self(repeating: inverseFactorials[0])
    for coefficient in inverseFactorials.dropFirst() {
      sum = sum * x + coefficient
    }
    return sum
  }

  fileprivate init(bits: SIMD8<UInt64>) {
    self = unsafeBitCast(bits, to: Self.self)
  }
}

extension SIMD8<UInt64> {
  fileprivate init(bits: SIMD8<Double>) {
    self = unsafeBitCast(bits, to: Self.self)
  }
}

/// 1/13!, 1/12!, … 1/0!
private let inverseFactorials: [Double] = {
  var factorial = 1.0
  var series = [1.0]
  for n in 1...13 {
    factorial *= Double(n)
    series.append(1 / factorial)
  }
  return series.reversed()
}()

/// The natural logarithm of a positive, finite, normal number; infinity and NaN pass through.
///
/// x = 2ᵏ·m with m near 1; then log m = 2 artanh s by its series, s = (m - 1) / (m + 1), |s| ≤ 0.172.
func naturalLogarithm(_ x: Double) -> Double {
  guard x.isFinite, x > 0 else { return x == 0 ? -.infinity : (x > 0 ? x : .nan) }
  var mantissa = x.significand
  var exponent = Double(x.exponent)
  if mantissa > 1.4142135623730951 {
    mantissa /= 2
    exponent += 1
  }
  let s = (mantissa - 1) / (mantissa + 1)
  let square = s * s
  var series = 0.0
  for odd in stride(from: 23.0, through: 1.0, by: -2.0) {
    series = series * square + 1 / odd
  }
  return exponent * 0.6931471805599453 + 2 * s * series
}

extension SIMD8<Double> {
  var logarithm: Self {
    indices.reduce(into: Self()) { $0[$1] = naturalLogarithm(self[$1]) }
  }
}
