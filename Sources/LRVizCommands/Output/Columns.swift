/// The names of a quantity that each parameter group has, as logs have them: `lr`, `lr/pg1`, `lr/pg2`.
enum GroupColumns {
  static func name(_ kind: String, group: Int) -> String { group == 0 ? kind : "\(kind)/pg\(group)" }

  static func names(_ kind: String, groups: Int) -> [String] { (0..<groups).map { name(kind, group: $0) } }
}

/// CSV by RFC 4180, with line feeds.
enum CSVText {
  static func line(_ fields: [String]) -> String { fields.map(field).joined(separator: ",") + "\n" }

  /// Quoted where it has to be.
  static func field(_ text: String) -> String {
    guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
    return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
      + "\""
  }
}

extension String {
  /// Followed by blanks up to a width.
  func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }

  /// Preceded by blanks up to a width.
  func paddedLeft(to width: Int) -> String { String(repeating: " ", count: max(0, width - count)) + self }
}
