import Canvas
import Testing

@Suite struct SafeTextTests {
  @Test(arguments: [
    ("plain ~text", "plain ~text"),
    ("\u{1B}[31mred", "␛[31mred"),
    ("tab\tbell\u{7}del\u{7F}", "tab?bell?del?"),
    ("csi\u{9B}31m", "csi?31m"),
    ("e\u{301}", "e?"),
    ("right\u{202E}left", "right?left"),
    ("zero\u{200B}width", "zero?width"),
    ("wide 漢 🙂", "wide ? ?"),
    ("λ → ⠿ é", "λ → ⠿ é"),
  ])
  func everyScalarIsOneHarmlessColumn(_ text: String, _ shown: String) {
    #expect(SafeText.escape(text) == shown)
  }

  @Test func noControlScalarSurvives() {
    for value in UInt32(0)...0x3000 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let drawn = SafeText.scalar(scalar)
      #expect(drawn.value >= 0x20 && !(0x7F..<0xA0).contains(drawn.value))
    }
  }

  @Test func linesKeepLettersOfAnyWidthAndNoControl() {
    #expect(SafeText.lines("漢字 e\u{301}\n\tשלום") == "漢字 e\u{301}\n\tשלום")
    #expect(
      SafeText.lines("\u{1B}[31m\u{9B}1m\u{7}\r\u{61C}\u{202E}\u{2066}\u{2028}\u{0}") == "␛[31m?1m???????")
  }
}
