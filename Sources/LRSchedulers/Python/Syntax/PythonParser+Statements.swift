/// `name = expression`, as far as a schedule may depend on it. Other statements are passed over.
struct PythonStatement {
  /// The names that are given the value; none for a bare expression.
  var targets: [String]
  var value: PythonExpression
  /// `return` before it: what the value contains may be what others are to use.
  var isReturn: Bool
}

extension PythonParser {
  /// More than any script has; it bounds the time that hostile ones take.
  static let maximumStatements = 2000

  private static let passedOver = [
    "import", "from", "for", "while", "if", "elif", "else", "try", "except", "finally", "with", "def",
    "class", "pass",
    "break", "continue", "assert", "del", "global", "nonlocal", "raise", "async", "await", "yield", "match",
  ]

  /// Whether the present statement is of a kind that cannot build a schedule.
  var isAtPassedOverStatement: Bool {
    guard case .word(let word) = token.kind else { return false }
    return Self.passedOver.contains(word)
  }

  mutating func statement() throws(SpecError) -> PythonStatement {
    let isReturn = accept(word: "return")
    let targets = assignmentTargets()
    var value = try expression()
    while isReturn, accept(",") {
      let elements = [value, try expression()]
      value = try make(.list(elements), at: value.offset, over: elements)
    }
    guard token.startsLine || accept(";") || token.kind == .end else {
      throw error("expected the end, but got \(token.described)")
    }
    return PythonStatement(targets: targets, value: value, isReturn: isReturn)
  }

  /// Moves to the next statement, not before the token of index `obstacle` where reading this one failed.
  ///
  /// - Returns: the words before `=`, which may have been assigned to, and those that are called.
  mutating func skipStatement(to obstacle: Int = 0) -> (assigned: [String], called: [String]) {
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

  /// `a = b.c: Type =`; nothing is read where no `=` comes.
  mutating func assignmentTargets() -> [String] {
    var targets: [String] = []
    while let target = assignmentTarget() { targets.append(target) }
    return targets
  }

  private mutating func assignmentTarget() -> String? {
    let start = self
    if case .word = token.kind, isNameAhead, let name = try? dottedName() {
      skipAnnotation()
      if accept("=") { return name }
    }
    self = start
    return nil
  }

  private var isNameAhead: Bool { [.symbol("="), .symbol("."), .symbol(":")].contains(peek().kind) }

  private mutating func skipAnnotation() {
    guard accept(":") else { return }
    while token.kind != .symbol("="), token.kind != .end, !token.startsLine { advance() }
  }
}
