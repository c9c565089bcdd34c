import Canvas
import TestSupport
import Testing

@testable import Terminal

/// The terminal is asked for its background, answers when it likes, and leaves nothing for the shell.
@Suite("Background") struct BackgroundTests {
  @Test(arguments: [
    ("rgb:ffff/ffff/ffff", 0xFFFFFF), ("rgb:1e1e/1e1e/2e2e", 0x1E1E2E), ("rgb:f/0/8", 0xFF0088),
    ("rgb:fd/f6/e3", 0xFDF6E3), ("rgba:0000/8000/ffff/ffff", 0x007FFF), ("#282c34", 0x282C34),
    ("#fff", 0xFFFFFF),
    ("#000080008000", 0x007F7F),
  ])
  func answersAreRead(_ color: String, _ hex: UInt32) {
    for end in ["\u{07}", "\u{1B}\\"] {
      var decoder = KeyDecoder()
      #expect(decoder.decode("\u{1B}]11;\(color)\(end)a".utf8) == [.character("a")])
      #expect(decoder.answers == [.background(RGB(hex))])
    }
  }

  /// Cut anywhere, and whatever else a terminal says, no key comes of it.
  @Test func answersCutAnywhereAreAnswers() {
    let bytes = Array("\u{1B}]11;rgb:00/00/00\u{1B}\\\u{1B}[?62;22c".utf8)
    for cut in bytes.indices {
      var decoder = KeyDecoder()
      #expect(decoder.decode(bytes[..<cut]).isEmpty && decoder.decode(bytes[cut...]).isEmpty)
      #expect(decoder.answers == [.background(RGB(0)), .attributes] && !decoder.isPending)
    }
  }

  @Test(arguments: [
    "11;?", "11;rgb:", "11;rgb:1/2", "11;rgb:12345/1/1", "11;rgb:x/y/z", "11;#12", "11;#1234", "10;rgb:1/1/1",
    "11;rgb:-1/1/1", "11;red", "4;11;rgb:1/1/1", "", String(repeating: "1", count: 100_000),
  ])
  func otherStringsSayNothing(_ text: String) {
    var decoder = KeyDecoder()
    #expect(decoder.decode("\u{1B}]\(text)\u{07}".utf8).isEmpty && decoder.answers.isEmpty)
  }

  @Test(
    arguments: [
      ("15;0", false), ("0;15", true), ("0;default;15", true), ("12;8", false), ("0;7", true), ("7;1", false),
      ("default;default", nil), ("0", nil), ("", nil), ("0;16", nil), ("0;-1", nil), ("a;b", nil),
    ] as [(String, Bool?)])
  func theVariableSaysItToo(_ variable: String, _ isLight: Bool?) {
    #expect(TerminalBackground.isLight(variable) == isLight)
  }

  @Test func lightIsWhatBlackIsReadOn() {
    for light in [0xFFFFFF, 0xFDF6E3, 0xEEEEEE, 0xC0C0C0] { #expect(RGB(UInt32(light)).isLight) }
    for dark in [0, 0x14171C, 0x002B36, 0x282C34, 0x444444] { #expect(!RGB(UInt32(dark)).isLight) }
  }

  @Test(arguments: ["xterm-256color", "tmux-256color", "xterm-kitty", "alacritty", "screen"])
  func terminalsAreAsked(_ term: String) { #expect(TerminalAnswer.isAsked(term)) }

  @Test(arguments: ["linux", "linux-16color", "dumb", "vt100", ""])
  func thoseThatWouldShowTheQuestionAreNot(_ term: String) { #expect(!TerminalAnswer.isAsked(term)) }
}
