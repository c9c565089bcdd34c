import LRSchedulers

/// Tells what a text is written in, and reads it into the parts that may be a configuration.
struct ConfigurationText {
  enum Form { case yaml, json, toml, commandLine, python }

  let text: String
  let options: ScriptOptions

  /// What it looks like; nil for a plain call, which is the most common SPEC and no configuration.
  var form: Form? {
    let lines = significantLines
    guard let first = lines.first else { return nil }
    if isOptimizerList { return .python }
    if first.hasPrefix("{") { return braces }
    if Self.beginsScript(first) { return .python }
    if isCommandLine { return .commandLine }
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
    let isShort = text.utf8.count <= Self.beginning
    var rest = isShort ? text[...] : String(decoding: text.utf8.prefix(Self.beginning), as: UTF8.self)[...]
    while lines.count < 40, !rest.isEmpty {
      let end = rest.firstIndex(where: \.isNewline) ?? rest.endIndex
      let line = rest[..<end].trimmed
      if !line.isEmpty, !line.hasPrefix("#") { lines.append(line) }
      rest = end == rest.endIndex ? "" : rest[rest.index(after: end)...]
    }
    return lines
  }

  /// JSON, a Python dictionary, or YAML in braces.
  private var braces: Form {
    if (try? JSONDocument.setting(text)) != nil { return .json }
    // Comments of YAML have parentheses too.
    if significantLines.contains(where: { $0.contains("(") }) { return .python }
    return (try? ParameterValue(parsing: text)) == nil ? .yaml : .python
  }

  /// Whether flags stand where a shell has them: `--lr 0.1` at the beginning of a word, in no quotes.
  private var isCommandLine: Bool {
    let bytes = text.utf8
    if bytes.starts(with: "#!".utf8), text.prefix(while: { !$0.isNewline }).contains("sh") { return true }
    // Python's comments and YAML's texts have dashes too, but no flags with letters after blanks in so many lines.
    guard text.holds("--") || text.hasPrefix("yolo ") else { return false }
    if bytes.first == UInt8(ascii: "-") { return text.hasPrefix("--") && !text.hasPrefix("---") }
    let lines = significantLines
    let flags = lines.count { line in
      line.hasPrefix("--") && line.dropFirst(2).utf8.first.map { $0.isWordByte } == true
    }
    if flags > 1 || text.hasPrefix("yolo ") { return true }
    guard lines.count <= 6, let first = lines.first else { return false }
    return !first.contains("(") && !Self.isYAMLLine(first) && text.holds(" --")
  }

  /// `key: value`, a list's element, or a line that only closes brackets.
  private static func isYAMLLine(_ line: Substring) -> Bool {
    if line.hasPrefix("- ") || line == "-" { return true }
    guard let colon = line.firstIndex(of: ":") else { return false }
    let key = line[..<colon].filter { $0 != "\"" && $0 != "'" }
    let rest = line[line.index(after: colon)...]
    guard !key.isEmpty, rest.isEmpty || rest.first == " ",
      key.utf8.allSatisfy({ $0.isWordByte || ".-/ @<".utf8.contains($0) })
    else { return false }
    let word = key.prefix { $0 != " " }
    if ["def", "class", "if", "elif", "else", "for", "while", "with", "try", "except", "finally", "lambda"]
      .contains(String(word))
    {
      return false
    }
    // `epochs: int = 3` is Python.
    return !(rest.contains(" = ") && key.utf8.allSatisfy(\.isWordByte))
  }
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
      let whole = try bases.merged(root, under: "_BASE_") { (text) throws(SpecError) in
        try YAMLDocument.setting(text).entries ?? []
      }
      return [ConfigurationPart(.yaml, whole)]
    case .json: return [ConfigurationPart(.json, try tree(JSONDocument.setting(text)))]
    case .toml: return [ConfigurationPart(.toml, try tree(TOMLDocument.setting(text)))]
    case .commandLine: return commands
    case .python: return try script.parts
    }
  }

  private func tree(_ root: ScriptSetting) throws(SpecError) -> [ScriptSetting.Entry] {
    guard let entries = root.entries else {
      throw SpecError("expected keys with values", line: root.line, column: 1)
    }
    return Interpolation(entries).resolved
  }

  private var commands: [ConfigurationPart] {
    var given: [String: String] = [:]
    for definition in options.definitions { given[definition.name] = definition.value }
    return ShellWords(text, given: given).commands.compactMap { command in
      let line = CommandLine(command)
      return line.entries.isEmpty ? nil : ConfigurationPart(line, line: command.first?.line ?? 1)
    }
  }

  /// What a Python script calls and sets, and whether it may build schedulers itself.
  var script: (parts: [ConfigurationPart], mayBuildSchedules: Bool) {
    get throws(SpecError) {
      var text = text
      let isDictionary = text.first { !$0.isWhitespace } == "{"
      var options = options
      options.definitions += try estimatedSteps
      if isOptimizerList {
        let pair = try ScriptSettings("settings = " + text, options: options).variables.first?.setting
          .elements
        if let schedulers = pair?.last?.elements, schedulers.count == 1 {
          return ([ConfigurationPart(.python, [ScriptSetting.Entry("lr_scheduler", schedulers[0])])], true)
        }
      }
      if isDictionary {
        text = "settings = " + text
      } else if isBareArguments {
        text = "settings = dict(" + text + "\n)"
      }
      var bases = BaseFiles(options)
      let joined = bases.joined(text)
      let script = try ScriptSettings(joined.text, options: options)
      let calls = script.calls.map { ConfigurationPart($0) }
      if isDictionary || isBareArguments, let entries = script.variables.first?.setting.entries {
        return ([ConfigurationPart(.python, entries)], script.mayBuildSchedules)
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
      return (calls + [module], script.mayBuildSchedules)
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
