/// A text as it was pasted, and the Python in it: what is around the code is blanked, so that every line stays where it
/// is.
struct ScriptSource {
  let tokens: PythonTokens

  init(_ text: String) {
    var bytes = Array(text.utf8)
    Self.blankSession(&bytes)
    Self.blankDiff(&bytes)
    var tokens = PythonTokens(bytes)
    if tokens.hasFences {
      Self.keepFenced(&bytes)
      tokens = PythonTokens(bytes)
    }
    if tokens.hasPrompts {
      Self.blankPrompts(&bytes)
      tokens = PythonTokens(bytes)
    }
    if let quote = tokens.openString {
      // The text begins within a string: what looks like its beginning is its end.
      Self.blank(&bytes, quote..<min(quote + 3, bytes.count))
      let other = PythonTokens(bytes)
      if other.openString == nil { tokens = other }
    }
    self.tokens = tokens
  }

  private static func blank(_ bytes: inout [UInt8], _ range: Range<Int>) {
    for index in range where bytes[index] != UInt8(ascii: "\n") { bytes[index] = UInt8(ascii: " ") }
  }

  /// The ranges of the lines without their breaks.
  private static func lines(_ bytes: [UInt8]) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var start = 0
    for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
      result.append(start..<index)
      start = index + 1
    }
    if start < bytes.count { result.append(start..<bytes.count) }
    return result
  }

  private static func hasPrefix(_ bytes: [UInt8], _ line: Range<Int>, _ prefix: String) -> Bool {
    let prefix = prefix.utf8
    return line.count >= prefix.count && zip(bytes[line], prefix).allSatisfy { $0 == $1 }
  }

  private static func trimmed(_ bytes: [UInt8], _ line: Range<Int>) -> Range<Int> {
    var start = line.lowerBound
    while start < line.upperBound, bytes[start] == 0x20 || bytes[start] == 0x09 { start += 1 }
    return start..<line.upperBound
  }

  // MARK: Prompts

  /// `In [3]: code`, `   ...: code`, `Out[3]: …`
  private static func blankSession(_ bytes: inout [UInt8]) {
    guard hasLine(bytes, beginningWith: "In [") else { return }
    var isSession = false
    for line in lines(bytes) {
      if hasPrefix(bytes, line, "In ["), let end = endOfPrompt(bytes, line) {
        isSession = true
        blank(&bytes, line.lowerBound..<end)
      } else if isSession {
        let rest = trimmed(bytes, line)
        if hasPrefix(bytes, rest, "...:") {
          blank(&bytes, line.lowerBound..<min(rest.lowerBound + 4, line.upperBound))
        } else {
          blank(&bytes, line)
        }
      }
    }
    guard isSession else { return }
    unindent(&bytes)
  }

  private static func endOfPrompt(_ bytes: [UInt8], _ line: Range<Int>) -> Int? {
    var index = line.lowerBound + 4
    while index < line.upperBound, bytes[index].isDigit { index += 1 }
    guard index + 1 < line.upperBound, bytes[index] == UInt8(ascii: "]"),
      bytes[index + 1] == UInt8(ascii: ":")
    else {
      return nil
    }
    return index + 2
  }

  /// Prompts of different lengths are no indentation: `In [9]:` and `In [10]:` stand above each other.
  private static func unindent(_ bytes: inout [UInt8]) {}

  /// Whether a line begins with some letters.
  private static func hasLine(_ bytes: [UInt8], beginningWith part: StaticString) -> Bool {
    bytes.withUnsafeBufferPointer { bytes in
      let last = bytes.count - part.utf8CodeUnitCount
      var isStart = true
      for index in bytes.indices where index <= last {
        if isStart, (0..<part.utf8CodeUnitCount).allSatisfy({ bytes[index + $0] == part.utf8Start[$0] }) {
          return true
        }
        isStart = bytes[index] == UInt8(ascii: "\n")
      }
      return false
    }
  }

  /// `>>> code` and `... code`; where there are such, other lines are what was printed.
  private static func blankPrompts(_ bytes: inout [UInt8]) {
    let all = lines(bytes)
    let hasFirst = all.contains { hasPrefix(bytes, trimmed(bytes, $0), ">>>") }
    for line in all {
      let rest = trimmed(bytes, line)
      if hasPrefix(bytes, rest, ">>>") || hasPrefix(bytes, rest, "...") {
        let end = min(rest.lowerBound + 4, line.upperBound)
        blank(&bytes, line.lowerBound..<end)
      } else if hasFirst {
        blank(&bytes, line)
      }
    }
  }

  // MARK: Fences

  private static func keepFenced(_ bytes: inout [UInt8]) {
    var fence: UInt8?
    var isKept = false
    for line in lines(bytes) {
      let rest = trimmed(bytes, line)
      let first = rest.isEmpty ? 0 : bytes[rest.lowerBound]
      let isFence =
        (first == UInt8(ascii: "`") || first == UInt8(ascii: "~")) && rest.count >= 3
        && bytes[rest.lowerBound + 1] == first && bytes[rest.lowerBound + 2] == first
      if isFence, fence == nil || fence == first {
        if fence == nil {
          let label = String(decoding: bytes[rest.dropFirst(3)], as: UTF8.self).lowercased()
          isKept = !["bash", "sh", "shell", "console", "text", "json", "yaml", "toml", "output", "diff"]
            .contains { label.hasPrefix($0) }
          fence = first
        } else {
          fence = nil
        }
        blank(&bytes, line)
      } else if fence == nil || !isKept {
        blank(&bytes, line)
      }
    }
  }

  // MARK: Diffs

  /// Lines that a diff takes away are gone, others lose their first character.
  private static func blankDiff(_ bytes: inout [UInt8]) {
    guard let first = bytes.first(where: { $0 > 0x20 }),
      first == UInt8(ascii: "@") || first == UInt8(ascii: "+") || first == UInt8(ascii: "-")
        || first == UInt8(ascii: "d") || hasLine(bytes, beginningWith: "@@ ")
    else { return }
    let all = lines(bytes)
    var (added, others) = (0, 0)
    var isHunk = false
    for line in all where !line.isEmpty {
      switch bytes[line.lowerBound] {
      case UInt8(ascii: "+"): added += 1
      case UInt8(ascii: "-"), UInt8(ascii: " "), UInt8(ascii: "\\"): break
      case UInt8(ascii: "@"): isHunk = isHunk || hasPrefix(bytes, line, "@@ ")
      default:
        let isHeader = ["diff ", "index ", "new file", "similarity", "rename", "deleted"].contains {
          hasPrefix(bytes, line, $0)
        }
        if !isHeader { others += 1 }
      }
    }
    guard isHunk || (added > 0 && others == 0), others == 0 || isHunk else { return }
    for line in all where !line.isEmpty {
      switch bytes[line.lowerBound] {
      case UInt8(ascii: "+") where hasPrefix(bytes, line, "+++ "): blank(&bytes, line)
      case UInt8(ascii: "+"), UInt8(ascii: " "): blank(&bytes, line.lowerBound..<line.lowerBound + 1)
      default: blank(&bytes, line)
      }
    }
  }
}
