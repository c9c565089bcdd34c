/// What stands before the `=` of an assignment.
extension PythonParser {
  /// `a = b.c: Type = d, e =`; nothing is read where no `=` comes.
  mutating func assignmentTargets() -> [PythonTarget] {
    var targets: [PythonTarget] = []
    while let target = assignmentTarget() { targets.append(target) }
    return targets
  }

  private mutating func assignmentTarget() -> PythonTarget? {
    let start = self
    if isTargetAhead, let target = targetList(), accept("=") { return target }
    self = start
    return nil
  }

  private var isTargetAhead: Bool {
    if token.kind == .symbol("(") || token.kind == .symbol("[") { return true }
    guard case .word = token.kind else { return false }
    return [.symbol("="), .symbol("."), .symbol(":"), .symbol(",")].contains(peek().kind)
  }

  /// `a`, `a: Type`, `a, b`, or `(a, b)`.
  private mutating func targetList() -> PythonTarget? {
    let close = accept("(") ? ")" : accept("[") ? "]" : nil
    guard let first = try? dottedName() else { return nil }
    var names = [first]
    var isList = close == "]"
    while accept(",") {
      isList = true
      if token.kind == .symbol("=") || token.kind == close.map({ .symbol($0) }) { break }
      guard let name = try? dottedName() else { return nil }
      names.append(name)
    }
    if let close, !accept(close) { return nil }
    if !isList { skipAnnotation() }
    return isList ? .names(names) : .name(first)
  }

  private mutating func skipAnnotation() {
    guard accept(":") else { return }
    while token.kind != .symbol("="), token.kind != .end, !token.startsLine { advance() }
  }
}
