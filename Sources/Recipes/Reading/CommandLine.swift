import LRSchedulers

/// One command of a shell: the words before its flags, and the flags with their values.
struct CommandLine {
  /// The program and what stands before the first flag.
  var words: [String] = []
  /// `--lr 0.1` and `--lr=0.1` as `lr`, dashes and dots as they stand; `lr0=0.01` likewise. Of several the last counts.
  var entries: [ScriptSetting.Entry] = []

  init(_ command: [ShellWords.Word]) {
    var flag: (name: String, line: Int, values: [ShellWords.Word])?
    for word in command {
      if let name = Self.flag(word) {
        end(&flag)
        flag = (name, word.line, [])
        if let equals = name.firstIndex(of: "=") {
          flag?.name = String(name[..<equals])
          flag?.values = [
            ShellWords.Word(
              text: String(name[name.index(after: equals)...]), line: word.line, isQuoted: word.isQuoted)
          ]
          end(&flag)
        }
      } else if flag != nil, !isScript(word, behind: flag?.values.count ?? 0) {
        flag?.values.append(word)
      } else {
        end(&flag)
        takePlain(word)
      }
    }
    end(&flag)
  }

  /// Whether a word is the script that a launcher starts, behind the launcher's flags: `torchrun --nproc_per_node 8 train.py`.
  private func isScript(_ word: ShellWords.Word, behind values: Int) -> Bool {
    word.text.hasSuffix(".py") && (values > 0 || !words.contains { $0.hasSuffix(".py") })
  }

  private mutating func takePlain(_ word: ShellWords.Word) {
    guard let equals = word.text.firstIndex(of: "="), equals != word.text.startIndex,
      word.text[..<equals].utf8.allSatisfy({ $0.isWordByte || $0 == UInt8(ascii: ".") })
    else {
      words.append(word.text)
      return
    }
    var value = word
    value.text = String(word.text[word.text.index(after: equals)...])
    entries.append(ScriptSetting.Entry(String(word.text[..<equals]), Self.setting(value)))
  }

  /// `--name` or `-b`, without the dashes; nil for a value, such as `-1`.
  private static func flag(_ word: ShellWords.Word) -> String? {
    let text = word.text
    if text.hasPrefix("--"), text.utf8.count > 2 { return String(text.dropFirst(2)) }
    guard text.hasPrefix("-"), let second = text.dropFirst().utf8.first, !second.isDigit,
      second != UInt8(ascii: "."), text.utf8.count > 1, !word.isQuoted
    else { return nil }
    return String(text.dropFirst())
  }

  private mutating func end(_ flag: inout (name: String, line: Int, values: [ShellWords.Word])?) {
    guard let (name, line, values) = flag else { return }
    var setting: ScriptSetting
    switch values.count {
    // What a command writes is asked for by the flag.
    case 1 where values[0].text.hasPrefix("$(") || values[0].text.hasPrefix("`"):
      let key = String(name.map { $0 == "-" ? "_" : $0 })
      setting = ScriptSetting(.open([MissingName(name: key, lines: [line], usedFor: "")]))
    case 0: setting = ScriptSetting(.bool(true), line: line)
    case 1: setting = Self.setting(values[0])
    default: setting = ScriptSetting(.list(values.map(Self.setting)), line: line)
    }
    setting.line = line
    entries.append(ScriptSetting.Entry(name, setting))
    flag = nil
  }

  /// A number, a word for a truth value, a text, or a variable that nothing sets.
  private static func setting(_ word: ShellWords.Word) -> ScriptSetting {
    let text = word.text
    if text.hasPrefix("$"), let name = variable(text) {
      return ScriptSetting(.open([MissingName(name: name, lines: [word.line], usedFor: "")]), line: word.line)
    }
    return ScriptSetting(PlainScalar.number(text[...]) ?? .string(text), line: word.line)
  }

  private static func variable(_ text: String) -> String? {
    let name = text.drop { "${".contains($0) }.prefix { $0.utf8.allSatisfy(\.isWordByte) }
    return name.isEmpty ? nil : String(name)
  }
}
