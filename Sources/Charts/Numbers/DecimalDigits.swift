/// Every decimal digit of a finite double, exactly: a double is `m * 2^e`, and for negative `e` that is
/// `m * 5^-e / 10^-e`, so whole-number arithmetic is enough. Rounding these digits is what C's printf does; rounding
/// the shortest digits instead would turn 0.125 and 2.675 wrong.
struct DecimalDigits {
  /// Most significant first, no leading zeros; empty for zero.
  private(set) var digits: [UInt8]
  /// The value is `0.d1d2d3… * 10^point`.
  private(set) var point: Int

  init(magnitude value: Double) {
    guard value != 0 else {
      digits = []
      point = 0
      return
    }
    let isNormal = value.exponentBitPattern != 0
    let power = Int(max(1, value.exponentBitPattern)) - 1075
    let significand = value.significandBitPattern | (isNormal ? 1 << 52 : 0)
    let shift = min(significand.trailingZeroBitCount, max(0, -power))
    var number = WholeNumber(significand >> UInt64(shift))
    let exponent = power + shift
    number.multiply(by: exponent < 0 ? 5 : 2, times: abs(exponent))
    digits = number.digits
    point = digits.count + min(0, exponent)
  }

  /// Keeps the first `count` digits (none, if negative), half to even as printf rounds.
  mutating func round(to count: Int) {
    guard count < digits.count else { return }
    guard count >= 0 else {
      digits = []
      return
    }
    let isUp = roundsUp(at: count)
    digits.removeSubrange(count...)
    if isUp {
      increment()
    }
  }

  private func roundsUp(at count: Int) -> Bool {
    if digits[count] != 5 || digits[(count + 1)...].contains(where: { $0 != 0 }) { return digits[count] >= 5 }
    return count > 0 && digits[count - 1] % 2 == 1
  }

  /// Adds one to the last digit kept; all nines, or none kept, become a one further left.
  private mutating func increment() {
    guard let index = digits.lastIndex(where: { $0 != 9 }) else {
      digits = [1] + digits.map { _ in 0 }
      point += 1
      return
    }
    digits[index] += 1
    for later in (index + 1)..<digits.count {
      digits[later] = 0
    }
  }
}

/// A whole number of any size in base 10^9, least significant limb first, so that its digits need no division.
private struct WholeNumber {
  private static let base: UInt64 = 1_000_000_000
  private var limbs: [UInt32] = []

  init(_ value: UInt64) {
    var rest = value
    while rest > 0 {
      limbs.append(UInt32(rest % Self.base))
      rest /= Self.base
    }
  }

  /// Twelve factors at a time: 5^12 and 2^12 fit a limb.
  mutating func multiply(by factor: UInt64, times: Int) {
    let twelve = (0..<12).reduce(UInt64(1)) { product, _ in product * factor }
    for _ in 0..<(times / 12) {
      multiply(by: twelve)
    }
    for _ in 0..<(times % 12) {
      multiply(by: factor)
    }
  }

  private mutating func multiply(by factor: UInt64) {
    var carry: UInt64 = 0
    for index in limbs.indices {
      let product = UInt64(limbs[index]) * factor + carry
      limbs[index] = UInt32(product % Self.base)
      carry = product / Self.base
    }
    if carry > 0 {
      limbs.append(UInt32(carry))
    }
  }

  var digits: [UInt8] {
    var digits: [UInt8] = []
    digits.reserveCapacity(limbs.count * 9)
    for limb in limbs.reversed() {
      var divisor: UInt32 = 100_000_000
      while divisor > 0 {
        digits.append(UInt8(limb / divisor % 10))
        divisor /= 10
      }
    }
    digits.removeFirst(digits.prefix { $0 == 0 }.count)
    return digits
  }
}
