import LRSchedulers

/// One name that is asked for.
struct ScriptField: Sendable {
  let missing: MissingName
  /// Where it is used, as a person finds it: `line 12`.
  let places: String
  /// The first of the lines that use it.
  let code: String
  var entry: LineEditor
  /// Whether the value is nobody's yet: lrviz put it there.
  var isGuess: Bool
  /// Whether the scripts cannot be read without it, as far as is known.
  var isNeeded = true

  init(_ missing: MissingName, of document: ScriptDocument) {
    self.missing = missing
    places = Self.places(missing.lines, document)
    code = Self.code(missing.lines.first ?? 1, document)
    entry = LineEditor(missing.guess?.python ?? "")
    isGuess = missing.guess != nil
  }

  /// What it stands for so far, as Python writes it; empty for nothing.
  var value: String { entry.text.trimmed }

  var isOpen: Bool { value.isEmpty }

  /// What it is needed for, to stand before the place: `for T_max, `.
  var use: String {
    switch missing.usedFor {
    case "": ""
    case "condition": "decides a branch, "
    default: "for \(missing.usedFor), "
    }
  }

  /// Takes a value that was given before.
  mutating func give(_ value: String) {
    entry = LineEditor(value)
    isGuess = false
  }

  /// Three lines at most are named.
  private static func places(_ lines: [Int], _ document: ScriptDocument) -> String {
    guard let first = lines.first else { return "" }
    guard lines.count > 1 else { return document.place(first) }
    let shown = lines.prefix(3).map(document.shortPlace).joined(separator: ", ")
    return "lines \(shown)" + (lines.count > 3 ? ", …" : "")
  }

  private static func code(_ line: Int, _ document: ScriptDocument) -> String {
    let lines = document.lines
    return lines.indices.contains(line - 1) ? String(lines[line - 1]).trimmed : ""
  }
}

extension String {
  /// Without blanks at its ends.
  var trimmed: String {
    let start = drop(while: \.isWhitespace)
    guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(start[...end])
  }
}
