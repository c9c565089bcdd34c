/// What a ``JSONScanner`` meets.
package enum JSONEvent: Equatable, Sendable {
  case beginObject, endObject
  case beginArray, endArray
  /// The name of an object's member, without quotes.
  case name(JSONToken)
  /// A string, without quotes.
  case string(JSONToken)
  /// A number as RFC 8259 has it.
  case number(JSONToken)
  /// Python's `NaN`, `Infinity` or `-Infinity`.
  case nonFinite(Double)
  case bool(Bool)
  case null
}

/// Where a string or a number stands in the bytes that were scanned. Nothing is made of it until asked.
package struct JSONToken: Equatable, Sendable {
  package var range: Range<Int>
  /// A string without escapes; a number without point and exponent.
  package var isPlain: Bool

  package init(range: Range<Int>, isPlain: Bool) {
    self.range = range
    self.isPlain = isPlain
  }

  /// The token's bytes as they stand there.
  package func bytes(in text: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(rebasing: text[range])
  }

  /// Whether a string is this one; quick, as most names of a log are of no interest.
  package func equals(_ other: StaticString, in text: UnsafeBufferPointer<UInt8>) -> Bool {
    guard isPlain else { return string(in: text) == other.description }
    guard range.count == other.utf8CodeUnitCount else { return false }
    for index in range where text[index] != other.utf8Start[index - range.lowerBound] { return false }
    return true
  }

  /// A string's text: escapes replaced, what is not UTF-8 and halves of surrogate pairs as U+FFFD.
  package func string(in text: UnsafeBufferPointer<UInt8>) -> String {
    let raw = bytes(in: text)
    return isPlain ? String(decoding: raw, as: UTF8.self) : JSONEscapes.decoded(raw)
  }

  /// A number as an int; nil if it has a point, an exponent, or no place in 64 bits.
  package func int(in text: UnsafeBufferPointer<UInt8>) -> Int? {
    guard isPlain else { return nil }
    let isNegative = text[range.lowerBound] == UInt8(ascii: "-")
    var value = 0
    for index in range.dropFirst(isNegative ? 1 : 0) {
      let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
      let digit = Int(text[index] &- UInt8(ascii: "0"))
      let (next, isTooLarge) =
        isNegative ? tens.subtractingReportingOverflow(digit) : tens.addingReportingOverflow(digit)
      if overflow || isTooLarge { return nil }
      value = next
    }
    return value
  }

  /// A number as the nearest double.
  package func double(in text: UnsafeBufferPointer<UInt8>) -> Double {
    Decimal.double(bytes(in: text)) ?? .nan
  }
}
