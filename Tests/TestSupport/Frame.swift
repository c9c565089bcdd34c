import Canvas
import Testing

/// Expects a grid to look like a literal, blanks at the ends of lines and empty lines at the end aside:
///
///     expectFrame(grid, """
///       ╭──╮
///       ╰──╯
///       """)
///
/// On failure it shows what was drawn, ready to be pasted, and the lines that differ.
package func expectFrame(
  _ grid: CellGrid, _ expected: String, _ comment: Comment? = nil,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  expectFrame(grid.text, expected, comment, sourceLocation: sourceLocation)
}

/// The same for a frame that is text already.
package func expectFrame(
  _ actual: String, _ expected: String, _ comment: Comment? = nil,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let drawn = frameLines(actual)
  let wanted = frameLines(expected)
  guard drawn != wanted else { return }
  let note = comment.map { "\($0.rawValue)\n" } ?? ""
  Issue.record(
    "\(note)\(frameDifference(drawn, wanted))\ndrawn:\n\(drawn.joined(separator: "\n"))",
    sourceLocation: sourceLocation)
}

private func frameLines(_ text: String) -> [String] {
  var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
    String(line.reversed().drop { $0 == " " }.reversed())
  }
  while lines.last == "" {
    lines.removeLast()
  }
  return lines
}

/// Each differing row, wanted over drawn.
private func frameDifference(_ drawn: [String], _ wanted: [String]) -> String {
  (0..<max(drawn.count, wanted.count)).compactMap { row in
    let before = row < wanted.count ? wanted[row] : "(no line)"
    let after = row < drawn.count ? drawn[row] : "(no line)"
    return before == after ? nil : "row \(row):\n- \(before)\n+ \(after)"
  }.joined(separator: "\n")
}
