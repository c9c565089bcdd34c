/// `parser.add_argument("--lr", type=float, default=0.1, help="…")`: scripts have hundreds of such lines, and nearly all are made of
/// literals. Those are taken from their tokens; of the others the call is read as any other.
extension ScriptInterpreter {
  func takeOption(ofLine line: Int, in scope: Int) -> ScriptFlow {
    let first = Int(text.lines[line].first)
    let name = text.text(text.tokens[first])
    guard case .object(let id)? = variable(name, in: scope), case .parser = objects[id].kind,
      let option = text.option(ofLine: line)
    else { return run(parser.statements(ofOptionLine: line), in: scope) }
    spend(4)
    add(option, toParser: id, at: Int(text.tokens[first].start))
    return .falls
  }

  private func add(_ option: PythonOptionLine, toParser id: Int, at offset: Int) {
    var value = ScriptValue.null
    if let token = option.standard {
      value = .constant(token.value)
    } else if option.action == "store_true" {
      value = .bool(false)
    } else if option.action == "store_false" {
      value = .bool(true)
    }
    if let text = value.text, let type = option.type {
      value = converted(text, by: named(type, at: offset, in: 0), at: offset)
    }
    let origin = option.standard?.offset ?? offset
    change(id) { $0.changeItems { $0.set(.string(option.destination), value, from: origin) } }
  }
}

/// What an option of literals says.
struct PythonOptionLine {
  var destination: String
  /// The default, and where it stands; nil where there is none.
  var standard: (value: PythonValue, offset: Int)?
  var action: String?
  /// The name of the type.
  var type: String?
}

extension PythonTokens {
  /// Whether a line is `name.add_argument(…)`.
  func isOptionLine(_ line: Int) -> Bool {
    let first = Int(lines[line].first)
    return tokens[first].kind == .word && tokens[first].code == 0
      && tokens[first + 1].isSymbol(UInt8(ascii: ".")) && isWord(tokens[first + 2], "add_argument")
      && tokens[first + 3].isSymbol(UInt8(ascii: "("))
  }

  /// The option of a line; nil where something in it that counts is no literal.
  func option(ofLine line: Int) -> PythonOptionLine? {
    var index = Int(lines[line].first) + 4
    var long: String?
    var option = PythonOptionLine(destination: "")
    while !tokens[index].isSymbol(UInt8(ascii: ")")) {
      guard take(at: &index, into: &option, &long) else { return nil }
      if tokens[index].isSymbol(UInt8(ascii: ",")) {
        index += 1
      } else if !tokens[index].isSymbol(UInt8(ascii: ")")) {
        return nil
      }
    }
    guard tokens[index + 1].kind == .end else { return nil }
    if option.destination.isEmpty {
      guard let long else { return nil }
      option.destination = ScriptArguments.destination(of: [long]) ?? long
    }
    return option
  }

  /// One argument; false where it has to be read as an expression.
  private func take(at index: inout Int, into option: inout PythonOptionLine, _ long: inout String?) -> Bool {
    if tokens[index].kind == .string {
      guard let name = plainString(index) else { return false }
      // The first long name counts, else the first.
      if long == nil || (!(long ?? "").utf8.starts(with: "--".utf8) && name.utf8.starts(with: "--".utf8)) {
        long = name
      }
      index += 1
      return true
    }
    guard tokens[index].kind == .word, tokens[index + 1].isSymbol(UInt8(ascii: "=")) else { return false }
    let keyword = index
    index += 2
    if isWord(tokens[keyword], "help") || isWord(tokens[keyword], "metavar")
      || isWord(tokens[keyword], "choices")
      || isWord(tokens[keyword], "nargs") || isWord(tokens[keyword], "required")
    {
      return skipValue(&index)
    }
    if isWord(tokens[keyword], "default") {
      let offset = Int(tokens[index].start)
      guard option.standard == nil, let value = literal(&index) else { return false }
      option.standard = (value, offset)
    } else if isWord(tokens[keyword], "type") {
      guard tokens[index].kind == .word, tokens[index].code == 0 else { return false }
      option.type = text(tokens[index])
      index += 1
    } else if isWord(tokens[keyword], "action") || isWord(tokens[keyword], "dest") {
      guard let word = plainString(index) else { return false }
      if isWord(tokens[keyword], "dest") { option.destination = word } else { option.action = word }
      index += 1
    } else {
      return false
    }
    return true
  }

  /// Goes past a value that does not count; false where the line ends within it.
  private func skipValue(_ index: inout Int) -> Bool {
    var depth = 0
    while tokens[index].kind != .end {
      if depth == 0, tokens[index].isSymbol(UInt8(ascii: ",")) || tokens[index].isSymbol(UInt8(ascii: ")")) {
        return true
      }
      for bracket in "([{".utf8 where tokens[index].isSymbol(bracket) { depth += 1 }
      for bracket in ")]}".utf8 where tokens[index].isSymbol(bracket) { depth -= 1 }
      if tokens[index].kind == .invalid { return false }
      index += 1
    }
    return false
  }

  /// A number, text, truth value or None that stands alone.
  private func literal(_ index: inout Int) -> PythonValue? {
    let isNegative = tokens[index].isSymbol(UInt8(ascii: "-"))
    if isNegative { index += 1 }
    let token = tokens[index]
    let value: PythonValue
    switch token.kind {
    case .number:
      var lexer = PythonLexer(source, at: Int(token.start))
      guard let number = try? lexer.number(),
        let signed = isNegative ? try? PythonArithmetic.apply(.subtract, number) : number
      else { return nil }
      value = signed
    case .string:
      guard !isNegative, let text = plainString(index) else { return nil }
      value = .string(text)
    case .word:
      if isNegative { return nil }
      switch PythonKeyword(rawValue: token.code) {
      case .none?: value = .null
      case .true?: value = .bool(true)
      case .false?: value = .bool(false)
      default: return nil
      }
    default: return nil
    }
    index += 1
    return value
  }

  /// A text in simple quotes without escapes, and with no other behind it.
  private func plainString(_ index: Int) -> String? {
    let token = tokens[index]
    let (start, end) = (Int(token.start), Int(token.end))
    guard token.kind == .string, end - start > 2,
      source[start] == UInt8(ascii: "\"") || source[start] == UInt8(ascii: "'"),
      source[start + 1] != source[start], tokens[index + 1].kind != .string
    else { return nil }
    for place in start + 1..<end - 1 where source[place] == UInt8(ascii: "\\") || source[place] >= 0x80 {
      return nil
    }
    return String(decoding: source[start + 1..<end - 1], as: UTF8.self)
  }
}
