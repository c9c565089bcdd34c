import Canvas
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

  @Test(arguments: [
    ("Decays the learning rate by gamma", 33, "Decays the learning rate by gamma"),
    ("Decays the learning rate by gamma", 32, "Decays the learning rate by…"),
    ("Decays the learning rate by gamma", 28, "Decays the learning rate by…"),
    ("Decays the learning rate by gamma", 27, "Decays the learning rate…"),
    ("get_cosine_schedule_with_warmup", 20, "get_cosine_schedule…"),
    ("a very_long_word_indeed", 12, "a very_long…"),
    ("word", 1, "…"), ("word", 0, ""), ("word", -2, ""),
  ])
  func whatIsTooLongIsCutBehindAWord(_ text: String, limit: Int, cut: String) {
    #expect(StyledText(text).cut(to: limit).text == cut)
  }

  /// At any width it fits, says so, and is as full as it can be; styles go with their letters.
  @Test(arguments: 1...60) func cutsAreNeitherTooLongNorTooShort(_ limit: Int) {
    let spans = ["rises again ", "from epoch 52 on, ", "after T_max=50; does it step once an epoch?"]
    let text = StyledText(
      zip(spans, [Style(ColorRole.lr), Style.standard, Style(ColorRole.muted)]).map { Span($0, $1) })
    let cut = text.cut(to: limit)
    #expect(cut.width <= limit && cut.width >= min(limit, limit * 4 / 5 + 1))
    #expect(cut.text.hasSuffix("…") && text.text.hasPrefix(cut.text.dropLast()))
    let styles = { (text: StyledText) in
      text.spans.flatMap { span in span.text.unicodeScalars.map { _ in span.style } }
    }
    #expect(styles(cut).dropLast().elementsEqual(styles(text).prefix(cut.width - 1)))
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
