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
  /// The array that is being set: `ARGS=( … )`.
  private var array: String?

  /// - Parameter given: values of variables that the text does not set.
  init(_ text: String, given: [String: String] = [:]) {
    bytes = Array(text.utf8)
    for (name, value) in given { variables[name] = [Word(text: value, line: 1)] }
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
        if let array { variables[array] = command }
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
        guard let (name, value) = assignment(word) else { continue }
        variables[name] = ShellWords.plainWords(value, at: word)
      }
      return
    }
    while let first = command.first, assignment(first) != nil { command.removeFirst() }
    if !command.isEmpty { commands.append(command) }
  }

  /// A variable with several words in it is several words where it stands without quotes.
  private static func plainWords(_ value: String, at word: Word) -> [Word] {
    if !word.isQuoted || !value.contains("--") {
      return [Word(text: value, line: word.line, isQuoted: word.isQuoted)]
    }
    let inner = ShellWords(value)
    return inner.commands.flatMap { $0 }.map { Word(text: $0.text, line: word.line + $0.line - 1) }
  }

  private func assignment(_ word: Word) -> (name: String, value: String)? {
    guard let equals = word.text.firstIndex(of: "="), equals != word.text.startIndex else { return nil }
    let name = word.text[..<equals]
    guard name.utf8.allSatisfy(\.isWordByte), name.utf8.first?.isDigit == false else { return nil }
    return (String(name), String(word.text[word.text.index(after: equals)...]))
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
        if let (name, value) = assignment(word), value.isEmpty {
          array = name
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
    if rest.first == UInt8(ascii: "{"), let end = rest.firstIndex(of: UInt8(ascii: "}")) {
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
    guard rest.hasPrefix(":-") || rest.hasPrefix(":=") || rest.hasPrefix("-") else { return nil }
    return [Word(text: String(rest.drop { ":-=".contains($0) }), line: line)]
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
