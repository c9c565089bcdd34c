/// What a `JSONPushScanner` finds, in the order of the text.
protocol JSONEvents {
  mutating func beginObject()
  mutating func endObject()
  mutating func beginArray()
  mutating func endArray()
  mutating func key(_ name: Bytes)
  mutating func string(_ text: Bytes)
  mutating func number(_ number: DecimalNumber)
  /// `true`, `false`, `null`, and any other bare word.
  mutating func word(_ text: Bytes)
}

/// Reads JSON and Python's way of writing it, in pieces cut anywhere: NaN and Infinity, single quotes, None and True.
///
/// It asks for no order of brackets, keys and commas, never fails, and keeps at most one token. What stands deeper than
/// `LogLimits.nesting` is passed over without events.
struct JSONPushScanner: Sendable {
  private enum State: Sendable {
    case between, word
    case string(quote: UInt8)
    case escape(quote: UInt8)
    case unicode(quote: UInt8, digits: Int, value: UInt32)
  }

  private var state = State.between
  private var token: [UInt8] = []
  private var pendingSurrogate: UInt32?
  /// One bit a level, the innermost last: whether it is an object.
  private var isObject: [Bool] = []
  private var excess = 0
  private var expectsKey = false

  var depth: Int { isObject.count + excess }
  var isBetween: Bool { if case .between = state { true } else { false } }

  /// Forgets what is open, as after a line that was cut.
  mutating func reset() {
    self = JSONPushScanner()
  }

  mutating func take(_ bytes: Bytes, _ events: inout some JSONEvents) {
    var index = 0
    while index < bytes.count {
      switch state {
      case .between: index = between(bytes, index, &events)
      case .word: index = word(bytes, index, &events)
      case .string(let quote): index = string(bytes, index, quote, &events)
      case .escape(let quote): index = escape(bytes, index, quote)
      case .unicode: index = unicode(bytes, index)
      }
    }
  }

  /// Ends a number or word that the end of the text ends.
  mutating func finish(_ events: inout some JSONEvents) {
    guard case .word = state else { return }
    endWord(&events)
  }

  // MARK: Between tokens

  @inline(__always)
  private mutating func between(_ bytes: Bytes, _ start: Int, _ events: inout some JSONEvents) -> Int {
    var index = start
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      switch byte {
      case 0x20, 0x09, 0x0A, 0x0D, 0x3A: continue
      case 0x2C: expectsKey = isObject.last ?? false
      case 0x7B: open(isObject: true, &events)
      case 0x5B: open(isObject: false, &events)
      case 0x7D, 0x5D: close(&events)
      case 0x22, 0x27:
        // Most strings are short, whole and without an escape.
        guard let end = plainEnd(bytes, index, byte) else {
          token.removeAll(keepingCapacity: true)
          state = .string(quote: byte)
          return index
        }
        emit(bytes.slice(index..<end), &events)
        index = end + 1
      default:
        guard let next = number(bytes, index - 1, &events) else {
          token.removeAll(keepingCapacity: true)
          state = .word
          return index - 1
        }
        index = next
      }
    }
    return index
  }

  @inline(__always)
  private func plainEnd(_ bytes: Bytes, _ start: Int, _ quote: UInt8) -> Int? {
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

  /// A number that surely ends within these bytes.
  @inline(__always)
  private mutating func number(_ bytes: Bytes, _ start: Int, _ events: inout some JSONEvents) -> Int? {
    guard bytes[start].isDigit || bytes[start] == 0x2D,
      let number = DecimalNumber.parse(bytes, at: start, to: bytes.count), number.end < bytes.count,
      Self.endsWord(bytes[number.end])
    else { return nil }
    if excess == 0 { events.number(number) }
    expectsKey = false
    return number.end
  }

  private mutating func open(isObject: Bool, _ events: inout some JSONEvents) {
    guard excess == 0, self.isObject.count < LogLimits.nesting else {
      excess += 1
      return
    }
    self.isObject.append(isObject)
    expectsKey = isObject
    if isObject { events.beginObject() } else { events.beginArray() }
  }

  private mutating func close(_ events: inout some JSONEvents) {
    if excess > 0 {
      excess -= 1
      return
    }
    guard let wasObject = isObject.popLast() else { return }
    expectsKey = false
    if wasObject { events.endObject() } else { events.endArray() }
  }

  // MARK: Strings

  private mutating func string(_ bytes: Bytes, _ start: Int, _ quote: UInt8, _ events: inout some JSONEvents)
    -> Int
  {
    var index = start
    while index < bytes.count, bytes[index] != quote, bytes[index] != 0x5C { index += 1 }
    keep(bytes, start..<index)
    guard index < bytes.count else { return index }
    if bytes[index] == 0x5C {
      state = .escape(quote: quote)
    } else {
      token.withUnsafeBufferPointer { emit($0, &events) }
      state = .between
    }
    return index + 1
  }

  private mutating func keep(_ bytes: Bytes, _ range: Range<Int>) {
    let room = max(0, LogLimits.stringBytes - token.count)
    token.append(contentsOf: bytes[range.lowerBound..<(range.lowerBound + min(room, range.count))])
  }

  private mutating func escape(_ bytes: Bytes, _ index: Int, _ quote: UInt8) -> Int {
    let byte = bytes[index]
    state = .string(quote: quote)
    switch byte {
    case .ascii("n"): token.append(0x0A)
    case .ascii("t"): token.append(0x09)
    case .ascii("r"): token.append(0x0D)
    case .ascii("b"): token.append(0x08)
    case .ascii("f"): token.append(0x0C)
    case .ascii("u"): state = .unicode(quote: quote, digits: 0, value: 0)
    default: token.append(byte)
    }
    return index + 1
  }

  private mutating func unicode(_ bytes: Bytes, _ index: Int) -> Int {
    guard case .unicode(let quote, let digits, let value) = state else { return index }
    let byte = bytes[index]
    let digit: UInt8 = byte.isDigit ? byte &- 0x30 : (byte | 0x20) &- 0x61 &+ 10
    guard digit < 16 else {
      append(scalar: 0xFFFD)
      state = .string(quote: quote)
      return index
    }
    let next = value << 4 | UInt32(digit)
    if digits == 3 {
      append(scalar: next)
      state = .string(quote: quote)
    } else {
      state = .unicode(quote: quote, digits: digits + 1, value: next)
    }
    return index + 1
  }

  private mutating func append(scalar value: UInt32) {
    if let high = pendingSurrogate {
      pendingSurrogate = nil
      if value & 0xFC00 == 0xDC00 {
        append(utf8: 0x1_0000 + (high & 0x3FF) << 10 + value & 0x3FF)
        return
      }
      append(utf8: 0xFFFD)
    }
    if value & 0xFC00 == 0xD800 { pendingSurrogate = value } else { append(utf8: value) }
  }

  private mutating func append(utf8 value: UInt32) {
    let scalar = Unicode.Scalar(value) ?? "\u{FFFD}"
    if token.count < LogLimits.stringBytes { token.append(contentsOf: String(Character(scalar)).utf8) }
  }

  @inline(__always)
  private mutating func emit(_ text: Bytes, _ events: inout some JSONEvents) {
    let isKey = expectsKey
    expectsKey = false
    guard excess == 0 else { return }
    if isKey { events.key(text) } else { events.string(text) }
  }

  // MARK: Words

  @inline(__always)
  private static func endsWord(_ byte: UInt8) -> Bool {
    byte <= 0x20 || byte == 0x2C || byte == 0x7D || byte == 0x5D || byte == 0x3A || byte == 0x7B
      || byte == 0x5B
      || byte == 0x22
  }

  private mutating func word(_ bytes: Bytes, _ start: Int, _ events: inout some JSONEvents) -> Int {
    var index = start
    while index < bytes.count, !Self.endsWord(bytes[index]) { index += 1 }
    // The first byte is taken in any case, so that no byte is met twice.
    if index == start, token.isEmpty { index += 1 }
    keep(bytes, start..<index)
    if index < bytes.count { endWord(&events) }
    return index
  }

  private mutating func endWord(_ events: inout some JSONEvents) {
    state = .between
    guard excess == 0, !token.isEmpty else { return }
    let isKey = expectsKey
    expectsKey = false
    token.withUnsafeBufferPointer { text in
      if isKey {
        events.key(text)
      } else if let number = DecimalNumber.whole(text, in: 0..<text.count) {
        events.number(number)
      } else {
        events.word(text)
      }
    }
  }
}
