/// Moving past what cannot build a schedule.
extension PythonParser {
  private static let passedOver = [
    "import", "from", "for", "while", "if", "elif", "else", "try", "except", "finally", "with", "def",
    "class", "pass",
    "break", "continue", "assert", "del", "global", "nonlocal", "raise", "async", "await", "yield", "match",
  ]

  private static let undecided = [
    "for", "while", "if", "elif", "else", "try", "except", "finally", "async", "match",
  ]

  /// Whether the present statement is of a kind that cannot build a schedule.
  var isAtPassedOverStatement: Bool { isAt(oneOf: Self.passedOver) }

  /// Whether what follows is executed never, once or several times: nothing here decides which.
  var isAtUndecidedBlock: Bool {
    isAt(oneOf: Self.undecided) && peek().kind != .word("__name__")
  }

  /// The name behind `def`.
  var definedName: String? {
    guard token.kind == .word("def"), case .word(let name) = peek().kind else { return nil }
    return name
  }

  private func isAt(oneOf words: [String]) -> Bool {
    guard case .word(let word) = token.kind else { return false }
    return words.contains(word)
  }

  /// The bytes before the present token in its line; prompts count, as all lines have one.
  var indentation: Int {
    let lineBreak = source[..<token.offset].lastIndex(of: UInt8(ascii: "\n"))
    return token.offset - (lineBreak.map { $0 + 1 } ?? 0)
  }

  /// Moves to the next statement, not before the token of index `obstacle` where reading this one failed.
  ///
  /// - Returns: the words before `=`, which may have been assigned to, and those that are called.
  mutating func skipStatement(to obstacle: Int) -> (assigned: [String], called: [String]) {
    var (words, called): ([String], [String]) = ([], [])
    var assigned: [String]?
    while token.kind != .end {
      let passed = advance()
      if case .word(let word) = passed.kind {
        words.append(word)
        if token.kind == .symbol("(") { called.append(word) }
      }
      if passed.kind == .symbol("="), assigned == nil { assigned = words }
      if position >= obstacle, token.startsLine || passed.kind == .symbol(";") { break }
    }
    return (assigned ?? [], called)
  }

  /// Moves past `for x in y:` and what stands behind it in its line.
  ///
  /// - Returns: the names that are assigned to there.
  mutating func skipHeader() -> [String] {
    var (word, assigned, depth): (String?, [String], Int) = (nil, [], 0)
    while token.kind != .end {
      let passed = advance()
      switch passed.kind {
      case .word(let text): word = text
      case .symbol("="): if depth == 0, let word { assigned.append(word) }
      case .symbol("("), .symbol("["), .symbol("{"): depth += 1
      case .symbol(")"), .symbol("]"), .symbol("}"): depth -= 1
      default: break
      }
      if token.startsLine || passed.kind == .symbol(";") { break }
    }
    return assigned
  }
}
