/// Reads JSON from bytes, one event at a time, in pieces of any size, and makes nothing of them: no strings, no copies.
///
///     var scanner = JSONScanner()
///     var position = 0
///     while let event = try scanner.next(bytes, at: &position, isLast: true) { … }
///
/// It takes RFC 8259 and what Python's `json` writes besides, `NaN`, `Infinity` and `-Infinity`; a byte order mark at the
/// start; control characters and bytes that are not UTF-8 in strings. Texts may follow each other, as in JSON Lines.
///
/// Where bytes come in pieces, nil means that what stands from `position` on is not complete: call again with the same
/// bytes and more behind them. Bytes before `position` are not needed again, save those of the tokens that were handed out.
/// A long string is not searched twice for its end as long as `position` stands at the same distance from the new bytes.
package struct JSONScanner: Sendable {
  /// What may come next.
  private enum Expectation: Sendable {
    case value, valueOrEnd, name, nameOrEnd, colon, commaOrEnd
  }

  private var expectation = Expectation.value
  private var nesting = Nesting()
  private let depthLimit: Int
  private var isAtStart = true
  /// Bytes of the unfinished token at the position that have been searched already.
  private var searched = 0
  /// Whether the unfinished string has an escape in what was searched.
  private var hasEscape = false

  /// - Parameter depthLimit: how many arrays and objects may be open; one more is an error.
  package init(depthLimit: Int = 512) { self.depthLimit = depthLimit }

  /// How many arrays and objects are open.
  package var depth: Int { nesting.depth }

  /// Whether a text is complete, or none has begun.
  package var isBetweenTexts: Bool { nesting.depth == 0 && expectation == .value }

  /// The next event.
  ///
  /// - Parameters:
  ///   - bytes: the text, or as much of it as there is.
  ///   - position: where to go on; moved behind what was read.
  ///   - isLast: whether no more bytes will come.
  /// - Returns: nil at the end, or where more bytes are needed.
  package mutating func next(
    _ bytes: UnsafeBufferPointer<UInt8>, at position: inout Int, isLast: Bool
  ) throws(JSONError) -> JSONEvent? {
    if isAtStart, needsMore(forMarkIn: bytes, &position, isLast) { return nil }
    while true {
      skipSpace(bytes, &position)
      guard position < bytes.count else {
        if isLast, !isBetweenTexts {
          throw JSONError("the text ends too early: expected \(expected)", offset: position)
        }
        return nil
      }
      switch (expectation, bytes[position]) {
      case (.colon, UInt8(ascii: ":")):
        position += 1
        expectation = .value
      case (.commaOrEnd, UInt8(ascii: ",")):
        position += 1
        expectation = nesting.isObject ? .name : .value
      case (.commaOrEnd, UInt8(ascii: "}")) where nesting.isObject, (.nameOrEnd, UInt8(ascii: "}")):
        position += 1
        return close(.endObject)
      case (.commaOrEnd, UInt8(ascii: "]")) where !nesting.isObject, (.valueOrEnd, UInt8(ascii: "]")):
        position += 1
        return close(.endArray)
      case (.name, UInt8(ascii: "\"")), (.nameOrEnd, UInt8(ascii: "\"")):
        guard let token = try string(bytes, &position, isLast) else { return nil }
        expectation = .colon
        return .name(token)
      case (.value, let byte), (.valueOrEnd, let byte):
        return try value(byte, bytes, &position, isLast)
      default: throw unexpected(bytes, position)
      }
    }
  }

  /// The same for a span.
  package mutating func next(
    _ bytes: Span<UInt8>, at position: inout Int, isLast: Bool
  ) throws(JSONError) -> JSONEvent? {
    try bytes.withUnsafeBufferPointer { (buffer) throws(JSONError) in
      try next(buffer, at: &position, isLast: isLast)
    }
  }
}

// MARK: - Structure

extension JSONScanner {
  /// Whether each of the open arrays and objects is an object, as bits.
  private struct Nesting: Sendable {
    var depth = 0
    private var innermost: UInt64 = 0
    private var outer: [UInt64] = []

    var isObject: Bool { innermost & 1 == 1 }

    mutating func push(isObject: Bool) {
      if depth > 0, depth % 64 == 0 { outer.append(innermost) }
      innermost = innermost << 1 | (isObject ? 1 : 0)
      depth += 1
    }

    mutating func pop() {
      depth -= 1
      innermost >>= 1
      if depth > 0, depth % 64 == 0 { innermost = outer.popLast() ?? 0 }
    }
  }

  private mutating func close(_ event: JSONEvent) -> JSONEvent {
    nesting.pop()
    expectation = nesting.depth == 0 ? .value : .commaOrEnd
    return event
  }

  private mutating func open(
    _ event: JSONEvent, isObject: Bool, _ position: inout Int
  ) throws(JSONError) -> JSONEvent {
    guard nesting.depth < depthLimit else {
      throw JSONError("more than \(depthLimit) arrays and objects within each other", offset: position)
    }
    position += 1
    nesting.push(isObject: isObject)
    expectation = isObject ? .nameOrEnd : .valueOrEnd
    return event
  }

  private mutating func value(
    _ byte: UInt8, _ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int, _ isLast: Bool
  ) throws(JSONError) -> JSONEvent? {
    switch byte {
    case UInt8(ascii: "{"): return try open(.beginObject, isObject: true, &position)
    case UInt8(ascii: "["): return try open(.beginArray, isObject: false, &position)
    case UInt8(ascii: "\""):
      guard let token = try string(bytes, &position, isLast) else { return nil }
      return finish(.string(token))
    case UInt8(ascii: "-") where position + 1 < bytes.count && bytes[position + 1] == UInt8(ascii: "I"):
      return try word("-Infinity", .nonFinite(-.infinity), bytes, &position, isLast)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      guard let token = try number(bytes, &position, isLast) else { return nil }
      return finish(.number(token))
    case UInt8(ascii: "t"): return try word("true", .bool(true), bytes, &position, isLast)
    case UInt8(ascii: "f"): return try word("false", .bool(false), bytes, &position, isLast)
    case UInt8(ascii: "n"): return try word("null", .null, bytes, &position, isLast)
    case UInt8(ascii: "N"): return try word("NaN", .nonFinite(.nan), bytes, &position, isLast)
    case UInt8(ascii: "I"): return try word("Infinity", .nonFinite(.infinity), bytes, &position, isLast)
    default: throw unexpected(bytes, position)
    }
  }

  private mutating func finish(_ event: JSONEvent) -> JSONEvent {
    expectation = nesting.depth == 0 ? .value : .commaOrEnd
    return event
  }

  private var expected: String {
    switch expectation {
    case .value: "a value"
    case .valueOrEnd: "a value or ]"
    case .name: "a name in quotes"
    case .nameOrEnd: "a name in quotes or }"
    case .colon: "a colon"
    case .commaOrEnd: nesting.isObject ? "a comma or }" : "a comma or ]"
    }
  }

  private func unexpected(_ bytes: UnsafeBufferPointer<UInt8>, _ position: Int) -> JSONError {
    let byte = bytes[position]
    let found = 0x20..<0x7F ~= byte ? "'\(Unicode.Scalar(byte))'" : "byte \(byte)"
    return JSONError("expected \(expected), found \(found)", offset: position)
  }
}

// MARK: - Tokens

extension JSONScanner {
  /// Skips a byte order mark.
  ///
  /// - Returns: whether it takes more bytes to see if there is one.
  private mutating func needsMore(
    forMarkIn bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int, _ isLast: Bool
  ) -> Bool {
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let found = bytes.dropFirst(position).prefix(3)
    if !isLast, found.count < 3, found.elementsEqual(mark.prefix(found.count)) { return true }
    if found.elementsEqual(mark) { position += 3 }
    isAtStart = false
    return false
  }

  private func skipSpace(_ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int) {
    while position < bytes.count, Self.isSpace(bytes[position]) { position += 1 }
  }

  static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }

  /// A string from its quote to the other; nil if that has not come yet.
  private mutating func string(
    _ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int, _ isLast: Bool
  ) throws(JSONError) -> JSONToken? {
    let start = position + 1
    var index = start + searched
    while true {
      index = StringSearch.endOfPlain(bytes, from: index)
      guard index < bytes.count else { break }
      if bytes[index] == UInt8(ascii: "\"") {
        let token = JSONToken(range: start..<index, isPlain: !hasEscape)
        (searched, hasEscape, position) = (0, false, index + 1)
        return token
      }
      guard let length = try StringSearch.escape(bytes, at: index) else { break }
      hasEscape = true
      index += length
    }
    if isLast { throw JSONError("a string without its closing quote", offset: position) }
    searched = max(0, min(index, bytes.count) - start)
    return nil
  }

  private mutating func number(
    _ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int, _ isLast: Bool
  ) throws(JSONError) -> JSONToken? {
    let number = NumberSearch(bytes, from: position)
    guard number.end - position <= Self.longestNumber else {
      throw JSONError("a number of more than \(Self.longestNumber) bytes", offset: position)
    }
    if number.end == bytes.count, !isLast { return nil }
    guard number.isComplete else { throw JSONError("a number without its last digits", offset: number.end) }
    defer { position = number.end }
    return JSONToken(range: position..<number.end, isPlain: number.isInteger)
  }

  /// Digits that come for ever must not be searched again with each piece.
  private static let longestNumber = 65_536

  private mutating func word(
    _ word: StaticString, _ event: JSONEvent, _ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int,
    _ isLast: Bool
  ) throws(JSONError) -> JSONEvent? {
    let length = word.utf8CodeUnitCount
    for offset in 0..<length {
      guard position + offset < bytes.count else {
        if isLast { throw JSONError("the text ends within '\(word)'", offset: position) }
        return nil
      }
      if bytes[position + offset] != word.utf8Start[offset] {
        throw JSONError("expected \(expected), found a word that is not '\(word)'", offset: position)
      }
    }
    position += length
    return finish(event)
  }
}
