#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Decimal numbers as text, read as the nearest double: what Python's `float` and C's `strtod` give, bit for bit.
///
///     Decimal.double(bytes)     // 0.1 for "0.1", nil for "0.1x"
///
/// Up to 19 digits with a power of ten from -27 to 27, which is what programs print, are read with one multiplication or
/// division of whole numbers and rounded once; anything else goes to `strtod`.
package enum Decimal {
  /// The number that is the whole of the bytes: a sign, digits with a point before, among or behind them, an exponent. nil
  /// if there is anything else, spaces included.
  package static func double(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
    guard let parts = DecimalParts(bytes) else { return nil }
    return parts.value ?? viaStandardLibrary(bytes)
  }

  /// The same for a span.
  package static func double(_ bytes: Span<UInt8>) -> Double? {
    bytes.withUnsafeBufferPointer { double($0) }
  }

  /// `strtod`, which wants a byte 0 behind the text. The program never sets `LC_NUMERIC`, so its point is a point.
  private static func viaStandardLibrary(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: bytes.count + 1) { text in
      for index in bytes.indices { text[index] = CChar(bitPattern: bytes[index]) }
      text[bytes.count] = 0
      return text.baseAddress.map { strtod($0, nil) }
    }
  }
}

/// A decimal number taken apart: `±significand * 10**exponent`.
struct DecimalParts {
  var isNegative = false
  /// The first 19 significant digits.
  var significand: UInt64 = 0
  /// Clamped far outside of what a double can have.
  var exponent = 0
  /// Whether digits other than 0 were left out.
  var isTruncated = false

  private static let largestDigits = 19
  private static let exponentLimit = 1_000_000

  /// nil if the bytes are not a number from the first to the last.
  init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    var index = 0
    if index < bytes.count, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") {
      isNegative = bytes[index] == UInt8(ascii: "-")
      index += 1
    }
    var digits = 0
    let whole = takeDigits(bytes, &index, &digits, scale: 0)
    var fraction = 0
    if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
      index += 1
      fraction = takeDigits(bytes, &index, &digits, scale: -1)
    }
    guard whole + fraction > 0 else { return nil }
    if index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "e") {
      index += 1
      guard takeExponent(bytes, &index) else { return nil }
    }
    guard index == bytes.count else { return nil }
  }

  /// - Parameters:
  ///   - digits: significant ones so far.
  ///   - scale: -1 behind the point, where a digit that is kept lowers the exponent; before it one that is not raises it.
  /// - Returns: how many digits there were.
  private mutating func takeDigits(
    _ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int, _ digits: inout Int, scale: Int
  ) -> Int {
    let start = index
    while index < bytes.count {
      let digit = bytes[index] &- UInt8(ascii: "0")
      guard digit < 10 else { break }
      if digits < Self.largestDigits {
        significand = significand &* 10 &+ UInt64(digit)
        if significand != 0 { digits += 1 }
        exponent += scale
      } else {
        isTruncated = isTruncated || digit != 0
        exponent += scale + 1
      }
      index += 1
    }
    return index - start
  }

  private mutating func takeExponent(_ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int) -> Bool {
    var isBelow = false
    if index < bytes.count, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") {
      isBelow = bytes[index] == UInt8(ascii: "-")
      index += 1
    }
    let start = index
    var value = 0
    while index < bytes.count {
      let digit = bytes[index] &- UInt8(ascii: "0")
      guard digit < 10 else { break }
      value = min(value * 10 + Int(digit), Self.exponentLimit)
      index += 1
    }
    exponent += isBelow ? -value : value
    return index > start
  }
}

// MARK: - Rounding

extension DecimalParts {
  /// The nearest double; nil where that takes more digits than fit here.
  var value: Double? {
    if isTruncated { return nil }
    guard let magnitude = significand == 0 ? 0 : exact ?? rounded else { return nil }
    return isNegative ? -magnitude : magnitude
  }

  /// Clinger's fast path: both numbers are exact doubles, and one operation rounds once.
  private var exact: Double? {
    guard significand <= 1 << 53, -22...22 ~= exponent else { return nil }
    let whole = Double(significand)
    return exponent < 0 ? whole / Self.powersOfTen[-exponent] : whole * Self.powersOfTen[exponent]
  }

  /// By powers of five, of which 5**27 is the largest below 2**63; the powers of two move the exponent.
  private var rounded: Double? {
    guard -27...27 ~= exponent else { return nil }
    let power = Self.powersOfFive[Int(exponent.magnitude)]
    return exponent < 0 ? quotient(by: power) : product(with: power)
  }

  private func product(with power: UInt64) -> Double {
    let (high, low) = significand.multipliedFullWidth(by: power)
    if high == 0 {
      let shift = low.leadingZeroBitCount
      return Self.double(low << shift, isExact: true, exponent: exponent - shift)
    }
    let shift = high.leadingZeroBitCount
    let top = shift == 0 ? high : high << shift | low >> (64 - shift)
    return Self.double(top, isExact: low << shift == 0, exponent: exponent + 64 - shift)
  }

  private func quotient(by power: UInt64) -> Double {
    let (above, below) = (significand.leadingZeroBitCount, power.leadingZeroBitCount)
    let (dividend, divisor) = (significand << above, power << below)
    // The quotient then has its highest bit set and fits 64 bits.
    let isLarger = dividend >= divisor
    let (top, rest) = divisor.dividingFullWidth(isLarger ? (dividend >> 1, dividend << 63) : (dividend, 0))
    return Self.double(top, isExact: rest == 0, exponent: exponent + below - above - (isLarger ? 63 : 64))
  }

  /// `top * 2**exponent`, rounded to the nearest double, ties to even; `top` has its highest bit set.
  ///
  /// - Parameter isExact: whether nothing was lost below `top`.
  private static func double(_ top: UInt64, isExact: Bool, exponent: Int) -> Double {
    let (kept, rest) = (top >> 11, top & 0x7FF)
    let isUp = rest > 0x400 || (rest == 0x400 && (!isExact || kept & 1 == 1))
    // A carry to 2**53 is exact as well.
    return Double(kept + (isUp ? 1 : 0)) * Double(sign: .plus, exponent: exponent + 11, significand: 1)
  }

  private static let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    1e19, 1e20, 1e21, 1e22,
  ]

  private static let powersOfFive: [UInt64] = (0...27).reduce(into: []) { powers, _ in
    powers.append((powers.last ?? 0) == 0 ? 1 : (powers.last ?? 0) * 5)
  }
}
