import Canvas
import Terminal
import Testing

@Suite struct PasteTests {
  private func paste(_ text: String) -> [KeyEvent] {
    var decoder = KeyDecoder()
    return decoder.decode(Array("\u{1B}[200~\(text)\u{1B}[201~".utf8))
  }

  @Test func `a paste is one event, escapes and all`() {
    #expect(paste("StepLR(10)") == [.paste("StepLR(10)")])
    #expect(paste("") == [.paste("")])
    #expect(paste("a\u{1B}[Ab~q\u{3}") == [.paste("a\u{1B}[Ab~q\u{3}")])
  }

  @Test func `line breaks become line feeds`() {
    #expect(paste("a\rb\r\nc\nd") == [.paste("a\nb\nc\nd")])
  }

  @Test func `a paste may be cut anywhere by the reads`() {
    var decoder = KeyDecoder()
    let bytes = Array("x\u{1B}[200~λ = 1\u{1B}[201~y".utf8)
    #expect(bytes.flatMap { decoder.decode([$0]) } == [.character("x"), .paste("λ = 1"), .character("y")])
  }

  @Test func `a huge paste is cut and its end still found`() {
    var decoder = KeyDecoder()
    let text = String(repeating: "a", count: KeyDecoder.pasteLimit + 1000)
    let events = decoder.decode(Array("\u{1B}[200~\(text)\u{1B}[201~q".utf8))
    #expect(events == [.paste(String(repeating: "a", count: KeyDecoder.pasteLimit)), .character("q")])
  }
}
