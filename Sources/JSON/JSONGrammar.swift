/// The order of RFC 8259 for a scanner of one text, and what Python's `json` writes besides: `NaN`, `Infinity`,
/// `-Infinity`, and control characters in strings.
package struct JSONGrammar: Sendable {
  /// What may come next.
  private enum Expectation: Sendable {
    case value, valueOrEnd, name, nameOrEnd, colon, commaOrEnd, nothing
  }

  private var expectation = Expectation.value
  private var hasBegun = false
  package private(set) var error: JSONError?
  let depthLimit: Int
  /// Digits that come for ever are no number.
  private static let longestNumber = 65_536

  /// - Parameter depthLimit: how many arrays and objects may be open; one more is an error.
  package init(depthLimit: Int = 512) { self.depthLimit = depthLimit }

  mutating func fail(_ message: String, at offset: Int) {
    if error == nil { error = JSONError(message, offset: offset) }
  }

  /// Whether a byte between tokens is one that may stand there.
  mutating func meet(_ byte: UInt8, at offset: Int, depth: Int, isInObject: Bool) -> Bool {
    if byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { return true }
    // The mark at the beginning of a file.
    if byte == 0xEF, offset == 0 { return true }
    switch (expectation, byte) {
    case (.colon, UInt8(ascii: ":")): expectation = .value
    case (.commaOrEnd, UInt8(ascii: ",")): expectation = isInObject ? .name : .value
    case (.commaOrEnd, UInt8(ascii: "}")) where isInObject, (.nameOrEnd, UInt8(ascii: "}")):
      endValue(depth: depth - 1)
    case (.commaOrEnd, UInt8(ascii: "]")) where !isInObject, (.valueOrEnd, UInt8(ascii: "]")):
      endValue(depth: depth - 1)
    case (.name, UInt8(ascii: "\"")), (.nameOrEnd, UInt8(ascii: "\"")): expectation = .colon
    case (.value, _), (.valueOrEnd, _): return begins(byte, offset, depth, isInObject)
    default: return refuse(byte, offset, isInObject)
    }
    return true
  }

  private mutating func begins(_ byte: UInt8, _ offset: Int, _ depth: Int, _ isInObject: Bool) -> Bool {
    switch byte {
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      guard depth < depthLimit else {
        fail("more than \(depthLimit) arrays and objects within each other", at: offset)
        return false
      }
      expectation = byte == UInt8(ascii: "{") ? .nameOrEnd : .valueOrEnd
    case UInt8(ascii: "\""): endValue(depth: depth)
    // Words and numbers are looked at when they are whole.
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): break
    case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "N"), UInt8(ascii: "I"): break
    default: return refuse(byte, offset, isInObject)
    }
    hasBegun = true
    return true
  }

  private mutating func endValue(depth: Int) { expectation = depth == 0 ? .nothing : .commaOrEnd }

  private mutating func refuse(_ byte: UInt8, _ offset: Int, _ isInObject: Bool) -> Bool {
    if expectation == .nothing {
      fail("more after the end of the text", at: offset)
    } else {
      fail("expected \(expected(isInObject)), found \(Self.words(for: byte))", at: offset)
    }
    return false
  }

  private static func words(for byte: UInt8) -> String {
    0x20..<0x7F ~= byte ? "'\(Unicode.Scalar(byte))'" : "byte \(byte)"
  }

  private func expected(_ isInObject: Bool) -> String {
    switch expectation {
    case .value: "a value"
    case .valueOrEnd: "a value or ]"
    case .name: "a name in quotes"
    case .nameOrEnd: "a name in quotes or }"
    case .colon: "a colon"
    case .commaOrEnd: isInObject ? "a comma or }" : "a comma or ]"
    case .nothing: "nothing"
    }
  }

  // MARK: Words

  /// Whether a number or word is one of JSON's.
  ///
  /// - Parameter isLast: whether the text ends with it.
  @usableFromInline
  mutating func allows(_ token: [UInt8], at offset: Int, depth: Int, isLast: Bool) -> Bool {
    let isNumber =
      token[0] == UInt8(ascii: "-") ? token.dropFirst().first != UInt8(ascii: "I") : token[0] &- 0x30 < 10
    let isAllowed =
      isNumber ? allows(number: token, at: offset) : allows(word: token, at: offset, isLast: isLast)
    if isAllowed { endValue(depth: depth) }
    return isAllowed
  }

  private mutating func allows(number token: [UInt8], at offset: Int) -> Bool {
    let number = NumberSearch(token)
    if token.count > Self.longestNumber {
      fail("a number of more than \(Self.longestNumber) bytes", at: offset)
    } else if !number.isComplete {
      fail("a number without its last digits", at: offset + number.end)
    } else if number.end < token.count {
      fail("a number that goes on with \(Self.words(for: token[number.end]))", at: offset + number.end)
    }
    return error == nil
  }

  private mutating func allows(word token: [UInt8], at offset: Int, isLast: Bool) -> Bool {
    let words = ["true", "false", "null", "NaN", "Infinity", "-Infinity"]
    guard let word = words.first(where: { $0.utf8.first == token[0] }) else {
      return refuse(token[0], offset, false)
    }
    if word.utf8.elementsEqual(token) { return true }
    if isLast, word.utf8.starts(with: token) {
      fail("the text ends within '\(word)'", at: offset)
    } else {
      fail("expected \(expected(false)), found a word that is not '\(word)'", at: offset)
    }
    return false
  }

  /// - Parameters:
  ///   - isInString: whether the text ends within a string, which began at `tokenStart`.
  ///   - end: bytes of the text.
  @usableFromInline
  mutating func finish(isInString: Bool, tokenStart: Int, end: Int, isInObject: Bool) {
    if isInString {
      fail("a string without its closing quote", at: tokenStart)
    } else if expectation == .value, !hasBegun {
      fail("no value", at: end)
    } else if expectation != .nothing {
      fail("the text ends too early: expected \(expected(isInObject))", at: end)
    }
  }
}
