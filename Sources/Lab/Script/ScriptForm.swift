import LRSchedulers
import Recipes

/// The names that scripts leave open, with what is given for them so far, and what the scripts come to with that.
///
/// Every change reads the scripts again: an answer may decide a condition and bring up names that it hid.
package struct ScriptForm: Sendable {
  /// A text to be read.
  package struct Source: Sendable {
    let document: ScriptDocument
    /// What is known besides the text and the answers.
    let options: ScriptOptions

    package init(_ document: ScriptDocument, _ options: ScriptOptions) {
      (self.document, self.options) = (document, options)
    }
  }

  /// What the scripts come to.
  enum Outcome: Sendable {
    /// Names that have no value yet.
    case open([String])
    /// What is wrong with a value, or with a script.
    case refused(String)
    case found([ScriptOrigin])
  }

  let sources: [Source]
  private(set) var fields: [ScriptField] = []
  private(set) var selection = 0
  private(set) var outcome = Outcome.open([])
  /// The rates of what was found.
  var preview = ScriptPreview([])
  /// What was answered when the same was asked before.
  private let earlier: [ScriptOptions.Definition]
  /// Those of them that are no field's, such as `args` as a whole.
  private var others: [ScriptOptions.Definition] = []

  /// Reads the scripts; names with a guess are filled in with it.
  ///
  /// - Parameter earlier: answers to begin with instead of guesses.
  package init(_ sources: [Source], earlier: [ScriptOptions.Definition] = []) {
    self.sources = sources
    self.earlier = earlier
    read()
    // In the order of the text; what comes up later stands below, so that nothing moves under the hand.
    if sources.count == 1 {
      fields.sort {
        ($0.missing.lines.first ?? 0, $0.missing.name) < ($1.missing.lines.first ?? 0, $1.missing.name)
      }
    }
    for index in fields.indices { fields[index].isLate = false }
    others = earlier.filter { known in !fields.contains { Self.isSame($0.missing.name, known.name) } }
    if !others.isEmpty { read() }
    select(fields.firstIndex { $0.isOpen && $0.isNeeded } ?? 0)
  }

  /// Whether the scripts leave nothing open that could be asked for.
  package var isEmpty: Bool { fields.isEmpty }

  /// A value for each name that has one, as `--define` takes them.
  package var answers: [ScriptOptions.Definition] {
    others
      + fields.filter { !$0.isOpen }.map { ScriptOptions.Definition(name: $0.missing.name, value: $0.value) }
  }

  // MARK: Changing

  /// What was typed or pasted goes into the selected field; a value is one line.
  mutating func type(_ text: String) {
    let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    change { entry in
      entry.insert(line)
      return true
    }
  }

  /// - Returns: whether anything changed.
  @discardableResult
  mutating func change(_ edit: (inout LineEditor) -> Bool) -> Bool {
    guard fields.indices.contains(selection) else { return false }
    let before = fields[selection].value
    let changed = edit(&fields[selection].entry)
    if fields[selection].value != before {
      fields[selection].isGuess = false
      read()
    }
    return changed
  }

  /// Goes on to another field, round about.
  mutating func select(by steps: Int) {
    guard !fields.isEmpty else { return }
    select((selection + steps % fields.count + fields.count) % fields.count)
  }

  mutating func select(_ index: Int) {
    guard fields.indices.contains(index) else { return }
    if fields.indices.contains(selection) { _ = fields[selection].entry.deselect() }
    selection = index
    fields[index].entry = LineEditor(fields[index].value, isSelected: true)
  }

  /// The next field without a value that is needed, from the selected one on.
  ///
  /// - Returns: false where every field has one.
  mutating func selectNextOpen() -> Bool {
    let order = fields.indices.map { (selection + $0) % fields.count }
    guard let next = order.first(where: { fields[$0].isOpen && fields[$0].isNeeded }) else { return false }
    if next != selection { select(next) }
    return true
  }

  // MARK: Reading

  /// So often names may come up that answers to others have hidden.
  private static let rounds = 16

  private mutating func read() {
    forgetLateNames()
    for _ in 0..<Self.rounds {
      let reading = reading()
      let hasNews = reading.open.reduce(false) { add($1.name, of: $1.source) || $0 }
      if !hasNews { return settle(reading) }
    }
    settle(reading())
  }

  /// What came up with a word half typed goes with it, unless somebody has answered it or is about to.
  private mutating func forgetLateNames() {
    guard fields.indices.contains(selection) else { return }
    let selected = fields[selection].missing.name
    fields.removeAll { $0.isLate && ($0.isOpen || $0.isGuess) && $0.missing.name != selected }
    selection = fields.firstIndex { $0.missing.name == selected } ?? 0
  }

  /// - Returns: whether the field is new and has a value, so that the scripts have to be read again.
  private mutating func add(_ name: MissingName, of source: Int) -> Bool {
    if fields.contains(where: { $0.missing.name == name.name }) { return false }
    var field = ScriptField(name, of: sources[source].document)
    if let known = earlier.first(where: { Self.isSame($0.name, name.name) }) {
      field.give(known.value)
    } else if earlier.contains(where: { Self.isPart(name.name, of: $0.name) }) {
      field.give("")
    }
    field.isLate = true
    fields.append(field)
    return !field.isOpen
  }

  private mutating func settle(_ reading: Reading) {
    let open = reading.open.map(\.name.name)
    // Of a script that is refused nobody knows what it needs.
    if reading.refusal == nil {
      for index in fields.indices { fields[index].isNeeded = open.contains(fields[index].missing.name) }
    }
    if let refusal = reading.refusal {
      outcome = .refused(refusal)
    } else if open.isEmpty {
      outcome = .found(reading.found)
    } else {
      outcome = .open(open)
    }
    preview = ScriptPreview(reading.found)
    if open.isEmpty, reading.refusal == nil, let reason = preview.refusal { outcome = .refused(reason) }
  }

  private struct Reading {
    var found: [ScriptOrigin] = []
    var open: [(name: MissingName, source: Int)] = []
    var refusal: String?
  }

  private func reading() -> Reading {
    var reading = Reading()
    let answers = answers
    for (index, source) in sources.enumerated() {
      var options = source.options
      options.definitions += answers
      do {
        let all = try Recipes.schedules(in: source.document.text, options: options)
        reading.found += all.indices.map { ScriptOrigin(source.document, options, $0, of: all) }
      } catch {
        reading.open += error.missing.map { ($0, index) }
        if error.missing.isEmpty, reading.refusal == nil {
          reading.refusal = "\(source.document.place(error.line)): \(error.description)"
        }
      }
    }
    return reading
  }

  /// Whether a name is an attribute or an item of what another one stands for.
  private static func isPart(_ name: String, of whole: String) -> Bool {
    name.hasPrefix(whole + ".") || name.hasPrefix(whole + "[")
  }

  /// The kind of quotes in `config["lr"]` says nothing.
  private static func isSame(_ name: String, _ other: String) -> Bool {
    func plain(_ text: String) -> [UInt8] {
      text.utf8.map { $0 == UInt8(ascii: "'") ? UInt8(ascii: "\"") : $0 }
    }
    return plain(name) == plain(other)
  }
}
