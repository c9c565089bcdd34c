import Canvas

/// What a terminal says when it is asked.
package enum TerminalAnswer: Sendable, Hashable {
  /// The color of its background (OSC 11).
  case background(RGB)
  /// Its device attributes (DA1), which every terminal has: what was asked before them and is not answered by then
  /// never will be.
  case attributes

  /// Asks for both.
  package static let question = Array("\u{1B}]11;?\u{1B}\\\u{1B}[c".utf8)

  /// No answer of use is longer.
  static let limit = 64

  /// Whether a terminal of this name can be asked: the Linux console shows what it does not understand.
  package static func isAsked(_ term: String) -> Bool {
    !["", "dumb", "linux", "ansi", "vt100", "vt52", "cons25"].contains(term) && !term.hasPrefix("linux-")
  }

  /// - Parameter string: a control string from its introducer on, without its end.
  init?(string: [UInt8]) {
    let text = String(decoding: string.prefix { $0 != 0x1B }, as: UTF8.self)
    guard text.hasPrefix("]11;"), let color = Self.color(text.dropFirst(4)) else { return nil }
    self = .background(color)
  }

  /// `rgb:1e1e/1e1e/2e2e`, with one to four digits each, `rgba:` likewise, or `#1e1e2e`.
  private static func color(_ text: Substring) -> RGB? {
    if text.hasPrefix("#") {
      let digits = text.dropFirst()
      guard digits.utf8.count % 3 == 0, (3...12).contains(digits.utf8.count) else { return nil }
      let size = digits.utf8.count / 3
      return color((0..<3).map { digits.dropFirst($0 * size).prefix(size) })
    }
    guard text.hasPrefix("rgb"), let colon = text.firstIndex(of: ":") else { return nil }
    return color(Array(text[text.index(after: colon)...].split(separator: "/" as Character).prefix(3)))
  }

  private static func color(_ parts: [Substring]) -> RGB? {
    let bytes = parts.compactMap { part -> UInt8? in
      guard (1...4).contains(part.utf8.count), let value = UInt32(part, radix: 16) else { return nil }
      return UInt8(value * 255 / (1 << (4 * UInt32(part.utf8.count)) - 1))
    }
    return parts.count == 3 && bytes.count == 3 ? RGB(red: bytes[0], green: bytes[1], blue: bytes[2]) : nil
  }
}
