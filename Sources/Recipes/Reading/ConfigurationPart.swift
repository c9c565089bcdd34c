import LRSchedulers

/// What one framework may have been configured with: the whole of a file, one command of a shell script, one call of a Python
/// script.
struct ConfigurationPart {
  enum Form { case yaml, json, toml, commandLine, python, call }

  var form: Form
  /// The keys with their values; of a command line without dashes, nested where there are dots, with `_` for `-`.
  var entries: [ScriptSetting.Entry]
  /// The words before the flags of a command, or the name of what is called.
  var words: [String] = []
  /// The arguments of a call by position.
  var positional: [ScriptSetting] = []
  var line = 1
  /// Whether it is the variables of a whole script, and no dictionary by itself.
  var isModule = false
  /// Variables that a command is run with: those before it, and those that its script exports.
  var environment: [String: String] = [:]
  /// Arguments of a call that are in `**NAME`, whose names nothing says.
  var unpacked: [ScriptSetting] = []
  /// The modules that the script of a call imports from, `fastai.vision` of `from fastai.vision import *`.
  var modules: Set<String> = []
  /// Keys as they are written, where that is not as the framework's table has them.
  var written: [String: String] = [:]

  init(_ form: Form, _ entries: [ScriptSetting.Entry], line: Int = 1) {
    (self.form, self.entries, self.line) = (form, entries, line)
  }

  init(_ command: CommandLine, line: Int) {
    self.init(.commandLine, [], line: line)
    words = command.words
    for entry in command.entries {
      let key = String(entry.key.map { $0 == "-" ? "_" : $0 })
      written[key] = entry.key
      ScriptSetting.insert(entry.setting, at: key.split(separator: ".").map(String.init)[...], into: &entries)
    }
  }

  init(_ call: ScriptSettings.Call) {
    self.init(.call, call.keywords, line: call.line)
    words = [call.name]
    positional = call.positional
    unpacked = call.unpacked
  }

  /// The value of a key, dotted where it is nested.
  subscript(_ path: String) -> ScriptSetting? {
    guard path.utf8.contains(UInt8(ascii: ".")) else { return entries.last { $0.key == path }?.setting }
    var entries = self.entries
    let keys = path.split(separator: ".")
    for (index, key) in keys.enumerated() {
      let isLast = index == keys.count - 1
      // A name may have a value and, by flags with dots, values within it.
      guard
        let found = entries.last(where: { $0.key == key && (isLast || $0.setting.entries != nil) })?.setting
      else { return nil }
      if isLast { return found }
      entries = found.entries ?? []
    }
    return nil
  }

  /// How many of the keys are there.
  func count(of keys: [String]) -> Int { keys.count { self[$0] != nil } }

  /// The last part of what is called: `TrainingArguments`, `fit_one_cycle`; nil where nothing is.
  var callee: String? {
    form == .call ? words.first?.split(separator: ".").last.map(String.init) : nil
  }
}

extension ScriptSetting {
  /// Puts a value where a dotted key says, into maps that are made for it.
  static func insert(_ value: ScriptSetting, at path: ArraySlice<String>, into entries: inout [Entry]) {
    guard let key = path.first else { return }
    if path.count == 1 {
      entries.append(Entry(key, value))
      return
    }
    let place = entries.lastIndex { $0.key == key && $0.setting.entries != nil }
    var inner = place.flatMap { entries[$0].setting.entries } ?? []
    insert(value, at: path.dropFirst(), into: &inner)
    let made = ScriptSetting(.map(inner), line: place.map { entries[$0].setting.line } ?? value.line)
    if let place { entries[place].setting = made } else { entries.append(Entry(key, made)) }
  }
}
