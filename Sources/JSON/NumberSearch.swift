/// Finds the end of a number by RFC 8259's grammar, which is stricter than ``DecimalNumber``'s.
struct NumberSearch {
  /// Behind the last byte that belongs to it.
  private(set) var end = 0
  /// Whether no digit is missing.
  private(set) var isComplete = false

  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    if has("-") { end += 1 }
    if has("0") {
      end += 1
      isComplete = true
    } else {
      takeDigits()
    }
    if isComplete, has(".") {
      end += 1
      takeDigits()
    }
    if isComplete, has("e") || has("E") {
      end += 1
      if has("+") || has("-") { end += 1 }
      takeDigits()
    }
  }

  private func has(_ character: Unicode.Scalar) -> Bool {
    end < bytes.count && bytes[end] == UInt8(truncatingIfNeeded: character.value)
  }

  /// One at least, or the number is not complete.
  private mutating func takeDigits() {
    let start = end
    while end < bytes.count, bytes[end] &- UInt8(ascii: "0") < 10 { end += 1 }
    isComplete = end > start
  }
}
