#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A number as it is printed in a log.
struct DecimalNumber {
  var value: Double
  /// Just behind it.
  var end: Int
  /// The power of ten of its last digit; `PrintedDigits.exact` from 15 significant digits on.
  var power: Int8

  /// Whether it was printed as a whole number: a counter may be.
  var isWhole: Bool

  /// Reads the longest number at `start`: a sign, digits with a full stop and an exponent, or `nan` and `inf` in any
  /// case; nil where none begins. Correctly rounded: exact powers of ten where they suffice, else the C library.
  static func parse(_ bytes: Bytes, at start: Int, to end: Int) -> DecimalNumber? {
    var index = start
    var isNegative = false
    if index < end, bytes[index] == .ascii("-") || bytes[index] == .ascii("+") {
      isNegative = bytes[index] == .ascii("-")
      index += 1
    }
    let digits = index
    var mantissa: UInt64 = 0
    var significant = 0
    var dropped = 0
    while index < end {
      let digit = bytes[index] &- 0x30
      guard digit < 10 else { break }
      if significant < 19 {
        mantissa = mantissa &* 10 &+ UInt64(digit)
        if mantissa != 0 { significant += 1 }
      } else {
        dropped += 1
      }
      index += 1
    }
    var digitCount = index - digits
    var fraction = 0
    if index < end, bytes[index] == .ascii(".") {
      let point = index
      index += 1
      while index < end {
        let digit = bytes[index] &- 0x30
        guard digit < 10 else { break }
        if significant < 19 {
          mantissa = mantissa &* 10 &+ UInt64(digit)
          if mantissa != 0 { significant += 1 }
          fraction += 1
        } else {
          dropped += 1
        }
        index += 1
      }
      digitCount += index - point - 1
    }
    guard digitCount > 0 else { return nonFinite(bytes, at: digits, to: end, isNegative) }
    let isWhole = index == digits + digitCount
    var exponent = 0
    var hasExponent = false
    if index < end, bytes[index] | 0x20 == .ascii("e") {
      var next = index + 1
      var isDown = false
      if next < end, bytes[next] == .ascii("-") || bytes[next] == .ascii("+") {
        isDown = bytes[next] == .ascii("-")
        next += 1
      }
      let first = next
      while next < end, bytes[next].isDigit {
        if exponent < 100_000 { exponent = exponent * 10 + Int(bytes[next] &- 0x30) }
        next += 1
      }
      if next > first {
        index = next
        hasExponent = true
        if isDown { exponent = -exponent }
      } else {
        exponent = 0
      }
    }
    let last = exponent - fraction
    let power =
      significant >= 15 || dropped > 0
      ? PrintedDigits.exact : Int8(clamping: max(-127, min(127, last)))
    let value: Double
    if dropped == 0, let exact = exactly(mantissa, last) {
      value = isNegative ? -exact : exact
    } else {
      value = byLibrary(bytes, start, index)
    }
    return DecimalNumber(value: value, end: index, power: power, isWhole: isWhole && !hasExponent)
  }

  /// The number that fills `range`, blanks around it aside.
  static func whole(_ bytes: Bytes, in range: Range<Int>) -> DecimalNumber? {
    let range = bytes.trimmed(range)
    guard !range.isEmpty, let number = parse(bytes, at: range.lowerBound, to: range.upperBound),
      number.end == range.upperBound
    else { return nil }
    return number
  }

  private static let powers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    1e19,
    1e20, 1e21, 1e22,
  ]

  /// One rounding: the digits and the power of ten are exact doubles.
  @inline(__always)
  private static func exactly(_ mantissa: UInt64, _ power: Int) -> Double? {
    if mantissa == 0 { return 0 }
    if mantissa <= 1 << 53, power >= -22, power <= 22 {
      return power < 0 ? Double(mantissa) / powers[-power] : Double(mantissa) * powers[power]
    }
    return power < 0 && power >= -27 ? quotient(mantissa, -power) : nil
  }

  private static let powersOfFive: [UInt64] = (0...27).reduce(into: []) { powers, _ in
    powers.append((powers.last ?? 0) == 0 ? 1 : (powers.last ?? 1) * 5)
  }

  /// `mantissa / 10**power`, rounded once: a quotient of 62 bits or more and whether anything is left over decide how.
  private static func quotient(_ mantissa: UInt64, _ power: Int) -> Double {
    let five = powersOfFive[power]
    let (up, across) = (mantissa.leadingZeroBitCount, five.leadingZeroBitCount)
    let numerator = mantissa << UInt64(up)
    let (bits, rest) = (five << UInt64(across)).dividingFullWidth((numerator >> 1, numerator << 63))
    let drop = 11 - bits.leadingZeroBitCount
    let half = UInt64(1) << UInt64(drop - 1)
    let tail = bits & (half << 1 &- 1)
    var kept = bits >> UInt64(drop)
    if tail > half || tail == half && (rest != 0 || kept & 1 == 1) { kept += 1 }
    return Double(kept) * Double(sign: .plus, exponent: drop - 63 + across - up - power, significand: 1)
  }

  private static func byLibrary(_ bytes: Bytes, _ start: Int, _ end: Int) -> Double {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: end - start + 1) { text in
      for index in start..<end { text[index - start] = CChar(bitPattern: bytes[index]) }
      text[end - start] = 0
      return text.baseAddress.map { strtod($0, nil) } ?? .nan
    }
  }

  private static func nonFinite(_ bytes: Bytes, at start: Int, to end: Int, _ isNegative: Bool)
    -> DecimalNumber?
  {
    guard start < end, bytes[start].isLetter else { return nil }
    func matches(_ word: StaticString) -> Bool {
      let length = word.utf8CodeUnitCount
      guard start + length <= end else { return false }
      for index in 0..<length where bytes[start + index].lowercased != word.utf8Start[index] { return false }
      return start + length == end || !bytes[start + length].isWord
    }
    func number(_ value: Double, _ length: Int) -> DecimalNumber {
      DecimalNumber(
        value: isNegative ? -value : value, end: start + length, power: PrintedDigits.exact, isWhole: false)
    }
    if matches("nan") { return number(.nan, 3) }
    if matches("infinity") { return number(.infinity, 8) }
    if matches("inf") { return number(.infinity, 3) }
    return nil
  }
}
