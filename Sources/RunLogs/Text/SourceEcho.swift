/// Source code that a run prints before it begins: its assignments are no values and its comments count nothing.
///
/// It begins with an import, a definition or an interpreter's line, and ends at a rule or at a line that counts and measures.
struct SourceEcho: Sendable {
  private(set) var isInside = false

  /// Whether a line is one of source code.
  mutating func takes(_ text: Bytes, _ range: Range<Int>) -> Bool {
    guard isInside else {
      isInside = range.lowerBound == 0 && Self.begins(text, range)
      return isInside
    }
    if Self.isRule(text, range) || range.lowerBound == 0 && Self.counts(text, range) { isInside = false }
    return isInside
  }

  private static func begins(_ text: Bytes, _ range: Range<Int>) -> Bool {
    let line = text.slice(range)
    if line.starts(withText: "#!/") { return true }
    if line.starts(withText: "import ") { return isModules(line, from: 7) }
    if line.starts(withText: "from "), line.firstIndex(of: " import ") != nil { return true }
    let isDefinition = line.starts(withText: "def ") || line.starts(withText: "class ")
    return isDefinition && line.last == 0x3A
  }

  /// Names with full stops and commas, as `numpy as np, os.path`, and no sentence.
  private static func isModules(_ line: Bytes, from start: Int) -> Bool {
    let names = line.slice(start..<line.count)
    let hasBlanks = names.contains(0x20) && names.firstIndex(of: " as ") == nil && !names.contains(0x2C)
    return !names.isEmpty && !hasBlanks && names.allSatisfy { $0.isWord || [0x20, 0x2C, 0x2E].contains($0) }
  }

  private static func isRule(_ text: Bytes, _ range: Range<Int>) -> Bool {
    range.count >= 20 && text[range].allSatisfy { $0 == text[range.lowerBound] }
      && [0x2D, 0x3D, 0x2A, 0x5F].contains(text[range.lowerBound])
  }

  private static func counts(_ text: Bytes, _ range: Range<Int>) -> Bool {
    let line = text.slice(range)
    guard line.firstIndex(of: " = ") == nil, line.last != 0x3A, line.first != 0x23, line.first != 0x40 else {
      return false
    }
    let meaning = LineReading.meaning(line, from: LinePrefix.end(line, from: 0))
    return meaning.hasCounter && meaning.fields.contains { LineName.isMeasured($0.name) }
  }
}
