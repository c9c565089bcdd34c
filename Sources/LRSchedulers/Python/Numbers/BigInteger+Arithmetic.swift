extension BigInteger {
  static prefix func - (value: BigInteger) -> BigInteger {
    BigInteger(isNegative: !value.isNegative, limbs: value.limbs)
  }

  static func + (left: BigInteger, right: BigInteger) -> BigInteger {
    if left.isNegative == right.isNegative {
      return BigInteger(isNegative: left.isNegative, limbs: sum(left.limbs, right.limbs))
    }
    if left.isSmaller(than: right) {
      return BigInteger(isNegative: right.isNegative, limbs: difference(right.limbs, left.limbs))
    }
    return BigInteger(isNegative: left.isNegative, limbs: difference(left.limbs, right.limbs))
  }

  static func - (left: BigInteger, right: BigInteger) -> BigInteger { left + -right }

  static func * (left: BigInteger, right: BigInteger) -> BigInteger {
    var limbs = [UInt32](repeating: 0, count: left.limbs.count + right.limbs.count)
    for (i, a) in left.limbs.enumerated() {
      var carry: UInt64 = 0
      for (j, b) in right.limbs.enumerated() {
        let sum = UInt64(a) * UInt64(b) + UInt64(limbs[i + j]) + carry
        limbs[i + j] = UInt32(truncatingIfNeeded: sum)
        carry = sum >> 32
      }
      limbs[i + right.limbs.count] = UInt32(carry)
    }
    return BigInteger(isNegative: left.isNegative != right.isNegative, limbs: limbs)
  }

  static func << (value: BigInteger, bits: Int) -> BigInteger {
    let shift = UInt64(bits % 32)
    var limbs = [UInt32](repeating: 0, count: bits / 32)
    var carry: UInt64 = 0
    for limb in value.limbs {
      let wide = UInt64(limb) << shift | carry
      limbs.append(UInt32(truncatingIfNeeded: wide))
      carry = wide >> 32
    }
    limbs.append(UInt32(carry))
    return BigInteger(isNegative: value.isNegative, limbs: limbs)
  }

  /// Shifts the magnitude: rounds towards zero.
  static func >> (value: BigInteger, bits: Int) -> BigInteger {
    let kept = value.limbs.dropFirst(bits / 32)
    let shift = UInt64(bits % 32)
    var limbs: [UInt32] = []
    for (index, limb) in zip(kept.indices, kept) {
      let next = index + 1 < value.limbs.count ? UInt64(value.limbs[index + 1]) : 0
      limbs.append(UInt32(truncatingIfNeeded: (next << 32 | UInt64(limb)) >> shift))
    }
    return BigInteger(isNegative: value.isNegative, limbs: limbs)
  }

  /// Repeated squaring; the caller has bounded the size of the result.
  func power(_ exponent: Int) -> BigInteger {
    var result = BigInteger(1)
    var square = self
    var rest = exponent
    while rest > 0 {
      if rest & 1 == 1 { result = result * square }
      rest >>= 1
      if rest > 0 { square = square * square }
    }
    return result
  }

  private static func sum(_ left: [UInt32], _ right: [UInt32]) -> [UInt32] {
    var limbs: [UInt32] = []
    var carry: UInt64 = 0
    for index in 0..<max(left.count, right.count) {
      carry += UInt64(index < left.count ? left[index] : 0) + UInt64(index < right.count ? right[index] : 0)
      limbs.append(UInt32(truncatingIfNeeded: carry))
      carry >>= 32
    }
    return limbs + [UInt32(carry)]
  }

  /// `left` is not the smaller one.
  private static func difference(_ left: [UInt32], _ right: [UInt32]) -> [UInt32] {
    var limbs: [UInt32] = []
    var borrow: Int64 = 0
    for index in left.indices {
      borrow += Int64(left[index]) - Int64(index < right.count ? right[index] : 0)
      limbs.append(UInt32(truncatingIfNeeded: borrow))
      borrow >>= 32
    }
    return limbs
  }
}
