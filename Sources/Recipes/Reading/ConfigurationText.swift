import LRSchedulers

/// Tells what a text is written in, and reads it into the parts that may be a configuration.
struct ConfigurationText {
  enum Form { case yaml, json, toml, commandLine, python }

  let text: String
  let options: ScriptOptions
  /// Whether what has a default in a script is asked for.
  var leavesDefaultsOpen = false

  /// What it looks like; nil for a plain call, which is the most common SPEC and no configuration.
  var form: Form? {
    let lines = significantLines
    guard let first = lines.first else { return nil }
    if isOptimizerList { return .python }
    if first.hasPrefix("{") { return braces(lines) }
    if Self.beginsScript(first) { return .python }
    if isCommandLine(lines) { return .commandLine }
    if first.hasPrefix("["), first.hasSuffix("]"), lines.contains(where: { $0.contains("=") }),
      first.dropFirst().dropLast().utf8.allSatisfy({ $0.isWordByte || ".\"-[]".utf8.contains($0) })
    {
      return .toml
    }
    if first == "---" || first.hasPrefix("%YAML") { return .yaml }
    // Texts over several lines are YAML too.
    let count = lines.count(where: Self.isYAMLLine)
    return Self.isYAMLLine(first) && count * 4 >= lines.count * 3 ? .yaml : .python
  }

  /// Whether a first line is Python's and nothing else's: what a program says of its flags stands in such a text.
  private static func beginsScript(_ line: Substring) -> Bool {
    line.hasPrefix("\"\"\"") || line.hasPrefix("'''") || line.hasPrefix("from ") && line.contains(" import ")
      || line.hasPrefix("import ") && !line.contains(":")
  }

  /// As much of a text as tells what it is.
  private static let beginning = 16_384

  /// The first lines that are no comments.
  private var significantLines: [Substring] {
    var lines: [Substring] = []
    let bytes = text.utf8
    let limit =
      bytes.index(bytes.startIndex, offsetBy: Self.beginning, limitedBy: bytes.endIndex) ?? bytes.endIndex
    var start = bytes.startIndex
    while lines.count < 40, start < limit {
      let end =
        bytes[start..<limit].firstIndex { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") } ?? limit
      let line = text[start..<end].trimmed
      if let first = line.utf8.first, first != UInt8(ascii: "#") { lines.append(line) }
      start = end == limit ? limit : bytes.index(after: end)
    }
    return lines
  }

  /// JSON, a Python dictionary, or YAML in braces.
  private func braces(_ lines: [Substring]) -> Form {
    if (try? JSONDocument.setting(text)) != nil { return .json }
    // Comments of YAML have parentheses too, behind values as well.
    if lines.contains(where: { Self.withoutComment($0).contains("(") }) { return .python }
    // JSON with comments and commas too many is a dictionary of Python's as well, and means the same.
    if !text.holds("'"), !text.holds("None") { return .yaml }
    return (try? ParameterValue(parsing: text)) == nil ? .yaml : .python
  }

  private static func withoutComment(_ line: Substring) -> Substring {
    var isBehindBlank = false
    let end = line.firstIndex { character in
      defer { isBehindBlank = character == " " }
      return character == "#" && isBehindBlank
    }
    return line[..<(end ?? line.endIndex)]
  }

  /// Whether flags stand where a shell has them: `--lr 0.1` at the beginning of a word, in no quotes.
  private func isCommandLine(_ lines: [Substring]) -> Bool {
    let bytes = text.utf8
    if bytes.starts(with: "#!".utf8), text.prefix(while: { !$0.isNewline }).contains("sh") { return true }
    // Python's comments and YAML's texts have dashes too, but no flags with letters after blanks in so many lines.
    let isProgram = Self.programs.contains { text.hasPrefix($0) }
    // A file that is written with `cat > NAME <<EOF`.
    if lines.contains(where: { $0.hasPrefix("cat ") && $0.contains("<<") }) { return true }
    guard isProgram || text.holds("--") else { return false }
    if let first = lines.first, beginsShell(first) { return true }
    if bytes.first == UInt8(ascii: "-") { return text.hasPrefix("--") && !text.hasPrefix("---") }
    let flags = lines.count { line in
      line.hasPrefix("--") && line.dropFirst(2).utf8.first.map { $0.isWordByte } == true
    }
    if flags > 1 || isProgram { return true }
    guard lines.count <= 6, let first = lines.first, !Self.isYAMLLine(first) else { return false }
    // Parentheses behind a flag are in a value, such as '(0.9, 0.98)'.
    let isCall = first.split(separator: " ").prefix { !$0.hasPrefix("-") }.contains { $0.contains("(") }
    return !isCall && text.holds(" --")
  }

  /// Whether a first line is a shell's and no other's: `N=$(…)`, `export N=…`, `ARGS=()` of a script that adds to it.
  private func beginsShell(_ line: Substring) -> Bool {
    if line.hasPrefix("export ") || line.hasPrefix("set -") || line.hasPrefix("source ") { return true }
    let name = String(line.prefix { $0.utf8.allSatisfy(\.isWordByte) })
    guard !name.isEmpty, line.dropFirst(name.count).first == "=" else { return false }
    let value = line.dropFirst(name.count + 1)
    // Nothing but a shell puts variables in like this.
    if text.holds("$" + name) || text.holds("${" + name) { return true }
    return value.hasPrefix("$") || value.hasPrefix("\"$")
      || value.hasPrefix("(") && (text.holds(name + "+=(") || text.holds("${" + name + "[@]}"))
  }

  /// Programs whose arguments have no dashes, or one.
  private static let programs = ["yolo ", "onmt_train ", "onmt-train "]

  /// `key: value`, a list's element, or a line that only closes brackets.
  private static func isYAMLLine(_ line: Substring) -> Bool {
    if line.hasPrefix("- ") || line == "-" { return true }
    // A list of texts that goes on.
    if line.hasPrefix("\""), line.hasSuffix(",") || line.hasSuffix("]") { return true }
    guard let colon = line.utf8.firstIndex(of: UInt8(ascii: ":")) else { return false }
    let (key, rest) = (line[..<colon], line[colon...].dropFirst())
    var isWord = true
    for byte in key.utf8 where !byte.isWordByte {
      isWord = false
      guard "'\".-/ @<".utf8.contains(byte) else { return false }
    }
    guard !key.isEmpty, key != "\"\"", rest.isEmpty || rest.utf8.first == UInt8(ascii: " ") else {
      return false
    }
    if Self.statements.contains(key.prefix { $0 != " " }) { return false }
    // `epochs: int = 3` is Python.
    return !(isWord && rest.contains(" = "))
  }

  /// Words of Python's that a colon may follow.
  private static let statements: [Substring] = [
    "def", "class", "if", "elif", "else", "for", "while", "with", "try", "except", "finally", "lambda",
  ]
}

extension ConfigurationText {
  /// The parts that may be a configuration.
  ///
  /// - Throws: what cannot be read, with its place.
  func parts(as form: Form) throws(SpecError) -> [ConfigurationPart] {
    switch form {
    case .yaml:
      let root = try tree(YAMLDocument.setting(text))
      var bases = BaseFiles(options)
      let key = BaseFiles.yamlKeys.first { key in root.contains { $0.key == key } } ?? BaseFiles.yamlKeys[0]
      let whole = try bases.merged(root, under: key) { (text) throws(SpecError) in
        try YAMLDocument.setting(text).entries ?? []
      }
      return [ConfigurationPart(.yaml, whole)]
    case .json: return [ConfigurationPart(.json, try tree(JSONDocument.setting(text)))]
    case .toml: return [ConfigurationPart(.toml, try tree(TOMLDocument.setting(text)))]
    case .commandLine: return ShellParts(self).all
    case .python: return try script.parts
    }
  }

  private func tree(_ root: ScriptSetting) throws(SpecError) -> [ScriptSetting.Entry] {
    guard let entries = root.entries else {
      throw SpecError("expected keys with values", line: root.line, column: 1)
    }
    return Interpolation(entries).resolved
  }

  /// What a Python script calls and sets, and what is to be known of how it was read.
  struct Script {
    var parts: [ConfigurationPart]
    /// Whether it may build schedulers itself.
    var mayBuildSchedules: Bool
    /// Whether only functions that nobody calls do.
    var buildsUncalledOnly = false
    var defaults: [(name: String, source: PastedSchedule.Source)] = []
  }

  var script: Script {
    get throws(SpecError) {
      var text = text
      let isDictionary = text.first { !$0.isWhitespace } == "{"
      var options = options
      options.definitions += try estimatedSteps
      if isOptimizerList {
        let pair = try ScriptSettings("settings = " + text, options: options).variables.first?.setting
          .elements
        if let schedulers = pair?.last?.elements, schedulers.count == 1 {
          let entry = ScriptSetting.Entry("lr_scheduler", schedulers[0])
          return Script(parts: [ConfigurationPart(.python, [entry])], mayBuildSchedules: true)
        }
      }
      if isDictionary {
        text = "settings = " + text
      } else if isBareArguments {
        text = "settings = dict(" + text + "\n)"
      }
      var bases = BaseFiles(options)
      let joined = bases.joined(text)
      let script = try ScriptSettings(
        joined.text, options: options, leavesDefaultsOpen: leavesDefaultsOpen)
      let modules = importedModules
      let calls = script.calls.map { call in
        var part = ConfigurationPart(call)
        part.modules = modules
        return part
      }
      let dictionaries = deepSpeedDictionaries(of: script)
      if isDictionary || isBareArguments, let entries = script.variables.first?.setting.entries {
        return Script(
          parts: [ConfigurationPart(.python, entries)], mayBuildSchedules: script.mayBuildSchedules)
      }
      let own = script.variables.map { entry in
        ScriptSetting.Entry(
          entry.key, joined.lines == 0 ? entry.setting : entry.setting.relined { max(1, $0 - joined.lines) })
      }
      let whole = try bases.merged(own, under: "_base_") { (text) throws(SpecError) in
        try ScriptSettings(text, options: options).variables
      }
      var module = ConfigurationPart(.python, whole)
      module.isModule = true
      return Script(
        parts: calls + dictionaries + [module], mayBuildSchedules: script.mayBuildSchedules,
        buildsUncalledOnly: script.buildsUncalledOnly, defaults: script.defaults)
    }
  }

  /// What `from X import …` and `import X` name, of modules whose releases differ in what a call does.
  private var importedModules: Set<String> {
    guard text.holds("fastai") else { return [] }
    var modules: Set<String> = []
    for line in text.split(whereSeparator: \.isNewline) {
      let words = line.split { $0 == " " || $0 == "," || $0 == "\t" }
      guard words.count > 1, words[0] == "from" || words[0] == "import" else { continue }
      modules.formUnion((words[0] == "from" ? words[1...1] : words[1...]).map(String.init))
    }
    return modules
  }

  /// Dictionaries of a script that configure DeepSpeed, unless a call is given them: the Trainer's arguments count with them then.
  private func deepSpeedDictionaries(of script: ScriptSettings) -> [ConfigurationPart] {
    guard !script.calls.contains(where: { call in call.keywords.contains { $0.key == "deepspeed" } }) else {
      return []
    }
    return script.variables.compactMap { variable in
      guard let entries = variable.setting.entries, variable.setting["scheduler"]?["type"] != nil,
        variable.setting["scheduler"]?["params"] != nil
      else { return nil }
      return ConfigurationPart(.python, entries, line: variable.setting.line)
    }
  }

  /// `[optimizer], [scheduler]`, as `configure_optimizers` may return it.
  private var isOptimizerList: Bool {
    let first = text.drop { $0.isWhitespace }
    return first.hasPrefix("[opt") && text.utf8.count <= Self.beginning && first.contains("], [")
  }

  /// What Lightning's trainer estimates, where the options say the batches and epochs.
  private var estimatedSteps: [ScriptOptions.Definition] {
    get throws(SpecError) {
      guard text.holds("estimated_stepping_batches"),
        let epochs = try OutsideValue.epochs.count(in: options)?.count
      else {
        return []
      }
      var steps = epochs
      if !(options.countsSteps && options.epochs != nil) {
        guard let batches = try OutsideValue.stepsPerEpoch.count(in: options)?.count else { return [] }
        let accumulation = try OutsideValue.accumulation.count(in: options)?.count ?? 1
        steps = ((batches + accumulation - 1) / accumulation).times(epochs)
      }
      return ["self.trainer.estimated_stepping_batches", "trainer.estimated_stepping_batches"].map {
        ScriptOptions.Definition(name: $0, value: String(steps))
      }
    }
  }

  /// `lr0=0.01, lrf=0.01, epochs=5`: the arguments of a training without the call.
  private var isBareArguments: Bool {
    let first = text.drop { $0.isWhitespace }
    let name = first.prefix { $0.utf8.allSatisfy(\.isWordByte) }
    let rest = first.dropFirst(name.count).drop { $0 == " " }
    guard !name.isEmpty, rest.hasPrefix("="), !rest.hasPrefix("==") else { return false }
    return text.utf8.count <= Self.beginning && !text.contains(where: \.isNewline) && text.contains(",")
      && !text.contains("(") && text.count { $0 == "=" } > 1
  }
}
