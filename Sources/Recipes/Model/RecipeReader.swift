import LRSchedulers

/// Reads the keys of one configuration, and keeps what there is to say: what was used and how, what is missing, what has no effect.
final class RecipeReader {
  let table: RecipeTable
  let part: ConfigurationPart
  let options: ScriptOptions
  /// How numbers of steps came about.
  var rules: [String] = []
  var notes: [String] = []
  /// What was taken from outside.
  private(set) var assumed: [String] = []
  private(set) var missing: [MissingName] = []
  /// Whether the epochs that were asked for have been taken.
  private(set) var takesEpochs = false
  private var used: Set<String> = []

  init(_ table: RecipeTable, _ part: ConfigurationPart, _ options: ScriptOptions) {
    (self.table, self.part, self.options) = (table, part, options)
  }

  // MARK: Values

  /// Keys that a program hands on from an option that nobody has to give.
  private static let mayBeNone: Set<String> = ["deepspeed", "lr_scheduler_kwargs", "optim_args"]

  /// The value of a key, dotted where it is nested; nil where it is not given or null. A name that the text leaves open is asked for.
  func value(_ key: String) -> ScriptSetting? {
    used.insert(key)
    // OmegaConf's ??? is a value that is still to be given.
    guard let setting = part[key], !setting.isNull, setting.string != "???" else { return defined(key) }
    if case .open(let names) = setting.content {
      if let defined = defined(key) { return defined }
      if Self.mayBeNone.contains(key), names.allSatisfy(\.isUnset) { return nil }
      askOpen(ScriptSetting.Entry(key, setting), guess: guess(key))
      return nil
    }
    if setting.openReference != nil, let defined = defined(key) { return defined }
    return resolved(ScriptSetting.Entry(key, setting))
  }

  /// The value of a key that is a number; one that the text computes in a way that is not followed is asked for.
  private func computed(_ key: String) -> ScriptSetting? {
    guard let setting = value(key) else { return nil }
    guard case .opaque = setting.content else { return setting }
    if let defined = defined(key) { return defined }
    ask(
      MissingName(
        name: key, lines: [setting.line], usedFor: "what the text computes for it", guess: guess(key)))
    return nil
  }

  /// The value of an entry; nil where it depends on names that nothing says, which are asked for: of a script, or `${NAME}`.
  func resolved(_ entry: ScriptSetting.Entry) -> ScriptSetting? {
    if askOpen(entry) { return nil }
    guard let name = entry.setting.openReference else { return entry.setting }
    if let known = defined(name) { return known }
    ask(MissingName(name: name, lines: [entry.setting.line], usedFor: entry.key, guess: guess(entry.key)))
    return nil
  }

  /// Asks for the names that a value depends on.
  ///
  /// - Returns: whether it depends on any.
  @discardableResult
  func askOpen(_ entry: ScriptSetting.Entry, guess: ParameterValue? = nil) -> Bool {
    guard case .open(let names) = entry.setting.content else { return false }
    for var name in names {
      // What a call gives may have no name.
      if name.name.isEmpty { name.name = entry.key }
      if name.usedFor.isEmpty { (name.usedFor, name.guess) = (entry.key, guess) }
      ask(name)
    }
    return true
  }

  /// What a definition says of a key that the configuration leaves out.
  private func defined(_ key: String) -> ScriptSetting? {
    guard let text = definition(key) else { return nil }
    assume("\(key)=\(text) from --define")
    if let entries = try? ScriptSettings("value = " + text, options: ScriptOptions()).variables,
      let first = entries.first
    {
      if case .opaque = first.setting.content {
      } else if case .open = first.setting.content {
      } else {
        return first.setting
      }
    }
    return ScriptSetting(.string(text))
  }

  /// Whether a key is given, with null too.
  func isGiven(_ key: String) -> Bool {
    used.insert(key)
    return part[key] != nil
  }

  /// Of a key that is not given the line of the map that it would be in.
  func line(of key: String) -> Int {
    var path = key[...]
    while true {
      if let setting = part[String(path)] { return setting.line }
      guard let dot = path.lastIndex(of: ".") else { return part.line }
      path = path[..<dot]
    }
  }

  private func guess(_ key: String) -> ParameterValue? {
    switch table.key(key)?.standard {
    case .int(let value)?: .int(value)
    case .double(let value)?: .double(value)
    case .text(let text)?: .string(text)
    case .flag(let value)?: .bool(value)
    case nil: nil
    }
  }

  /// The number of a key; nil where it is not given.
  func optionalNumber(_ key: String) throws(SpecError) -> Double? {
    guard let setting = computed(key) else { return nil }
    return try number(setting, of: key)
  }

  /// The number of a key, or the framework's default.
  func number(_ key: String) throws(SpecError) -> Double {
    try optionalNumber(key) ?? table.key(key)?.standard?.double ?? 0
  }

  func number(_ setting: ScriptSetting, of key: String) throws(SpecError) -> Double {
    switch setting.content {
    case .int(let value): return Double(value)
    case .double(let value): return value
    // Every framework turns a text into a number, as PyYAML reads 1e-4 as one.
    case .string(let text):
      if case .some(let content) = PlainScalar.number(text[...]) {
        return try number(ScriptSetting(content, line: setting.line), of: key)
      }
    default: break
    }
    throw mismatch(setting, of: key, expected: "a number")
  }

  /// A whole number of a key; nil where it is not given. `5.0` is one.
  func optionalCount(_ key: String) throws(SpecError) -> Int? {
    guard let setting = computed(key) else { return nil }
    guard let count = Int(exactly: try number(setting, of: key)) else {
      throw mismatch(setting, of: key, expected: "a whole number")
    }
    guard (-Int.largestCount...Int.largestCount).contains(count) else {
      throw mismatch(setting, of: key, expected: "a whole number up to \(Int.largestCount)")
    }
    return count
  }

  func count(_ key: String) throws(SpecError) -> Int {
    if let count = try optionalCount(key) { return count }
    return table.key(key)?.standard?.double.flatMap { Int(exactly: $0) } ?? 0
  }

  /// A count that must be at least 1.
  func positiveCount(_ key: String) throws(SpecError) -> Int {
    let count = try count(key)
    guard count >= 1 else { throw refusal(key, "must be at least 1, but is \(count)") }
    return count
  }

  func optionalText(_ key: String) throws(SpecError) -> String? {
    guard let setting = value(key) else { return nil }
    switch setting.content {
    case .string(let text): return text
    case .name(let path): return path.split(separator: ".").last.map(String.init) ?? path
    default: throw mismatch(setting, of: key, expected: "a text")
    }
  }

  func text(_ key: String) throws(SpecError) -> String {
    if let text = try optionalText(key) { return text }
    if case .text(let text)? = table.key(key)?.standard { return text }
    return ""
  }

  /// One of some words.
  func choice(_ key: String, of words: [String]) throws(SpecError) -> String {
    let text = try text(key)
    if words.contains(text) || part[key] == nil { return text }
    throw refusal(key, text, expected: words)
  }

  /// What is said of a word where only some others stand.
  func refusal(_ key: String, _ word: String, expected words: [String]) -> SpecError {
    refusal(
      key, "is '\(word)'; expected one of \(words.joined(separator: ", "))",
      hint: Spelling.hint(for: word, in: words))
  }

  func flag(_ key: String) throws(SpecError) -> Bool {
    guard let setting = value(key) else {
      if case .flag(let value)? = table.key(key)?.standard { return value }
      return false
    }
    switch setting.content {
    case .bool(let value): return value
    case .int(0), .string("false"), .string("False"): return false
    case .int(1), .string("true"), .string("True"): return true
    default: throw mismatch(setting, of: key, expected: "true or false")
    }
  }

  /// The numbers of a list, or of a single number, or of a text with commas; nil where the key is not given.
  func numbers(_ key: String) throws(SpecError) -> [Double]? {
    guard let setting = value(key) else { return nil }
    var elements = setting.elements ?? [setting]
    if case .string(let text) = setting.content {
      let inner = text.filter { !"()[]".contains($0) }
      // `(3000, )` is a list of one.
      let words = inner.split(separator: ",").map(\.trimmed).filter { !$0.isEmpty }
      elements = words.map {
        ScriptSetting(PlainScalar.number($0) ?? .string(String($0)), line: setting.line)
      }
    }
    var numbers: [Double] = []
    for element in elements { numbers.append(try number(element, of: key)) }
    return numbers
  }

  /// A map, also one that is written as JSON in a text, as on a command line; nil where the key is not given.
  func map(_ key: String) throws(SpecError) -> [ScriptSetting.Entry]? {
    guard let setting = value(key) else { return nil }
    if let entries = setting.entries { return entries }
    if case .string(let text) = setting.content, let read = try? JSONDocument.setting(text),
      let entries = read.entries
    {
      return entries.map {
        ScriptSetting.Entry($0.key, ScriptSetting($0.setting.content, line: setting.line))
      }
    }
    throw mismatch(setting, of: key, expected: "a map")
  }

  // MARK: Missing

  /// Notes that a name has to be known.
  func ask(_ name: MissingName) {
    if let place = missing.firstIndex(where: { $0.name == name.name }) {
      for line in name.lines where !missing[place].lines.contains(line) { missing[place].lines.append(line) }
      return
    }
    missing.append(name)
  }

  func ask(_ name: String, for purpose: String, guess: ParameterValue? = nil) {
    var missing = MissingName(name: name, lines: [], usedFor: purpose, guess: guess)
    missing.option = OutsideValue(rawValue: name)?.option
    ask(missing)
  }

  /// Asks for a key that the configuration needs and does not have. One whose value is open is asked for by what it depends on.
  func require(_ key: String, for purpose: String, guess: ParameterValue? = nil) {
    if value(key) == nil, !isOpen(key) { ask(key, for: purpose, guess: guess) }
  }

  /// What there is to ask; nil where nothing is missing.
  var open: SpecError? {
    guard !missing.isEmpty else { return nil }
    var error = SpecError(
      "the configuration of \(table.title) leaves open: \(missing.map(\.name).joined(separator: ", "))",
      line: part.line, column: 1)
    error.missing = missing
    return error
  }

  func isOpen(_ key: String) -> Bool {
    switch part[key]?.content {
    case .open?, .opaque?: true
    default: part[key]?.openReference != nil
    }
  }

  /// A value that options or definitions say; nil where they do not.
  func outside(_ value: OutsideValue) throws(SpecError) -> Int? {
    guard let (count, source) = try value.count(in: options) ?? launched(value) else { return nil }
    if value == .epochs { takesEpochs = true }
    let words = "\(value.rawValue)=\(count) from \(source)"
    if !assumed.contains(words) { assumed.append(words) }
    return count
  }

  /// The text of a definition, of one of some names; nil where none is given.
  func definition(_ names: String...) -> String? {
    for name in names {
      if let found = options.definitions.last(where: { $0.name == name }) { return found.value }
    }
    return nil
  }

  func assume(_ words: String) { if !assumed.contains(words) { assumed.append(words) } }

  /// Says what another reader of the same configuration has to say.
  func take(_ other: RecipeReader) {
    rules += other.rules
    notes += other.notes
    for words in other.assumed { assume(words) }
    for name in other.missing { ask(name) }
    takesEpochs = takesEpochs || other.takesEpochs
  }

  // MARK: Refusals

  /// The key as it is written: with its dashes, and those before it on a command line.
  func name(_ key: String) -> String {
    (part.form == .commandLine ? "--" : "") + (part.written[key] ?? key)
  }

  func refusal(_ key: String, _ words: String, hint: String? = nil) -> SpecError {
    SpecError("\(name(key)) \(words)", line: line(of: key), column: 1, hint: hint)
  }

  private func mismatch(_ setting: ScriptSetting, of key: String, expected: String) -> SpecError {
    SpecError("\(name(key)) is \(setting.python); expected \(expected)", line: setting.line, column: 1)
  }

  /// Runs what the library refuses with the place of a key.
  func placing<T>(_ key: String, _ body: () throws(SchedulerError) -> T) throws(SpecError) -> T {
    do { return try body() } catch { throw self.open ?? refusal(key, "is refused: \(error.message)") }
  }

  /// Refuses keys that are slips of those of the table, and says which others look like a schedule and are not used.
  ///
  /// - Parameter known: other keys that the framework has; nil where they are not listed here.
  func finish(known: Set<String>? = nil) throws(SpecError) {
    let names = table.keys.map(\.name)
    for entry in part.entries where !used.contains(entry.key) && !isParent(entry.key) {
      if names.contains(entry.key) {
        if !entry.setting.isNull {
          notes.append("\(name(entry.key)) in line \(entry.setting.line) has no effect here")
        }
        continue
      }
      if known?.contains(entry.key) == true { continue }
      let nearest = Spelling.nearest(to: entry.key, in: names.filter { !$0.contains(".") })
      if let nearest, Self.isSlip(entry.key, of: nearest) {
        throw SpecError(
          "unknown key '\(entry.key)' of \(table.title)", line: entry.setting.line, column: 1,
          hint: "did you mean '\(nearest)'?")
      }
      if Self.looksLikeSchedule(entry.key) {
        let isGroups =
          (entry.key.hasSuffix("_lr") || entry.key.hasSuffix("_lr_ratio")) && entry.setting.entries == nil
        notes.append(
          "\(name(entry.key)) in line \(entry.setting.line) is not a key of \(table.title): "
            + (isGroups ? "a group of the program's own may have another rate" : "not used"))
      }
    }
  }

  /// Whether a word that is none of some is one of them with a slip.
  func isSlip(_ word: String, of words: Set<String>) -> Bool {
    !words.contains(word) && words.contains { Self.isSlip(word, of: $0) }
  }

  /// Whether keys within it were used.
  private func isParent(_ key: String) -> Bool { used.contains { $0.hasPrefix(key + ".") } }
}

extension ScriptSetting {
  /// The name of a reference to what stands elsewhere: `${NAME}`, which neither the file nor the environment that is known has.
  fileprivate var openReference: String? {
    guard let text = string, text.hasPrefix("${"), text.hasSuffix("}") else { return nil }
    let name = text.dropFirst(2).dropLast()
    let isName =
      name.utf8.allSatisfy { $0.isWordByte || $0 == UInt8(ascii: ".") }
      && name.utf8.contains(where: \.isWordByte)
    return isName ? String(name) : nil
  }
}
