extension BigInteger {
  /// Python's `divmod`: the quotient floors, the remainder has the divisor's sign. The divisor is not zero.
  func dividedFlooring(by divisor: BigInteger) -> (quotient: BigInteger, remainder: BigInteger) {
    let (quotient, remainder) = dividedMagnitude(by: divisor)
    let signs = isNegative != divisor.isNegative
    if signs, !remainder.isZero {
      let rest = BigInteger(isNegative: divisor.isNegative, limbs: (divisor.magnitude - remainder).limbs)
      return (-(quotient + BigInteger(1)), rest)
    }
    return (
      BigInteger(isNegative: signs, limbs: quotient.limbs),
      BigInteger(isNegative: divisor.isNegative, limbs: remainder.limbs)
    )
  }

  /// Quotient and remainder of the magnitudes.
  func dividedMagnitude(by divisor: BigInteger) -> (quotient: BigInteger, remainder: BigInteger) {
    if isSmaller(than: divisor) { return (BigInteger(0), magnitude) }
    if divisor.limbs.count == 1 { return dividedMagnitude(byLimb: divisor.limbs[0]) }
    // Knuth's algorithm D wants the divisor's top bit set.
    let shift = divisor.limbs[divisor.limbs.count - 1].leadingZeroBitCount
    let (quotient, remainder) = Self.longDivision(
      (magnitude << shift).limbs, (divisor.magnitude << shift).limbs)
    return (
      BigInteger(isNegative: false, limbs: quotient), BigInteger(isNegative: false, limbs: remainder) >> shift
    )
  }

  private func dividedMagnitude(byLimb divisor: UInt32) -> (quotient: BigInteger, remainder: BigInteger) {
    var quotient = limbs
    var rest: UInt64 = 0
    for index in limbs.indices.reversed() {
      let wide = rest << 32 | UInt64(limbs[index])
      quotient[index] = UInt32(wide / UInt64(divisor))
      rest = wide % UInt64(divisor)
    }
    return (BigInteger(isNegative: false, limbs: quotient), BigInteger(Int(rest)))
  }

  private static func longDivision(
    _ dividend: [UInt32], _ divisor: [UInt32]
  ) -> (quotient: [UInt32], remainder: [UInt32]) {
    let n = divisor.count
    var rest = dividend + [0]
    var quotient = [UInt32](repeating: 0, count: rest.count - n)
    for j in stride(from: rest.count - n - 1, through: 0, by: -1) {
      var digit = estimate(rest, divisor, at: j)
      if subtract(divisor, times: digit, from: &rest, at: j) {
        digit -= 1
        add(divisor, to: &rest, at: j)
      }
      quotient[j] = UInt32(digit)
    }
    return (quotient, Array(rest[..<n]))
  }

  /// The quotient's digit at `j`, at most one too large.
  private static func estimate(_ rest: [UInt32], _ divisor: [UInt32], at j: Int) -> UInt64 {
    let n = divisor.count
    let wide = UInt64(rest[j + n]) << 32 | UInt64(rest[j + n - 1])
    let (top, second) = (UInt64(divisor[n - 1]), UInt64(divisor[n - 2]))
    var digit = wide / top
    var remainder = wide % top
    while digit > UInt64(UInt32.max) || digit * second > remainder << 32 | UInt64(rest[j + n - 2]) {
      digit -= 1
      remainder += top
      if remainder > UInt64(UInt32.max) { break }
    }
    return digit
  }

  /// Whether the difference went below zero.
  private static func subtract(
    _ divisor: [UInt32], times digit: UInt64, from rest: inout [UInt32], at j: Int
  ) -> Bool {
    var borrow: Int64 = 0
    var carry: UInt64 = 0
    for i in divisor.indices {
      let product = UInt64(divisor[i]) * digit + carry
      carry = product >> 32
      borrow += Int64(rest[i + j]) - Int64(product & UInt64(UInt32.max))
      rest[i + j] = UInt32(truncatingIfNeeded: borrow)
      borrow >>= 32
    }
    borrow += Int64(rest[j + divisor.count]) - Int64(carry)
    rest[j + divisor.count] = UInt32(truncatingIfNeeded: borrow)
    return borrow < 0
  }

  private static func add(_ divisor: [UInt32], to rest: inout [UInt32], at j: Int) {
    var carry: UInt64 = 0
    for i in divisor.indices {
      carry += UInt64(rest[i + j]) + UInt64(divisor[i])
      rest[i + j] = UInt32(truncatingIfNeeded: carry)
      carry >>= 32
    }
    rest[j + divisor.count] &+= UInt32(truncatingIfNeeded: carry)
  }
}
