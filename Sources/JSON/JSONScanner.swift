/// Reads JSON in pieces cut anywhere, and tells what it finds to `JSONEvents`. At most one token is kept.
///
///     var scanner = JSONScanner(depthLimit: 32, stringLimit: 4_096)
///     scanner.take(bytes, &events)      // as often as bytes come
///     scanner.finish(&events)
///
/// By itself it takes Python's way of writing JSON too (single quotes, NaN, None), asks for no order of brackets, keys and
/// commas, and never fails: what stands deeper than `depthLimit` is passed over, and of a string only the first
/// `stringLimit` bytes are kept. With a `JSONGrammar` it takes one text of RFC 8259 and stops at the first error.
package struct JSONScanner: Sendable {
  @usableFromInline
  enum State: Sendable {
    case between, word
    case string(quote: UInt8)
    case escape(quote: UInt8)
    case unicode(quote: UInt8, digits: Int, value: UInt32)
  }

  @usableFromInline var state = State.between
  @usableFromInline var token: [UInt8] = []
  @usableFromInline var pendingSurrogate: UInt32?
  /// Of each open container, the innermost last: whether it is an object.
  @usableFromInline var isObject: [Bool] = []
  /// Containers beyond the limit.
  @usableFromInline var excess = 0
  @usableFromInline var expectsKey = false
  @usableFromInline var grammar: JSONGrammar?
  /// Bytes of earlier pieces, and where the token and the escape that are open began.
  @usableFromInline var consumed = 0
  @usableFromInline var tokenStart = 0
  @usableFromInline var escapeStart = 0
  @usableFromInline let depthLimit: Int
  @usableFromInline let stringLimit: Int

  package init(depthLimit: Int, stringLimit: Int) {
    self.depthLimit = depthLimit
    self.stringLimit = stringLimit
  }

  package init(grammar: JSONGrammar) {
    self.grammar = grammar
    depthLimit = grammar.depthLimit
    stringLimit = .max
  }

  /// How many containers are open.
  package var depth: Int { isObject.count + excess }
  /// Whether no string or word is cut.
  package var isBetween: Bool { if case .between = state { true } else { false } }
  /// What the grammar found wrong; nothing is read behind it.
  package var error: JSONError? { grammar?.error }

  /// Forgets what is open, as after a line that was cut.
  package mutating func reset() {
    self = JSONScanner(depthLimit: depthLimit, stringLimit: stringLimit)
  }

  @inlinable
  package mutating func take(_ bytes: UnsafeBufferPointer<UInt8>, _ events: inout some JSONEvents) {
    var index = 0
    while index < bytes.count, grammar?.error == nil {
      switch state {
      case .between: index = between(bytes, index, &events)
      case .word: index = word(bytes, index, &events)
      case .string(let quote): index = string(bytes, index, quote, &events)
      case .escape(let quote): index = escape(bytes, index, quote)
      case .unicode: index = unicode(bytes, index)
      }
    }
    consumed += bytes.count
  }

  /// Ends a number or word that the end of the text ends.
  @inlinable
  package mutating func finish(_ events: inout some JSONEvents) {
    if case .word = state { endWord(isLast: true, &events) }
    let (isInString, isInObject) = (!isBetween, isObject.last ?? false)
    grammar?.finish(isInString: isInString, tokenStart: tokenStart, end: consumed, isInObject: isInObject)
  }
}

// MARK: - Between tokens

extension JSONScanner {
  @inlinable
  @inline(__always)
  mutating func between(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ events: inout some JSONEvents)
    -> Int
  {
    var index = start
    while index < bytes.count {
      let byte = bytes[index]
      if grammar != nil, !isAllowed(byte, index) { return bytes.count }
      index += 1
      switch byte {
      case 0...0x20, 0x3A: continue
      case 0x2C: expectsKey = isObject.last ?? false
      case 0x7B: open(isObject: true, &events)
      case 0x5B: open(isObject: false, &events)
      case 0x7D, 0x5D: close(&events)
      case 0x22, 0x27:
        // Most strings are short, whole and without an escape.
        guard let end = plainEnd(bytes, index, byte) else {
          begin(.string(quote: byte), at: index - 1)
          return index
        }
        emit(UnsafeBufferPointer(rebasing: bytes[index..<end]), &events)
        index = end + 1
      default:
        guard let next = number(bytes, index - 1, &events) else {
          begin(.word, at: index - 1)
          return index - 1
        }
        index = next
      }
    }
    return index
  }

  /// Whether the grammar has a place for a byte here.
  @usableFromInline
  mutating func isAllowed(_ byte: UInt8, _ index: Int) -> Bool {
    let (depth, isInObject) = (isObject.count, isObject.last ?? false)
    return grammar?.meet(byte, at: consumed + index, depth: depth, isInObject: isInObject) ?? true
  }

  @usableFromInline
  mutating func begin(_ state: State, at index: Int) {
    token.removeAll(keepingCapacity: true)
    tokenStart = consumed + index
    self.state = state
  }

  @inlinable
  @inline(__always)
  func plainEnd(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ quote: UInt8) -> Int? {
    var index = start
    let limit = min(bytes.count, start + 256)
    while index < limit {
      let byte = bytes[index]
      if byte == quote { return index }
      if byte == 0x5C { return nil }
      index += 1
    }
    return nil
  }

  /// A number that surely ends within these bytes. The grammar looks at words as a whole.
  @inlinable
  @inline(__always)
  mutating func number(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ events: inout some JSONEvents)
    -> Int?
  {
    guard grammar == nil, !expectsKey, bytes[start] &- 0x30 < 10 || bytes[start] == 0x2D,
      let number = DecimalNumber.parse(bytes, at: start, to: bytes.count), number.end < bytes.count,
      Self.endsWord(bytes[number.end])
    else { return nil }
    if excess == 0 { events.number(number, UnsafeBufferPointer(rebasing: bytes[start..<number.end])) }
    expectsKey = false
    return number.end
  }

  @inlinable
  mutating func open(isObject: Bool, _ events: inout some JSONEvents) {
    guard excess == 0, self.isObject.count < depthLimit else {
      excess += 1
      return
    }
    self.isObject.append(isObject)
    expectsKey = isObject
    if isObject { events.beginObject() } else { events.beginArray() }
  }

  @inlinable
  mutating func close(_ events: inout some JSONEvents) {
    if excess > 0 {
      excess -= 1
      return
    }
    guard let wasObject = isObject.popLast() else { return }
    expectsKey = false
    if wasObject { events.endObject() } else { events.endArray() }
  }
}

// MARK: - Strings

extension JSONScanner {
  @inlinable
  mutating func string(
    _ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ quote: UInt8, _ events: inout some JSONEvents
  ) -> Int {
    var index = start
    while index < bytes.count, bytes[index] != quote, bytes[index] != 0x5C { index += 1 }
    if index > start { endSurrogate() }
    keep(bytes, start..<index)
    guard index < bytes.count else { return index }
    if bytes[index] == 0x5C {
      escapeStart = consumed + index
      state = .escape(quote: quote)
    } else {
      endSurrogate()
      token.withUnsafeBufferPointer { emit($0, &events) }
      state = .between
    }
    return index + 1
  }

  @usableFromInline
  mutating func keep(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    let room = max(0, stringLimit - token.count)
    token.append(contentsOf: bytes[range.lowerBound..<(range.lowerBound + min(room, range.count))])
  }

  @usableFromInline
  mutating func escape(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int, _ quote: UInt8) -> Int {
    let byte = bytes[index]
    if byte == UInt8(ascii: "u") {
      state = .unicode(quote: quote, digits: 0, value: 0)
      return index + 1
    }
    endSurrogate()
    let start = escapeStart
    let character = JSONEscapes.character(after: byte)
    if character == nil { grammar?.fail("an unknown escape in a string", at: start) }
    if token.count < stringLimit { token.append(character ?? byte) }
    state = .string(quote: quote)
    return index + 1
  }

  @usableFromInline
  mutating func unicode(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int {
    guard case .unicode(let quote, let digits, let value) = state else { return index }
    guard let digit = JSONEscapes.hexDigit(bytes[index]) else {
      let start = escapeStart
      grammar?.fail("\\u in a string without four hexadecimal digits", at: start)
      append(codeUnit: 0xFFFD)
      state = .string(quote: quote)
      return index
    }
    let next = value << 4 | digit
    if digits == 3 {
      append(codeUnit: next)
      state = .string(quote: quote)
    } else {
      state = .unicode(quote: quote, digits: digits + 1, value: next)
    }
    return index + 1
  }

  /// What `\u` and four digits say: a character, or half of a pair.
  private mutating func append(codeUnit value: UInt32) {
    if let high = pendingSurrogate, value & 0xFC00 == 0xDC00 {
      pendingSurrogate = nil
      return append(scalar: 0x1_0000 + (high & 0x3FF) << 10 + value & 0x3FF)
    }
    endSurrogate()
    if value & 0xFC00 == 0xD800 { pendingSurrogate = value } else { append(scalar: value) }
  }

  /// Half of a pair without the other half is U+FFFD.
  @usableFromInline
  mutating func endSurrogate() {
    guard pendingSurrogate != nil else { return }
    pendingSurrogate = nil
    append(scalar: 0xFFFD)
  }

  private mutating func append(scalar value: UInt32) {
    let scalar = Unicode.Scalar(value) ?? "\u{FFFD}"
    if token.count < stringLimit { token.append(contentsOf: String(Character(scalar)).utf8) }
  }

  @inlinable
  @inline(__always)
  mutating func emit(_ text: UnsafeBufferPointer<UInt8>, _ events: inout some JSONEvents) {
    let isKey = expectsKey
    expectsKey = false
    guard excess == 0 else { return }
    if isKey { events.key(text) } else { events.string(text) }
  }
}

// MARK: - Words

extension JSONScanner {
  @inlinable
  @inline(__always)
  static func endsWord(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte == 0x2C || byte == 0x7D || byte == 0x5D || byte == 0x3A || byte == 0x7B
      || byte == 0x5B || byte == 0x22
  }

  @inlinable
  mutating func word(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int, _ events: inout some JSONEvents)
    -> Int
  {
    var index = start
    while index < bytes.count, !Self.endsWord(bytes[index]) { index += 1 }
    keep(bytes, start..<index)
    if index < bytes.count { endWord(isLast: false, &events) }
    return index
  }

  @inlinable
  mutating func endWord(isLast: Bool, _ events: inout some JSONEvents) {
    state = .between
    guard excess == 0, !token.isEmpty else { return }
    // What marks the beginning of a file is no word.
    if tokenStart == 0, token.starts(with: [0xEF, 0xBB, 0xBF]) { token.removeFirst(3) }
    guard !token.isEmpty else { return }
    let depth = isObject.count
    if grammar?.allows(token, at: tokenStart, depth: depth, isLast: isLast) == false { return }
    let isKey = expectsKey
    expectsKey = false
    token.withUnsafeBufferPointer { text in
      if isKey {
        events.key(text)
      } else if let number = DecimalNumber.whole(text, in: 0..<text.count) {
        events.number(number, text)
      } else {
        events.word(text)
      }
    }
  }
}
