extension DecimalNumber {
  /// How many bytes `quick` asks for, so that it may load eight at a time without looking for the end.
  package static let quickRoom = 64

  /// The number at `start`, if it is one that programs print: up to 19 digits, eight of which are read at once, and a
  /// power of ten that `DecimalScaling` knows. What it reads is what `parse` reads; nil for any other number and where
  /// fewer than `quickRoom` bytes follow: `parse` reads those.
  package static func quick(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int, to end: Int) -> DecimalNumber?
  {
    guard end - start >= quickRoom, let base = bytes.baseAddress.map({ UnsafeRawPointer($0) }) else {
      return nil
    }
    var place = base + start
    let sign = place.load(as: UInt8.self)
    if sign == 0x2D || sign == 0x2B { place += 1 }
    let digits = place
    var mantissa: UInt64 = 0
    var whole = 1
    if (place + 1).load(as: UInt8.self) == 0x2E, case let digit = place.load(as: UInt8.self) &- 0x30,
      digit < 10
    {
      // One digit in front of the point, as most losses and rates have.
      mantissa = UInt64(digit)
      place += 1
    } else {
      whole = DigitWord.take(&place, &mantissa)
    }
    var fraction = 0
    let hasPoint = place.load(as: UInt8.self) == 0x2E
    if hasPoint {
      place += 1
      fraction = DigitWord.take(&place, &mantissa)
    }
    let count = whole + fraction
    guard count > 0, whole < DigitWord.limit, fraction < DigitWord.limit,
      count <= 19 || count - leadingZeros(digits) <= 19
    else { return nil }
    var exponent = 0
    var isWhole = !hasPoint
    if place.load(as: UInt8.self) | 0x20 == 0x65 {
      guard let power = takeExponent(&place) else { return nil }
      exponent = power
      isWhole = false
    }
    let last = exponent - fraction
    guard let magnitude = DecimalScaling.nearest(mantissa, power: last) else { return nil }
    return DecimalNumber(
      value: sign == 0x2D ? -magnitude : magnitude, end: place - base,
      // From 15 digits on.
      power: mantissa >= 100_000_000_000_000 ? exact : Int8(clamping: max(-127, min(127, last))),
      isWhole: isWhole)
  }

  /// An exponent of up to four digits; nil for another, and for an `e` that begins none.
  private static func takeExponent(_ place: inout UnsafeRawPointer) -> Int? {
    var next = place + 1
    let sign = next.load(as: UInt8.self)
    if sign == 0x2D || sign == 0x2B { next += 1 }
    var value = 0
    let first = next
    while case let digit = next.load(as: UInt8.self) &- 0x30, digit < 10 {
      guard next - first < 4 else { return nil }
      value = value * 10 + Int(digit)
      next += 1
    }
    guard next > first else { return nil }
    place = next
    return sign == 0x2D ? -value : value
  }

  /// The zeros in front of the first other digit.
  private static func leadingZeros(_ digits: UnsafeRawPointer) -> Int {
    var place = digits
    var count = 0
    while case let byte = place.load(as: UInt8.self), byte == 0x30 || byte == 0x2E {
      if byte == 0x30 { count += 1 }
      place += 1
    }
    return count
  }
}

/// Eight bytes of text, of which those at the beginning are digits.
private enum DigitWord {
  /// Where digits are no longer taken: far beyond what a double can tell apart.
  static let limit = 24

  /// Takes digits and the number they make behind those that came before; no more than three words of them.
  @inline(__always)
  static func take(_ place: inout UnsafeRawPointer, _ mantissa: inout UInt64) -> Int {
    let start = place
    while true {
      // A digit is now its value, in its byte; what is none has a value above 9.
      let values = UInt64(littleEndian: place.loadUnaligned(as: UInt64.self)) ^ 0x3030_3030_3030_3030
      let others = (values & 0x7F7F_7F7F_7F7F_7F7F &+ 0x7676_7676_7676_7676 | values) & 0x8080_8080_8080_8080
      guard others == 0 else {
        let count = others.trailingZeroBitCount >> 3
        // Without a branch, as numbers differ in how many there are; of none nothing is left.
        let own = (values &<< UInt64(truncatingIfNeeded: 56 &- count &* 8)) &<< 8
        mantissa = mantissa &* powersOfTen[count] &+ number(own)
        place += count
        return place - start
      }
      // Where the next word stands is known before this one has been looked at: processors go on in the meantime.
      mantissa = mantissa &* 100_000_000 &+ number(values)
      place += 8
      if place - start == limit { return limit }
    }
  }

  /// The number of eight digits, the first in the lowest byte: by pairs, fours, and all.
  @inline(__always)
  private static func number(_ values: UInt64) -> UInt64 {
    let pairs = (values &* (10 << 8 + 1)) >> 8 & 0x00FF_00FF_00FF_00FF
    let fours = (pairs &* (100 << 16 + 1)) >> 16 & 0x0000_FFFF_0000_FFFF
    return (fours &* (10_000 << 32 + 1)) >> 32
  }

  private static let powersOfTen: [UInt64] = [
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000,
  ]
}
