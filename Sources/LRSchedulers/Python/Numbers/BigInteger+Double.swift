extension BigInteger {
  /// The integral part of a finite double, exactly.
  init(truncating value: Double) {
    let whole = value.magnitude.rounded(.down)
    if whole < 0x1p62 {
      self.init(Int(value < 0 ? -whole : whole))
      return
    }
    let significand = BigInteger(Int(whole.significandBitPattern | 1 << 52))
    let shifted = significand << (Int(whole.exponent) - 52)
    self.init(isNegative: value < 0, limbs: shifted.limbs)
  }

  /// The nearest double, ties to even; nil where that is beyond the largest.
  var double: Double? { Self.ratio(self, BigInteger(1)) }

  /// The double nearest to `numerator / denominator`, ties to even, as Python's true division of ints; nil on overflow.
  static func ratio(_ numerator: BigInteger, _ denominator: BigInteger) -> Double? {
    // A quotient of 64 to 66 bits with the remainder's trace in the last decides every rounding, subnormal too.
    let shift = 65 - (numerator.bitWidth - denominator.bitWidth)
    let scaled = shift > 0 ? numerator.magnitude << shift : numerator.magnitude
    let divisor = shift < 0 ? denominator.magnitude << -shift : denominator.magnitude
    let (quotient, remainder) = scaled.dividedMagnitude(by: divisor)
    let magnitude = rounded(quotient, isExact: remainder.isZero, exponent: -shift)
    guard magnitude.isFinite else { return nil }
    return numerator.isNegative != denominator.isNegative ? -magnitude : magnitude
  }

  /// `quotient * 2 ** exponent`, rounded once.
  private static func rounded(_ quotient: BigInteger, isExact: Bool, exponent: Int) -> Double {
    let lowest = max(quotient.bitWidth + exponent - 53, -1074)
    let dropped = lowest - exponent
    if dropped <= 0 { return scaled(quotient, exponent) }
    if dropped > quotient.bitWidth + 1 { return 0 }
    let kept = quotient >> dropped
    let rest = quotient - (kept << dropped)
    let half = BigInteger(1) << (dropped - 1)
    let up = rest > half || (rest == half && (!isExact || kept.isOdd))
    return scaled(up ? kept + BigInteger(1) : kept, lowest)
  }

  /// For a value of at most 54 bits that a double holds exactly.
  private static func scaled(_ value: BigInteger, _ exponent: Int) -> Double {
    Double(value.int ?? 0).scaled(by: exponent)
  }
}

extension Double {
  /// Exact unless it overflows, in two halves since `2 ** exponent` itself may not be a double.
  fileprivate func scaled(by exponent: Int) -> Double {
    let half = exponent / 2
    return Double(sign: .plus, exponent: exponent - half, significand: 1) * self
      * Double(sign: .plus, exponent: half, significand: 1)
  }
}
