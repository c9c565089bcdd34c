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

  /// The files that the script writes with `cat > NAME <<EOF`.
  private(set) var documents: [Document] = []
  /// What each command is run with: the variables that are exported or stand before it.
  private(set) var environments: [[String: String]] = []
  private(set) var variables: [String: [Word]] = [:]

  let bytes: [UInt8]
  var index = 0
  var line = 1
  private var exported: Set<String> = []
  /// The words that end the texts which begin with the next line.
  private var awaited: [Awaited] = []
  private var command: [Word] = []
  private var argumentLoop = ShellArgumentLoop()
  /// The array that is being set, and what it had before: `ARGS=( … )`, `ARGS+=( … )`.
  private var array: (name: String, before: [Word])?
  /// Texts within texts, as defaults of variables are.
  let depth: Int
  static let maximumDepth = 8

  /// - Parameter given: values of variables that the text does not set.
  init(_ text: String, given: [String: String] = [:]) {
    self.init(text, given.mapValues { [Word(text: $0, line: 1)] }, depth: 0)
  }

  init(_ text: String, _ variables: [String: [Word]], depth: Int) {
    (bytes, self.depth, self.variables) = (Array(text.utf8), depth, variables)
    for (name, value) in SlurmHeader(text).variables where self.variables[name] == nil {
      self.variables[name] = [Word(text: value, line: 1)]
    }
    read()
  }

  /// A text without commands, to put variables in.
  init(plain text: String, _ variables: [String: [Word]], depth: Int) {
    (bytes, self.depth, self.variables) = (Array(text.utf8), depth, variables)
  }

  private mutating func read() {
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\n"):
        line += 1
        index += 1
        if array == nil, !awaited.isEmpty { takeDocuments() }
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
    if argumentLoop.skips(command) { return }
    if let first = command.first?.text, ["export", "local", "readonly", "declare"].contains(first) {
      command.removeFirst()
      if first == "export" { exported.formUnion(command.map { assignment($0)?.name ?? $0.text }) }
    }
    if !command.isEmpty, command.allSatisfy({ assignment($0) != nil }) {
      for word in command {
        guard let (name, value, adds) = assignment(word) else { continue }
        variables[name] = (adds ? variables[name] ?? [] : []) + plainWords(value, at: word)
      }
      return
    }
    var environment: [String: String] = [:]
    for name in exported { environment[name] = variables[name]?.first?.text }
    while let first = command.first, let (name, value, _) = assignment(first) {
      environment[name] = value
      command.removeFirst()
    }
    guard !command.isEmpty else { return }
    commands.append(command)
    environments.append(environment)
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
    if let wanted = Awaited(word) { awaited.append(wanted) }
    if !word.text.isEmpty || (word.isQuoted && !isSplit) { command.append(word) }
  }

  mutating func append(_ count: Int, to word: inout Word) {
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

  // MARK: Documents

  /// A text that the script writes to a file.
  struct Document {
    var name: String
    var text: String
    /// Where it begins.
    var line: Int
  }

  /// The text behind `<<EOF`.
  private struct Awaited {
    var end: String
    /// Whether tabs at the beginning of its lines are left out: `<<-EOF`.
    var dropsTabs: Bool
    /// Whether variables in it are put in: they are not where the word is quoted.
    var expands: Bool

    init?(_ word: Word) {
      guard word.text.hasPrefix("<<"), !word.text.hasPrefix("<<<") else { return nil }
      dropsTabs = word.text.hasPrefix("<<-")
      end = String(word.text.dropFirst(dropsTabs ? 3 : 2))
      guard !end.isEmpty, end.utf8.allSatisfy(\.isWordByte) else { return nil }
      expands = !word.isQuoted
    }
  }

  /// Goes on behind the texts that begin here; of those that a file is written with, it keeps them.
  private mutating func takeDocuments() {
    for wanted in awaited {
      let first = line
      var lines: [Substring] = []
      while index < bytes.count {
        let next = bytes[index...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
        var text = Substring(String(decoding: bytes[index..<next], as: UTF8.self))
        if wanted.dropsTabs { text = text.drop { $0 == "\t" } }
        index = min(next + 1, bytes.count)
        line += 1
        if text.trimmed == wanted.end[...] { break }
        lines.append(text)
      }
      let text = lines.joined(separator: "\n")
      guard let name = writtenFile else { continue }
      documents.append(Document(name: name, text: wanted.expands ? expanded(text) : text, line: first))
    }
    awaited = []
    endCommand()
  }

  /// The file that the command writes: `> NAME`, `>NAME` or `tee NAME`.
  private var writtenFile: String? {
    guard let place = command.lastIndex(where: { $0.text.hasPrefix(">") || $0.text == "tee" }) else {
      return nil
    }
    let near = command[place].text.drop { $0 == ">" }
    if !near.isEmpty, near != "tee" { return String(near) }
    return command.indices.contains(place + 1) ? command[place + 1].text : nil
  }

  /// A text with the variables that are known put in.
  private func expanded(_ text: String) -> String {
    guard depth < Self.maximumDepth, text.utf8.contains(UInt8(ascii: "$")) else { return text }
    var inner = ShellWords(plain: text, variables, depth: depth + 1)
    var word = Word(text: "", line: 1)
    while inner.index < inner.bytes.count {
      if inner.bytes[inner.index] == UInt8(ascii: "$"), let value = inner.expansion() {
        word.text += value.map(\.text).joined(separator: " ")
      } else {
        inner.append(1, to: &word)
      }
    }
    return word.text
  }
}
