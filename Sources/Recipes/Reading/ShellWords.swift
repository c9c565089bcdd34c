import LRSchedulers

/// Cuts a command line, or a shell script, into the words of its commands: quotes, comments, continued lines, and variables as
/// far as the text itself sets them. Nothing is run.
struct ShellWords {
  struct Word: Equatable {
    var text: String
    var line: Int
    /// Whether any of it stood in quotes, so that it is a text and no operator.
    var isQuoted = false
  }

  /// The words of each command.
  private(set) var commands: [[Word]] = []

  private let bytes: [UInt8]
  private var index = 0
  private var line = 1
  private var variables: [String: [Word]] = [:]
  private var command: [Word] = []
  /// The array that is being set, and what it had before: `ARGS=( … )`, `ARGS+=( … )`.
  private var array: (name: String, before: [Word])?
  /// Texts within texts, as defaults of variables are.
  private let depth: Int
  private static let maximumDepth = 8

  /// - Parameter given: values of variables that the text does not set.
  init(_ text: String, given: [String: String] = [:]) {
    self.init(text, given.mapValues { [Word(text: $0, line: 1)] }, depth: 0)
  }

  private init(_ text: String, _ variables: [String: [Word]], depth: Int) {
    (bytes, self.depth, self.variables) = (Array(text.utf8), depth, variables)
    read()
  }

  private mutating func read() {
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\n"):
        line += 1
        index += 1
        if array == nil, !flagsFollow { endCommand() }
      case UInt8(ascii: "\\") where index + 1 < bytes.count && isBreak(index + 1):
        index += bytes[index + 1] == UInt8(ascii: "\r") ? 3 : 2
        line += 1
      case 0x20, UInt8(ascii: "\t"), UInt8(ascii: "\r"): index += 1
      case UInt8(ascii: "#"):
        while index < bytes.count, bytes[index] != UInt8(ascii: "\n") { index += 1 }
      case UInt8(ascii: ";"), UInt8(ascii: "|"), UInt8(ascii: "&"):
        index += 1
        if array == nil { endCommand() }
      case UInt8(ascii: ")") where array != nil:
        index += 1
        if let array { variables[array.name] = array.before + command }
        (array, command) = (nil, [])
      default: takeWord()
      }
    }
    endCommand()
  }

  /// Whether the next line begins with a flag: no command does, so that it belongs to the one before.
  private var flagsFollow: Bool {
    var place = index
    while place < bytes.count, bytes[place] == 0x20 || bytes[place] == UInt8(ascii: "\t") { place += 1 }
    return place + 2 < bytes.count && bytes[place] == UInt8(ascii: "-")
      && bytes[place + 1] == UInt8(ascii: "-")
      && bytes[place + 2].isWordByte
  }

  private func isBreak(_ place: Int) -> Bool {
    bytes[place] == UInt8(ascii: "\n")
      || (bytes[place] == UInt8(ascii: "\r") && place + 1 < bytes.count
        && bytes[place + 1] == UInt8(ascii: "\n"))
  }

  private mutating func endCommand() {
    defer { command = [] }
    if ["export", "local", "readonly", "declare"].contains(command.first?.text ?? "") {
      command.removeFirst()
    }
    if !command.isEmpty, command.allSatisfy({ assignment($0) != nil }) {
      for word in command {
        guard let (name, value, adds) = assignment(word) else { continue }
        variables[name] = (adds ? variables[name] ?? [] : []) + plainWords(value, at: word)
      }
      return
    }
    while let first = command.first, assignment(first) != nil { command.removeFirst() }
    if !command.isEmpty { commands.append(command) }
  }

  /// A variable with several words in it is several words where it stands without quotes.
  private func plainWords(_ value: String, at word: Word) -> [Word] {
    if !word.isQuoted || !value.contains("--") || depth >= Self.maximumDepth {
      return [Word(text: value, line: word.line, isQuoted: word.isQuoted)]
    }
    let inner = ShellWords(value, [:], depth: depth + 1)
    return inner.commands.flatMap { $0 }.map { Word(text: $0.text, line: word.line + $0.line - 1) }
  }

  /// `NAME=value`, or `NAME+=value`, which adds to what there is.
  private func assignment(_ word: Word) -> (name: String, value: String, adds: Bool)? {
    guard let equals = word.text.firstIndex(of: "="), equals != word.text.startIndex else { return nil }
    var name = word.text[..<equals]
    let adds = name.last == "+"
    if adds { name = name.dropLast() }
    guard !name.isEmpty, name.utf8.allSatisfy(\.isWordByte), name.utf8.first?.isDigit == false else {
      return nil
    }
    return (String(name), String(word.text[word.text.index(after: equals)...]), adds)
  }

  // MARK: One word

  private mutating func takeWord() {
    var word = Word(text: "", line: line)
    var isSplit = false
    while index < bytes.count {
      let byte = bytes[index]
      switch byte {
      case UInt8(ascii: "'"):
        word.isQuoted = true
        index += 1
        append(until: UInt8(ascii: "'"), to: &word)
      case UInt8(ascii: "\""):
        if word.text.isEmpty, let elements = quotedArray() {
          command += elements
          isSplit = true
          continue
        }
        word.isQuoted = true
        index += 1
        takeQuoted(&word)
      case UInt8(ascii: "\\"):
        if index + 1 < bytes.count, isBreak(index + 1) { return end(word, isSplit) }
        index += 1
        if index < bytes.count { append(1, to: &word) }
      case UInt8(ascii: "$"):
        guard let value = expansion() else {
          append(1, to: &word)
          continue
        }
        if word.text.isEmpty, value.count > 1, !word.isQuoted {
          command += value
          isSplit = true
        } else {
          word.text += value.map(\.text).joined(separator: " ")
        }
      case UInt8(ascii: "("):
        if let (name, value, adds) = assignment(word), value.isEmpty {
          array = (name, adds ? variables[name] ?? [] : [])
          command = []
          index += 1
          return
        }
        append(1, to: &word)
      case 0x20, UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"): return end(word, isSplit)
      case UInt8(ascii: ";"), UInt8(ascii: "|"), UInt8(ascii: "&"): return end(word, isSplit)
      case UInt8(ascii: ")") where array != nil: return end(word, isSplit)
      default: append(1, to: &word)
      }
    }
    end(word, isSplit)
  }

  private mutating func end(_ word: Word, _ isSplit: Bool) {
    if !word.text.isEmpty || (word.isQuoted && !isSplit) { command.append(word) }
  }

  private mutating func append(_ count: Int, to word: inout Word) {
    var end = index + count
    // All of a character that takes several bytes.
    while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    word.text += String(decoding: bytes[index..<end], as: UTF8.self)
    index = end
  }

  private mutating func append(until quote: UInt8, to word: inout Word) {
    let start = index
    while index < bytes.count, bytes[index] != quote {
      if bytes[index] == UInt8(ascii: "\n") { line += 1 }
      index += 1
    }
    word.text += String(decoding: bytes[start..<index], as: UTF8.self)
    index = min(index + 1, bytes.count)
  }

  private mutating func takeQuoted(_ word: inout Word) {
    while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
      switch bytes[index] {
      case UInt8(ascii: "\\") where index + 1 < bytes.count:
        let isContinued = isBreak(index + 1)
        if isContinued {
          line += 1
          index += bytes[index + 1] == UInt8(ascii: "\r") ? 3 : 2
          word.text += " "
        } else {
          index += "\"\\$`".utf8.contains(bytes[index + 1]) ? 1 : 0
          append(1, to: &word)
        }
      case UInt8(ascii: "$"):
        if let value = expansion() {
          word.text += value.map(\.text).joined(separator: " ")
        } else {
          append(1, to: &word)
        }
      default:
        if bytes[index] == UInt8(ascii: "\n") { line += 1 }
        append(1, to: &word)
      }
    }
    index = min(index + 1, bytes.count)
  }

  // MARK: Variables

  /// The elements of `"${NAME[@]}"`, each a word; nil, and does not move, for anything else.
  private mutating func quotedArray() -> [Word]? {
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
  private mutating func expansion() -> [Word]? {
    let start = index
    let rest = bytes[(index + 1)...]
    if rest.starts(with: "((".utf8), let end = Self.range(of: "))", in: rest) {
      let text = String(decoding: rest[(start + 3)..<end], as: UTF8.self)
      guard let value = arithmetic(text) else { return nil }
      index = end + 2
      return [Word(text: value, line: line)]
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

  /// Whole numbers, as a shell has them.
  private func arithmetic(_ text: String) -> String? {
    var known = ""
    var name = ""
    for character in text + " " {
      if character.utf8.allSatisfy(\.isWordByte) {
        name.append(character)
        continue
      }
      if let first = name.utf8.first, !first.isDigit {
        guard let value = variables[name]?.first?.text, Int(value) != nil else { return nil }
        known += value
      } else {
        known += name
      }
      name = ""
      if !"${}".contains(character) { known += character == "/" ? "//" : String(character) }
    }
    guard let value = try? ParameterValue(parsing: known), case .int(let number) = value else { return nil }
    return String(number)
  }

  private static func range(of text: String, in bytes: ArraySlice<UInt8>) -> Int? {
    let wanted = Array(text.utf8)
    return bytes.indices.first { bytes[$0...].starts(with: wanted) }
  }
}
