/// Cuts Python source into tokens and logical lines. Comments, blank lines, line breaks in brackets and behind
/// backslashes, and the magics of notebooks are passed over.
///
/// It never fails: what is no Python becomes an invalid token, and a bracket that is never closed ends where a line
/// begins with a keyword that no expression can hold.
struct PythonLexer {
  let source: [UInt8]
  var position: Int
  /// Whether the text is one expression, whose line breaks mean nothing.
  var joinsLines = false
  private var depth = 0
  private var isAtLineStart = true
  private var indentation = 0

  init(_ source: [UInt8], at position: Int = 0) {
    self.source = source
    self.position = position
  }

  func byte(_ ahead: Int = 0) -> UInt8? {
    position + ahead < source.count ? source[position + ahead] : nil
  }

  func error(_ message: String, at offset: Int? = nil) -> LexerError {
    LexerError(message: message, offset: offset ?? position)
  }

  mutating func cut(into result: inout PythonTokens) {
    result.tokens.reserveCapacity(source.count / 4 + 8)
    var isInLine = false
    while skipBlanks(&result) {
      let opensLine = isAtLineStart && (depth == 0 || endsBrackets) && !(joinsLines && isInLine)
      if opensLine {
        if isInLine { finishLine(&result) }
        if isMagic { skipLine(); continue }
        note(&result)
        result.lines.append(.init(first: Int32(result.tokens.count), indentation: Int32(indentation)))
        depth = 0
        isInLine = true
      }
      isAtLineStart = false
      result.tokens.append(next(&result))
    }
    if isInLine || result.lines.isEmpty {
      if result.lines.isEmpty { result.lines.append(.init(first: 0, indentation: 0)) }
      finishLine(&result)
    }
  }

  private func finishLine(_ result: inout PythonTokens) {
    let end = result.tokens.last?.end ?? Int32(source.count)
    result.tokens.append(PythonToken(kind: .end, start: end, end: end))
  }

  /// Notices what only looks like Python.
  private func note(_ result: inout PythonTokens) {
    switch byte() {
    case UInt8(ascii: ">"), UInt8(ascii: "."): if isPrompt { result.hasPrompts = true }
    case UInt8(ascii: "`"), UInt8(ascii: "~"):
      if byte(1) == byte(), byte(2) == byte() { result.hasFences = true }
    default: return
    }
  }

  /// `>>> ` and `... ` begin the lines of examples in docstrings.
  private var isPrompt: Bool {
    guard let here = byte(), byte(1) == here, byte(2) == here else { return false }
    return byte(3).map { " \t\r\n".utf8.contains($0) } ?? true
  }

  /// `%matplotlib inline`, `!pip install torch`
  private var isMagic: Bool { byte() == UInt8(ascii: "%") || byte() == UInt8(ascii: "!") }

  private mutating func skipLine() {
    while let here = byte(), here != UInt8(ascii: "\n") { _ = here; position += 1 }
  }

  /// Whether the word here cannot stand in brackets.
  private var endsBrackets: Bool {
    guard !joinsLines, let here = byte(), here.isWordStart else { return false }
    var lexer = self
    let word = lexer.word()
    return PythonKeyword(rawValue: word.code)?.beginsStatement == true && lexer.byte() != UInt8(ascii: "=")
  }

  /// Moves to the next character that matters; false at the end.
  private mutating func skipBlanks(_ result: inout PythonTokens) -> Bool {
    while position < source.count {
      switch source[position] {
      case UInt8(ascii: "\n"):
        (isAtLineStart, indentation) = (true, 0)
        position += 1
      case UInt8(ascii: " "), UInt8(ascii: "\r"), 0x0C:
        indentation += 1
        position += 1
      case UInt8(ascii: "\t"):
        indentation = (indentation / 8 + 1) * 8
        position += 1
      case UInt8(ascii: "\\") where byte(1) == UInt8(ascii: "\n") || byte(1) == UInt8(ascii: "\r"):
        position += byte(1) == UInt8(ascii: "\r") && byte(2) == UInt8(ascii: "\n") ? 3 : 2
      case UInt8(ascii: "#"): skipLine()
      case 0xC2 where byte(1) == 0xA0:
        // A blank that does not break lines, as web pages have it.
        indentation += 1
        position += 2
      case 0xE3 where byte(1) == 0x80 && byte(2) == 0x80: position += 3
      case 0xE2 where byte(1) == 0x80 && byte(2) == 0x8B: position += 3
      case 0xEF where byte(1) == 0xBB && byte(2) == 0xBF: position += 3
      default: return true
      }
    }
    return false
  }

  private mutating func next(_ result: inout PythonTokens) -> PythonToken {
    let first = source[position]
    if first.isWordStart {
      let start = position
      let word = word()
      if let quote = byte(), quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\""), isPrefix(from: start)
      {
        return string(quote, from: start, &result)
      }
      return word
    }
    if first.isDigit || (first == UInt8(ascii: ".") && byte(1)?.isDigit == true) { return numberToken() }
    if first == UInt8(ascii: "'") || first == UInt8(ascii: "\"") {
      return string(first, from: position, &result)
    }
    if first == 0xE2, byte(1) == 0x80, let quote = byte(2), 0x98...0x9D ~= quote { return curlyString() }
    return symbol()
  }

  private mutating func word() -> PythonToken {
    let start = position
    var key: UInt64 = 0
    while position < source.count, source[position].isWordStart || source[position].isDigit {
      key = key << 8 | UInt64(source[position])
      position += 1
    }
    let code = PythonKeyword.code(key: key, length: position - start)
    return PythonToken(kind: .word, code: code, start: Int32(start), end: Int32(position))
  }

  /// Whether the word before a quote is that of a string: `r`, `b`, `u`, `f`, in any case, alone or with another.
  private func isPrefix(from start: Int) -> Bool {
    position - start <= 2 && source[start..<position].allSatisfy { "rbuf".utf8.contains($0 | 0x20) }
  }

  private mutating func numberToken() -> PythonToken {
    let start = position
    if radix != nil { position = endOfWord() } else { _ = scanDecimal() }
    position = endOfWord()
    return PythonToken(kind: .number, start: Int32(start), end: Int32(position))
  }

  private mutating func string(_ quote: UInt8, from start: Int, _ result: inout PythonTokens) -> PythonToken {
    let width = byte(1) == quote && byte(2) == quote ? 3 : 1
    let isEmpty = width == 1 && byte(1) == quote
    position += isEmpty ? 2 : width
    var isClosed = isEmpty
    while !isClosed, position < source.count {
      let here = source[position]
      if here == UInt8(ascii: "\\") {
        position = min(position + 2, source.count)
      } else if here == quote, width == 1 || (byte(1) == quote && byte(2) == quote) {
        position += width
        isClosed = true
      } else if here == UInt8(ascii: "\n"), width == 1 {
        break
      } else {
        position += 1
      }
    }
    if !isClosed, width == 3, result.openString == nil { result.openString = start }
    return PythonToken(kind: .string, start: Int32(start), end: Int32(position))
  }

  /// Quotes that a word processor has bent.
  private mutating func curlyString() -> PythonToken {
    let start = position
    let isDouble = source[position + 2] >= 0x9C
    position += 3
    while position < source.count, source[position] != UInt8(ascii: "\n") {
      if source[position] == 0xE2, byte(1) == 0x80, let quote = byte(2), 0x98...0x9D ~= quote,
        (quote >= 0x9C) == isDouble
      {
        position += 3
        break
      }
      position += 1
    }
    return PythonToken(kind: .string, start: Int32(start), end: Int32(position))
  }

  private mutating func symbol() -> PythonToken {
    let start = position
    let (code, length) = operatorHere()
    position += length
    // By its length, not by its code: a stray byte of UTF-8 has the codes of long operators.
    let isKnown = length > 1 || code.isOperator
    if !isKnown {
      while position < source.count, source[position] & 0xC0 == 0x80 { position += 1 }
    }
    switch code {
    case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
    case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): depth = max(0, depth - 1)
    default: break
    }
    return PythonToken(
      kind: isKnown ? .symbol : .invalid, code: code, start: Int32(start), end: Int32(position))
  }

  /// The longest operator that begins here.
  private func operatorHere() -> (code: UInt8, length: Int) {
    let first = source[position]
    let second = position + 1 < source.count ? source[position + 1] : 0
    let third = position + 2 < source.count ? source[position + 2] : 0
    let equals = UInt8(ascii: "=")
    let update = PythonSymbol.firstUpdate
    switch (first, second, third) {
    case (UInt8(ascii: "*"), UInt8(ascii: "*"), equals): return (update + 6, 3)
    case (UInt8(ascii: "/"), UInt8(ascii: "/"), equals): return (update + 4, 3)
    case (UInt8(ascii: "<"), UInt8(ascii: "<"), equals): return (update + 10, 3)
    case (UInt8(ascii: ">"), UInt8(ascii: ">"), equals): return (update + 11, 3)
    case (UInt8(ascii: "."), UInt8(ascii: "."), UInt8(ascii: ".")): return (PythonSymbol.ellipsis, 3)
    case (UInt8(ascii: "*"), UInt8(ascii: "*"), _): return (PythonSymbol.power, 2)
    case (UInt8(ascii: "/"), UInt8(ascii: "/"), _): return (PythonSymbol.floorDivide, 2)
    case (UInt8(ascii: "<"), UInt8(ascii: "<"), _): return (PythonSymbol.shiftLeft, 2)
    case (UInt8(ascii: ">"), UInt8(ascii: ">"), _): return (PythonSymbol.shiftRight, 2)
    case (UInt8(ascii: "-"), UInt8(ascii: ">"), _): return (PythonSymbol.arrow, 2)
    case (UInt8(ascii: "<"), equals, _): return (PythonSymbol.lessOrEqual, 2)
    case (UInt8(ascii: ">"), equals, _): return (PythonSymbol.greaterOrEqual, 2)
    case (equals, equals, _): return (PythonSymbol.equal, 2)
    case (UInt8(ascii: "!"), equals, _): return (PythonSymbol.notEqual, 2)
    case (UInt8(ascii: ":"), equals, _): return (PythonSymbol.walrus, 2)
    case (UInt8(ascii: "+"), equals, _): return (update, 2)
    case (UInt8(ascii: "-"), equals, _): return (update + 1, 2)
    case (UInt8(ascii: "*"), equals, _): return (update + 2, 2)
    case (UInt8(ascii: "/"), equals, _): return (update + 3, 2)
    case (UInt8(ascii: "%"), equals, _): return (update + 5, 2)
    case (UInt8(ascii: "&"), equals, _): return (update + 7, 2)
    case (UInt8(ascii: "|"), equals, _): return (update + 8, 2)
    case (UInt8(ascii: "^"), equals, _): return (update + 9, 2)
    case (UInt8(ascii: "@"), equals, _): return (update + 12, 2)
    default: return (first, 1)
    }
  }
}

extension UInt8 {
  /// Whether it is an operator or bracket of one character.
  fileprivate var isOperator: Bool {
    switch self {
    case UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"),
      UInt8(ascii: "}"), UInt8(ascii: ","), UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"),
      UInt8(ascii: "*"), UInt8(ascii: "/"), UInt8(ascii: "%"), UInt8(ascii: "<"), UInt8(ascii: ">"),
      UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: ";"), UInt8(ascii: "@"), UInt8(ascii: "&"),
      UInt8(ascii: "|"), UInt8(ascii: "^"), UInt8(ascii: "~"):
      true
    default: false
    }
  }

  var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

  /// A letter or underscore.
  var isWordStart: Bool {
    let lower = self | 0x20
    return (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(lower) || self == UInt8(ascii: "_")
  }
}
