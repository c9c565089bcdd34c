/// `mantissa * 10**power` as the nearest double, ties to even.
///
/// After Clinger where both are exact doubles, else after D. Lemire, "Number parsing at a gigabyte per second" (2021): the
/// mantissa times the first 128 bits of the power of five, of which 64 nearly always say how to round.
enum DecimalScaling {
  /// nil where it takes more bits than are kept here, and for what is no normal double.
  @inline(__always)
  static func nearest(_ mantissa: UInt64, power: Int) -> Double? {
    if mantissa <= 1 << 53, power >= -22, power <= 22 {
      return power < 0 ? Double(mantissa) / powersOfTen[-power] : Double(mantissa) * powersOfTen[power]
    }
    if mantissa == 0 { return 0 }
    return power >= -largest && power <= largest ? scaled(mantissa, power) : nil
  }

  private static func scaled(_ mantissa: UInt64, _ power: Int) -> Double? {
    let five = powersOfFive[power + largest]
    let shift = mantissa.leadingZeroBitCount
    let whole = mantissa << UInt64(shift)
    var (high, low) = whole.multipliedFullWidth(by: five.high)
    if high & 0x1FF == 0x1FF {
      // The bits below may carry into those that round.
      let (carried, overflow) = low.addingReportingOverflow(whole.multipliedFullWidth(by: five.low).high)
      low = carried
      if overflow { high += 1 }
      if low == .max, !(-27...55).contains(power) { return nil }
    }
    let isUpper = Int(high >> 63)
    var kept = high >> UInt64(isUpper + 9)
    var exponent = (217_706 * power) >> 16 + 63 + isUpper - shift + 1_023
    guard exponent > 0 else { return nil }
    // Just between two doubles: to the even one.
    if low <= 1, (-4...23).contains(power), kept & 3 == 1, kept << UInt64(isUpper + 9) == high { kept &= ~1 }
    kept = (kept + kept & 1) >> 1
    if kept >= 1 << 53 {
      kept = 1 << 52
      exponent += 1
    }
    guard exponent < 0x7FF else { return nil }
    return Double(bitPattern: kept & (1 << 52 - 1) | UInt64(exponent) << 52)
  }

  private static let largest = 64

  private static let powersOfTen: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    1e19, 1e20, 1e21, 1e22,
  ]

  /// The first 128 bits of 5**power, of -64 to 64: cut off, but rounded up from -27 to -1, where so many bits decide.
  private static let powersOfFive: [(high: UInt64, low: UInt64)] = {
    var powers: [(high: UInt64, low: UInt64)] = []
    // 2**383, which leaves more than 128 bits when it has been divided 64 times.
    var quotient = [UInt32](repeating: 0, count: 11) + [1 << 31]
    for power in 1...largest {
      divideByFive(&quotient)
      var (high, low) = leadingBits(quotient)
      if power <= 27 {
        low &+= 1
        if low == 0 { high += 1 }
      }
      powers.append((high, low))
    }
    powers.reverse()
    var product: [UInt32] = [1] + [UInt32](repeating: 0, count: 11)
    for _ in 0...largest {
      powers.append(leadingBits(product))
      multiplyByFive(&product)
    }
    return powers
  }()

  /// Numbers are limbs, the lowest first.
  private static func divideByFive(_ limbs: inout [UInt32]) {
    var rest: UInt64 = 0
    for index in limbs.indices.reversed() {
      let value = rest << 32 | UInt64(limbs[index])
      limbs[index] = UInt32(value / 5)
      rest = value % 5
    }
  }

  private static func multiplyByFive(_ limbs: inout [UInt32]) {
    var carry: UInt64 = 0
    for index in limbs.indices {
      let value = UInt64(limbs[index]) * 5 + carry
      limbs[index] = UInt32(truncatingIfNeeded: value)
      carry = value >> 32
    }
  }

  private static func leadingBits(_ limbs: [UInt32]) -> (high: UInt64, low: UInt64) {
    let top = limbs.lastIndex { $0 != 0 } ?? 0
    let shift = UInt32(limbs[top].leadingZeroBitCount)
    func limb(_ index: Int) -> UInt64 {
      let own = index >= 0 ? limbs[index] : 0
      let below = index >= 1 ? limbs[index - 1] : 0
      return UInt64(shift == 0 ? own : own << shift | below >> (32 - shift))
    }
    return (limb(top) << 32 | limb(top - 1), limb(top - 2) << 32 | limb(top - 3))
  }
}
