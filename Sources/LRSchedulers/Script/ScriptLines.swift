/// The lines of a script's statements.
package struct ScriptLines {
  private let tokens: PythonTokens

  /// Of a text as it was pasted, prompts and fences and all.
  package init(_ text: String) { tokens = ScriptSource(text).tokens }

  /// The lines of the statement that a line, counted from 1, belongs to; the line alone where there is none.
  package func statement(at line: Int) -> ClosedRange<Int> {
    let end = min(tokens.start(ofLine: line + 1), tokens.source.count)
    guard !tokens.lines.isEmpty else { return line...line }
    let all = tokens.tokens(ofLine: tokens.lineIndex(at: max(0, end - 1)))
    guard let last = all.last(where: { tokens.tokens[$0].kind != .end }) else { return line...line }
    let first = tokens.line(of: Int(tokens.tokens[all.lowerBound].start))
    let final = tokens.line(of: Int(tokens.tokens[last].end) - 1)
    return first <= line && line <= final ? first...final : line...line
  }
}
