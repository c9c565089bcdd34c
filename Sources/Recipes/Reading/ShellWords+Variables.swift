import LRSchedulers

/// What variables of a shell stand for, as far as the text itself sets them.
extension ShellWords {
  /// The elements of `"${NAME[@]}"`, each a word; nil, and does not move, for anything else.
  mutating func quotedArray() -> [Word]? {
    let start = index
    index += 1
    if index < bytes.count, bytes[index] == UInt8(ascii: "$"), let end = brace(from: index + 1),
      bytes[index..<end].reversed().starts(with: "]@[".utf8), end + 1 < bytes.count,
      bytes[end + 1] == UInt8(ascii: "\""), let value = expansion()
    {
      index += 1
      return value
    }
    index = start
    return nil
  }

  /// The place of the brace that closes one, whatever braces and quotes are between; nil where there is none.
  private func brace(from start: Int) -> Int? {
    guard start < bytes.count, bytes[start] == UInt8(ascii: "{") else { return nil }
    return closing(UInt8(ascii: "}"), of: UInt8(ascii: "{"), from: start)
  }

  private func closing(_ end: UInt8, of begin: UInt8, from start: Int) -> Int? {
    var depth = 0
    for place in start..<bytes.count {
      if bytes[place] == begin { depth += 1 }
      if bytes[place] == end { depth -= 1 }
      if depth == 0 { return place }
      // A text that goes on for long was not meant.
      if place - start > 4_096 { return nil }
    }
    return nil
  }

  /// What `$NAME`, `${NAME}`, `${NAME:-default}`, `${NAME[@]}` and `$((1 + 2))` stand for, and goes on behind it; nil, and does
  /// not move, where nothing says it.
  mutating func expansion() -> [Word]? {
    let start = index
    let rest = bytes[(index + 1)...]
    if rest.starts(with: "((".utf8),
      let end = closing(UInt8(ascii: ")"), of: UInt8(ascii: "("), from: start + 1),
      bytes[end - 1] == UInt8(ascii: ")"), end > start + 4
    {
      let value = arithmetic(String(decoding: bytes[(start + 3)..<(end - 1)], as: UTF8.self))
      index = end + 1
      // What cannot be computed stays as it is written, and is asked for by the flag.
      let text = value ?? String(decoding: bytes[start...end], as: UTF8.self)
      return [Word(text: text, line: line, isQuoted: value == nil)]
    }
    // What a command writes is not known, and stays as it is written.
    if rest.first == UInt8(ascii: "("),
      let end = closing(UInt8(ascii: ")"), of: UInt8(ascii: "("), from: start + 1)
    {
      index = end + 1
      return [Word(text: String(decoding: bytes[start...end], as: UTF8.self), line: line, isQuoted: true)]
    }
    if let end = brace(from: start + 1) {
      let text = String(decoding: rest[(start + 2)..<end], as: UTF8.self)
      guard let value = value(ofBraces: text) else { return nil }
      index = end + 1
      return value
    }
    let end = rest.firstIndex { !$0.isWordByte } ?? bytes.count
    let name = String(decoding: bytes[(start + 1)..<end], as: UTF8.self)
    guard let value = variables[name] else { return nil }
    index = end
    return value
  }

  private func value(ofBraces text: String) -> [Word]? {
    let name = String(text.prefix { $0.utf8.allSatisfy(\.isWordByte) })
    if let value = variables[name] { return value }
    let rest = text.dropFirst(name.count)
    guard rest.hasPrefix(":-") || rest.hasPrefix(":=") || rest.hasPrefix("-"), depth < Self.maximumDepth
    else {
      return nil
    }
    let standard = String(rest.dropFirst(rest.hasPrefix(":") ? 2 : 1))
    if standard.utf8.allSatisfy({ $0.isWordByte || ".-+/".utf8.contains($0) }) {
      return [Word(text: standard, line: line)]
    }
    let words = ShellWords("echo " + standard, variables, depth: depth + 1).commands.first?.dropFirst() ?? []
    return [Word(text: words.map(\.text).joined(separator: " "), line: line)]
  }

  /// Whole numbers, as a shell has them; nil where a name has none. `$1` is an argument, and no number.
  private func arithmetic(_ text: String) -> String? {
    var known = ""
    var name = ""
    var isVariable = false
    for character in text + " " {
      if character.utf8.allSatisfy(\.isWordByte) {
        name.append(character)
        continue
      }
      if let first = name.utf8.first {
        if first.isDigit, !isVariable {
          known += name
        } else {
          guard let value = variables[name]?.first?.text, Int(value) != nil else { return nil }
          known += value
        }
      }
      isVariable = character == "$" || (isVariable && name.isEmpty && character == "{")
      name = ""
      if !"${}".contains(character) { known += character == "/" ? "//" : String(character) }
    }
    guard let value = try? ParameterValue(parsing: known), case .int(let number) = value else { return nil }
    return String(number)
  }
}
