import Testing

@testable import Lab

@Suite struct WrappingTests {
  @Test(arguments: [
    ("rises again after T_max", 12, ["rises again", "after T_max"]),
    ("rises again after T_max", 11, ["rises again", "after T_max"]),
    ("rises again after T_max", 10, ["rises", "again", "after", "T_max"]),
    ("rises again after T_max", 80, ["rises again after T_max"]),
    ("  two  blanks ", 80, ["two blanks"]),
    ("milestones=[30, 60]", 5, ["milestones=[30,", "60]"]),
    ("η → 0 … ∞", 5, ["η → 0", "… ∞"]),
    ("", 5, []), ("   ", 5, []), ("word", 0, ["word"]), ("a b", 1, ["a", "b"]), ("a b", -3, ["a", "b"]),
  ])
  func linesAreBrokenAtBlanks(_ text: String, width: Int, lines: [String]) {
    #expect(Wrapping.lines(text, width: width) == lines)
  }

  /// No word is lost, and no line is longer than it must be, at any width.
  @Test(arguments: 1...40) func everyLineIsAsFullAsItCanBe(_ width: Int) {
    let words = (0..<60).map { String(repeating: $0 % 7 == 0 ? "é" : "x", count: 1 + $0 * $0 % 9) }
    let lines = Wrapping.lines(words.joined(separator: " "), width: width)
    #expect(lines.flatMap { $0.split(separator: " ").map(String.init) } == words)
    for (line, next) in zip(lines, lines.dropFirst()) {
      let first = next.prefix { $0 != " " }
      #expect(line.count <= width || !line.contains(" "))
      #expect(line.count + 1 + first.count > width)
    }
  }
}
