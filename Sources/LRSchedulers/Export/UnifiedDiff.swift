/// The changes of a text, as `patch` takes them.
struct UnifiedDiff {
  /// Lines that are exchanged for others.
  struct Edit {
    /// Counted from 0; empty where lines are only put in, before the first.
    var lines: Range<Int>
    var replacement: [String]
  }

  private static let context = 3

  private let lines: [Substring]
  private let endsWithBreak: Bool
  private let edits: [Edit]

  /// - Parameter edits: in order, none overlapping another.
  init(_ text: String, _ edits: [Edit]) {
    var lines = text.split(separator: "\n" as Character, omittingEmptySubsequences: false)
    endsWithBreak = lines.last?.isEmpty ?? true
    if endsWithBreak, !lines.isEmpty { lines.removeLast() }
    self.lines = lines
    self.edits = edits
  }

  /// - Parameter name: the file, as it is said in both headers.
  func text(name: String) -> String {
    if edits.isEmpty { return "" }
    var result = "--- \(name)\n+++ \(name)\n"
    var shift = 0
    for hunk in hunks { result += text(of: hunk, &shift) }
    return result
  }

  /// Edits whose surroundings touch are one hunk.
  private var hunks: [ArraySlice<Edit>] {
    var result: [ArraySlice<Edit>] = []
    var first = edits.startIndex
    for index in edits.indices.dropFirst()
    where edits[index].lines.lowerBound - edits[index - 1].lines.upperBound > 2 * Self.context {
      result.append(edits[first..<index])
      first = index
    }
    return result + [edits[first...]]
  }

  private func text(of hunk: ArraySlice<Edit>, _ shift: inout Int) -> String {
    guard let first = hunk.first, let last = hunk.last else { return "" }
    let start = max(0, first.lines.lowerBound - Self.context)
    let end = min(lines.count, last.lines.upperBound + Self.context)
    let grown = hunk.reduce(0) { $0 + $1.replacement.count - $1.lines.count }
    var body = ""
    var position = start
    for edit in hunk {
      for index in position..<edit.lines.lowerBound { body += old(index, " ") }
      for index in edit.lines { body += old(index, "-") }
      for (index, line) in edit.replacement.enumerated() {
        let isLast = index == edit.replacement.count - 1 && edit.lines.upperBound == lines.count
        body += "+" + line + "\n" + (isLast && !edit.lines.isEmpty ? ending : "")
      }
      position = edit.lines.upperBound
    }
    for index in position..<end { body += old(index, " ") }
    let header = "@@ -\(place(start, end - start)) +\(place(start + shift, end - start + grown)) @@\n"
    shift += grown
    return header + body
  }

  /// An empty stretch is named by the line before it.
  private func place(_ start: Int, _ count: Int) -> String { "\(count == 0 ? start : start + 1),\(count)" }

  private func old(_ index: Int, _ mark: String) -> String {
    mark + lines[index] + "\n" + (index == lines.count - 1 ? ending : "")
  }

  private var ending: String { endsWithBreak ? "" : "\\ No newline at end of file\n" }
}
