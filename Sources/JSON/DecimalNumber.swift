#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A decimal number as text, read as the nearest double: what Python's `float` and C's `strtod` give, bit for bit.
///
///     DecimalNumber.whole(bytes)?.value     // 0.1 for "0.1", nil for "0.1x"
package struct DecimalNumber: Equatable, Sendable {
  package var value: Double
  /// Just behind it.
  package var end: Int
  /// The power of ten of its last digit, -4 for `0.2732`; `exact` from 15 significant digits on.
  package var power: Int8
  /// Whether it was printed without point and exponent: a counter may be.
  package var isWhole: Bool

  /// The `power` of a number that has all digits that a double has.
  package static let exact = Int8.min

  package init(value: Double, end: Int, power: Int8, isWhole: Bool) {
    self.value = value
    self.end = end
    self.power = power
    self.isWhole = isWhole
  }

  /// Reads the longest number at `start`: a sign, digits with a full stop and an exponent, or `nan` and `inf` in any
  /// case; nil where none begins. Up to 19 digits with a power of ten from -64 to 64, which is what programs print, are
  /// rounded by `DecimalScaling`; anything else goes to `strtod`.
  package static func parse(
    _ bytes: UnsafeBufferPointer<UInt8>, at start: Int, to end: Int
  ) -> DecimalNumber? {
    var index = start
    var isNegative = false
    if index < end, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") {
      isNegative = bytes[index] == UInt8(ascii: "-")
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
    if index < end, bytes[index] == UInt8(ascii: ".") {
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
    if index < end, bytes[index] | 0x20 == UInt8(ascii: "e") {
      var next = index + 1
      var isDown = false
      if next < end, bytes[next] == UInt8(ascii: "-") || bytes[next] == UInt8(ascii: "+") {
        isDown = bytes[next] == UInt8(ascii: "-")
        next += 1
      }
      let first = next
      while next < end, bytes[next] &- 0x30 < 10 {
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
      ? exact : Int8(clamping: max(-127, min(127, last)))
    let value: Double
    if dropped == 0, let magnitude = DecimalScaling.nearest(mantissa, power: last) {
      value = isNegative ? -magnitude : magnitude
    } else {
      value = byLibrary(bytes, start, index)
    }
    return DecimalNumber(value: value, end: index, power: power, isWhole: isWhole && !hasExponent)
  }

  /// The number that fills `range`, blanks around it aside.
  package static func whole(_ bytes: UnsafeBufferPointer<UInt8>, in range: Range<Int>) -> DecimalNumber? {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high, isBlank(bytes[low]) { low += 1 }
    while low < high, isBlank(bytes[high - 1]) { high -= 1 }
    guard low < high, let number = parse(bytes, at: low, to: high), number.end == high else { return nil }
    return number
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D }

  /// `strtod`, which wants a byte 0 behind the text. The program never sets `LC_NUMERIC`, so its point is a point.
  private static func byLibrary(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Double {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: end - start + 1) { text in
      for index in start..<end { text[index - start] = CChar(bitPattern: bytes[index]) }
      text[end - start] = 0
      return text.baseAddress.map { strtod($0, nil) } ?? .nan
    }
  }

  private static func nonFinite(
    _ bytes: UnsafeBufferPointer<UInt8>, at start: Int, to end: Int, _ isNegative: Bool
  )
    -> DecimalNumber?
  {
    guard start < end, (bytes[start] | 0x20) &- 0x61 < 26 else { return nil }
    func matches(_ word: StaticString) -> Bool {
      let length = word.utf8CodeUnitCount
      guard start + length <= end else { return false }
      for index in 0..<length where bytes[start + index] | 0x20 != word.utf8Start[index] { return false }
      return start + length == end || !isWord(bytes[start + length])
    }
    func number(_ value: Double, _ length: Int) -> DecimalNumber {
      DecimalNumber(
        value: isNegative ? -value : value, end: start + length, power: exact, isWhole: false)
    }
    func isWord(_ byte: UInt8) -> Bool {
      (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x5F || byte >= 0x80
    }
    if matches("nan") { return number(.nan, 3) }
    if matches("infinity") { return number(.infinity, 8) }
    if matches("inf") { return number(.infinity, 3) }
    return nil
  }
}
