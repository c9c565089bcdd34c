import Canvas
import Testing

@testable import Lab

/// Texts of several lines in the editor.
@Suite struct LineEditorTests {
  private static let texts = [
    "", "one line", "a\nbb\nccc", "\n", "\n\n", "long line\n\nx\n", "def f(x):\n    return x\n\nf(1)",
  ]

  /// Compared with the lines and columns of the text.
  @Test(arguments: texts) func upAndDownGoByLines(text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(\.count)
    func position(_ row: Int, _ column: Int) -> Int { lines[..<row].reduce(0) { $0 + $1 + 1 } + column }
    for row in lines.indices {
      for column in 0...lines[row] {
        for distance in -5...5 where distance != 0 {
          var editor = LineEditor(text)
          _ = editor.move(to: position(row, column))
          _ = editor.move(lines: distance)
          let target = row + distance
          let expected =
            target < 0
            ? 0 : target >= lines.count ? text.count : position(target, min(column, lines[target]))
          #expect(editor.caret == expected, "\(distance) from \(row), \(column)")
        }
      }
    }
  }

  @Test(arguments: texts) func homeAndEndStayInTheLine(text: String) {
    for caret in 0...text.count {
      var editor = LineEditor(text)
      _ = editor.move(to: caret)
      _ = editor.moveToLineStart()
      let before = text.prefix(caret)
      #expect(editor.caret == caret - (before.split(separator: "\n", omittingEmptySubsequences: false).last?.count ?? 0))
      _ = editor.move(to: caret)
      _ = editor.moveToLineEnd()
      #expect(editor.caret == caret + text.dropFirst(caret).prefix { $0 != "\n" }.count)
    }
  }

  @Test func deletingStaysInTheLineAndJoinsAtItsEnds() {
    var editor = LineEditor("ab\ncd\nef")
    _ = editor.move(to: 4)
    #expect(editor.deleteToStart() && editor.text == "ab\nd\nef" && editor.caret == 3)
    #expect(editor.deleteToStart() && editor.text == "abd\nef" && editor.caret == 2)
    #expect(editor.deleteToEnd() && editor.text == "ab\nef")
    #expect(editor.deleteToEnd() && editor.text == "abef")
    #expect(editor.deleteToEnd() && !editor.deleteToEnd() && editor.text == "ab")
    #expect(editor.deleteToStart() && !editor.deleteToStart() && editor.text == "")
  }

  /// The shown part always holds the caret, and every place in it is where the character stands.
  @Test(arguments: texts) func theWindowHoldsTheCaret(text: String) {
    for rows in 1...5 {
      for width in [1, 2, 5, 40] {
        for caret in 0...text.count {
          var entry = TextEntry(text)
          _ = entry.line.move(to: caret)
          let window = TextWindow(entry: entry, width: width, rows: rows)
          let place = window.place(of: caret)
          #expect(place != nil && window.lines.count <= rows)
          guard let place, caret < text.count else { continue }
          let character = entry.line.characters[caret]
          let line = Array(window.lines[place.y])
          if !character.isNewline, place.x + 1 < width { #expect(line[place.x] == character) }
        }
      }
    }
  }

  @Test func theBoxGrowsWithTheTextAndPointsAtTheError() throws {
    var lab = try LabSamples.lab(["StepLR(10)"], epochs: 5)
    _ = lab.update(.key(.paste("every = 3\nscheduler = StepLR(\n    optimizer,\n    stepsize=every)\nx = 1")))
    lab.press("⏎")
    let text = lab.frame.text
    #expect(text.contains("┃     stepsize=every)"))
    let rows = text.split(separator: "\n", omittingEmptySubsequences: false)
    let row = try #require(rows.firstIndex { $0.contains("stepsize=every") })
    #expect(rows[row + 1].hasPrefix("┃     ▲") && rows[row + 2].hasPrefix("┃ x = 1"))
  }

  @Test func aValidTextSaysWhatItComesTo() throws {
    var lab = try LabSamples.lab(["StepLR(10)"], epochs: 5)
    _ = lab.update(.key(.paste("a = 3\ns = StepLR(opt, a)")))
    #expect(lab.frame.text.contains("→ StepLR(step_size=3)"))
    lab.press("⌫")
    #expect(!lab.frame.text.contains("→ StepLR(step_size=3)"))
    _ = lab.update(.key(.paste(")\nt = ExponentialLR(opt, 0.9)")))
    #expect(lab.frame.text.contains("→ 2 schedulers, a pane each: StepLR, ExponentialLR"))
    _ = lab.update(.key(.paste("\nu = StepLR(opt, args.n)")))
    #expect(lab.frame.text.contains("→ open: args.n; Enter asks"))
  }

  /// A paste of any length is drawn as quickly as a short one: only the rows around the caret are looked at.
  @Test func aLongPasteIsTakenWhole() throws {
    let text = (1...20_000).map { "x\($0) = \($0)" }.joined(separator: "\n") + "\ns = StepLR(opt, x7)\n"
    var lab = try LabSamples.lab(["StepLR(10)"], epochs: 5)
    _ = lab.update(.key(.paste(text)))
    #expect(lab.frame.text.contains("s = StepLR(opt, x7)"))
    lab.press("⏎")
    #expect(lab.specs == ["StepLR(step_size=7)"])
  }

  @Test func aCutPasteIsSaid() throws {
    var lab = try LabSamples.lab(["StepLR(10)"], epochs: 5)
    _ = lab.update(.key(.paste(String(repeating: "#", count: KeyEvent.longestPaste))))
    #expect(lab.notice?.text.contains("cut at 4 MB") == true)
  }
}
