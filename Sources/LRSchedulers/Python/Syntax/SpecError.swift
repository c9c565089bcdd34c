/// A text that could not be read, with the place.
public struct SpecError: Error, Sendable, Equatable {
  /// What is wrong, without the place and the hint.
  public var message: String
  /// The line of the text, counted from 1.
  public var line: Int
  /// The character in the line, counted from 1.
  public var column: Int
  /// What may have been meant, as `did you mean 'step_size'?`.
  public var hint: String?
  /// The names that the text leaves open, all at once; empty for other errors.
  public var missing: [MissingName] = []

  package init(_ message: String, line: Int = 1, column: Int, hint: String? = nil) {
    self.message = message
    self.line = line
    self.column = column
    self.hint = hint
  }
}

extension SpecError: CustomStringConvertible {
  public var description: String { hint.map { message + "; " + $0 } ?? message }

  /// Three lines: the message, the offending line of the text, and a caret below the place.
  public func rendered(source: String) -> String {
    let text = Self.line(line, of: source)
    let place = line > 1 ? "line \(line), column \(column)" : "column \(column)"
    let caret = String(repeating: " ", count: max(0, column - 1)) + "^"
    return "\(place): \(description)\n  \(text)\n  \(caret)"
  }

  /// A line without its break, counted from 1. It is cut out as bytes: walking the characters of a long text takes longer than reading
  /// it.
  private static func line(_ number: Int, of source: String) -> String {
    var rest = source.utf8[...]
    for _ in 1..<max(1, number) {
      guard let end = rest.firstIndex(of: UInt8(ascii: "\n")) else { return "" }
      rest = rest[rest.index(after: end)...]
    }
    var line = rest.prefix { $0 != UInt8(ascii: "\n") }
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    return String(Substring(line))
  }
}

extension SpecError {
  /// At a byte offset of the UTF-8 text.
  init(_ message: String, at offset: Int, of source: [UInt8], hint: String? = nil) {
    let before = source.prefix(max(0, offset))
    let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    let line = before.lazy.filter { $0 == UInt8(ascii: "\n") }.count + 1
    // Continuation bytes of UTF-8 are no characters of their own.
    let column = before[start...].lazy.filter { $0 & 0xC0 != 0x80 }.count + 1
    self.init(message, line: line, column: column, hint: hint)
  }
}
