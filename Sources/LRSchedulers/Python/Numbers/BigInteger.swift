/// An integer of any size up to ``maximumBits``, for the ints of Python expressions that outgrow `Int`.
///
/// Sign and magnitude in 32-bit limbs, the least significant first, without leading zeros. Zero has no limbs.
package struct BigInteger: Sendable, Hashable {
  /// Python goes on to the end of memory; a schedule has no use for that.
  static let maximumBits = 1 << 16

  var isNegative: Bool
  var limbs: [UInt32]

  init(isNegative: Bool, limbs: [UInt32]) {
    var limbs = limbs
    while limbs.last == 0 { limbs.removeLast() }
    self.limbs = limbs
    self.isNegative = isNegative && !limbs.isEmpty
  }

  init(_ value: Int) {
    let magnitude = UInt64(value.magnitude)
    self.init(
      isNegative: value < 0, limbs: [UInt32(truncatingIfNeeded: magnitude), UInt32(magnitude >> 32)])
  }

  /// Decimal digits; nil if there is anything else.
  init?(digits: String) {
    self.init(0)
    for digit in digits.utf8 {
      guard digit.isDigit else { return nil }
      multiply(by: 10, adding: UInt32(digit - UInt8(ascii: "0")))
    }
  }

  var isZero: Bool { limbs.isEmpty }
  var isOdd: Bool { (limbs.first ?? 0) & 1 == 1 }

  /// Bits of the magnitude.
  var bitWidth: Int { limbs.count * 32 - (limbs.last?.leadingZeroBitCount ?? 0) }

  var magnitude: BigInteger { BigInteger(isNegative: false, limbs: limbs) }

  /// The value, if it fits.
  var int: Int? {
    guard limbs.count <= 2 else { return nil }
    let magnitude = limbs.reversed().reduce(UInt64(0)) { $0 << 32 | UInt64($1) }
    if isNegative { return magnitude <= 1 << 63 ? Int(truncatingIfNeeded: 0 &- magnitude) : nil }
    return Int(exactly: magnitude)
  }

  private mutating func multiply(by factor: UInt32, adding addend: UInt32) {
    var carry = UInt64(addend)
    for index in limbs.indices {
      let product = UInt64(limbs[index]) * UInt64(factor) + carry
      limbs[index] = UInt32(truncatingIfNeeded: product)
      carry = product >> 32
    }
    if carry > 0 { limbs.append(UInt32(carry)) }
  }
}

extension BigInteger: Comparable {
  package static func < (left: BigInteger, right: BigInteger) -> Bool {
    if left.isNegative != right.isNegative { return left.isNegative }
    return left.isNegative ? right.isSmaller(than: left) : left.isSmaller(than: right)
  }

  /// Compares magnitudes.
  func isSmaller(than other: BigInteger) -> Bool {
    if limbs.count != other.limbs.count { return limbs.count < other.limbs.count }
    for (a, b) in zip(limbs.reversed(), other.limbs.reversed()) where a != b { return a < b }
    return false
  }
}

extension BigInteger {
  /// Decimal digits, with a sign if negative.
  var decimal: String {
    var groups: [String] = []
    var rest = magnitude
    while !rest.isZero {
      let (quotient, digits) = rest.dividedMagnitude(by: BigInteger(1_000_000_000))
      let text = String(digits.int ?? 0)
      groups.append(quotient.isZero ? text : String(repeating: "0", count: 9 - text.utf8.count) + text)
      rest = quotient
    }
    return (isNegative ? "-" : "") + (groups.isEmpty ? "0" : groups.reversed().joined())
  }
}
