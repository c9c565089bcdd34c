import LRSchedulers

/// Reads TOML as far as configurations of trainings use it: tables, dotted keys, and values on one line or in brackets.
struct TOMLDocument {
  private let lines: [Substring]
  private var table: [String] = []
  private var root: [ScriptSetting.Entry] = []

  static func setting(_ text: String) throws(SpecError) -> ScriptSetting {
    var document = TOMLDocument(text)
    try document.read()
    return ScriptSetting(.map(document.root))
  }

  private init(_ text: String) { lines = text.split(separator: "\n", omittingEmptySubsequences: false) }

  private mutating func read() throws(SpecError) {
    var index = 0
    while index < lines.count {
      let number = index + 1
      var body = Self.withoutComment(lines[index])
      index += 1
      if body.isEmpty { continue }
      if body.hasPrefix("["), body.hasSuffix("]"), !body.contains("=") {
        table = Self.path(body.drop { $0 == "[" }.prefix { $0 != "]" })
        continue
      }
      // A list goes on until its brackets are closed.
      while body.count(where: { $0 == "[" }) > body.count(where: { $0 == "]" }), index < lines.count {
        body += " " + Self.withoutComment(lines[index])
        index += 1
      }
      guard let equals = body.firstIndex(of: "=") else {
        throw SpecError("expected 'key = value' or '[table]'", line: number, column: 1)
      }
      let path = table + Self.path(body[..<equals])
      let value = Self.value(body[body.index(after: equals)...].trimmed, line: number)
      ScriptSetting.insert(value, at: path[...], into: &root)
    }
  }

  private static func path(_ text: Substring) -> [String] {
    text.split(separator: ".").map { $0.trimmed.filter { $0 != "\"" && $0 != "'" } }
  }

  private static func value(_ text: Substring, line: Int) -> ScriptSetting {
    if let first = text.first, first == "\"" || first == "'", text.count > 1, text.last == first {
      return ScriptSetting(.string(String(text.dropFirst().dropLast())), line: line)
    }
    if text.hasPrefix("["), text.hasSuffix("]") {
      let inner = text.dropFirst().dropLast().trimmed
      let elements = inner.isEmpty ? [] : inner.split(separator: ",").map(\.trimmed).filter { !$0.isEmpty }
      return ScriptSetting(.list(elements.map { value($0, line: line) }), line: line)
    }
    switch text {
    case "true": return ScriptSetting(.bool(true), line: line)
    case "false": return ScriptSetting(.bool(false), line: line)
    default:
      return ScriptSetting(PlainScalar.number(text) ?? .string(String(text)), line: line)
    }
  }

  private static func withoutComment(_ line: Substring) -> Substring {
    var quote: Character?
    for index in line.indices {
      let character = line[index]
      if let open = quote {
        if character == open { quote = nil }
      } else if character == "\"" || character == "'" {
        quote = character
      } else if character == "#" {
        return line[..<index].trimmed
      }
    }
    return line.trimmed
  }
}

extension Substring {
  /// Without blanks at both ends, which are those of ASCII.
  var trimmed: Substring {
    guard let start = utf8.firstIndex(where: { !$0.isBlank }),
      let last = utf8.lastIndex(where: { !$0.isBlank })
    else { return "" }
    return self[start..<utf8.index(after: last)]
  }
}
