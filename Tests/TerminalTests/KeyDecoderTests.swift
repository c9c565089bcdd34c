import Canvas
import Terminal
import Testing

@Suite struct KeyDecoderTests {
  private static let table: [(String, [KeyEvent])] = [
    ("a", [.character("a")]), ("H", [.character("H")]), (" ", [.character(" ")]), ("~", [.character("~")]),
    ("é", [.character("é")]), ("λ", [.character("λ")]), ("😀", [.character("😀")]),
    ("\r", [.enter]), ("\n", [.enter]), ("\t", [.tab]), ("\u{7F}", [.backspace]), ("\u{8}", [.backspace]),
    ("\u{3}", [.control("c")]), ("\u{12}", [.control("r")]), ("\u{1A}", [.control("z")]),
    ("\u{1}", [.control("a")]), ("\u{0}", []), ("\u{1C}", []), ("\u{1F}", []),
    ("\u{1B}[A", [.up]), ("\u{1B}[B", [.down]), ("\u{1B}[C", [.right]), ("\u{1B}[D", [.left]),
    ("\u{1B}OA", [.up]), ("\u{1B}OB", [.down]), ("\u{1B}OC", [.right]), ("\u{1B}OD", [.left]),
    ("\u{1B}[1;2A", [.shiftUp]), ("\u{1B}[1;2B", [.shiftDown]),
    ("\u{1B}[1;2C", [.shiftRight]), ("\u{1B}[1;2D", [.shiftLeft]),
    ("\u{1B}[1;3A", [.up]), ("\u{1B}[1;5C", [.right]), ("\u{1B}[1;6D", [.shiftLeft]),
    ("\u{1B}[a", [.shiftUp]), ("\u{1B}[b", [.shiftDown]), ("\u{1B}[c", [.shiftRight]),
    ("\u{1B}[d", [.shiftLeft]), ("\u{1B}[Z", [.backTab]),
    ("\u{1B}[H", [.home]), ("\u{1B}[F", [.end]), ("\u{1B}OH", [.home]), ("\u{1B}OF", [.end]),
    ("\u{1B}[1~", [.home]), ("\u{1B}[7~", [.home]), ("\u{1B}[4~", [.end]), ("\u{1B}[8~", [.end]),
    ("\u{1B}[3~", [.delete]), ("\u{1B}[5~", [.pageUp]), ("\u{1B}[6~", [.pageDown]),
    ("\u{1B}OM", [.enter]), ("\u{1B}[5;5~", [.pageUp]),
    ("\u{1B}OP", [.function(1)]), ("\u{1B}OS", [.function(4)]), ("\u{1B}[P", [.function(1)]),
    ("\u{1B}[11~", [.function(1)]), ("\u{1B}[15~", [.function(5)]), ("\u{1B}[17~", [.function(6)]),
    ("\u{1B}[[A", [.function(1)]), ("\u{1B}[[B", [.function(2)]), ("\u{1B}[[E", [.function(5)]),
    ("\u{1B}[21~", [.function(10)]), ("\u{1B}[24~", [.function(12)]), ("\u{1B}[16~", []),
    ("\u{1B}[24;80R", []),
    ("\u{1B}[<0;3;2M", [.click(Point(x: 2, y: 1))]), ("\u{1B}[<0;3;2m", [.release(Point(x: 2, y: 1))]),
    ("\u{1B}[<2;3;2M", []), ("\u{1B}[<2;3;2m", []), ("\u{1B}[<64;3;2m", []),
    ("\u{1B}[<32;3;2M", [.drag(Point(x: 2, y: 1))]), ("\u{1B}[<35;3;2M", []),
    ("\u{1B}[<4;1;1M", [.click(Point(x: 0, y: 0))]), ("\u{1B}[<0;0;0M", []),
    ("\u{1B}[<64;10;5M", [.wheel(Point(x: 9, y: 4), -1)]),
    ("\u{1B}[<65;10;5M", [.wheel(Point(x: 9, y: 4), 1)]),
    ("\u{1B}[M #\"", [.click(Point(x: 2, y: 1))]), ("\u{1B}[M##\"", [.release(Point(x: 2, y: 1))]),
    ("\u{1B}q", [.escape, .character("q")]), ("\u{1B}\u{1B}[A", [.escape, .up]),
  ]

  @Test(arguments: table) func `a sequence is its keys`(_ text: String, _ keys: [KeyEvent]) {
    var decoder = KeyDecoder()
    #expect(decoder.decode(Array(text.utf8)) == keys)
    #expect(!decoder.isPending)
  }

  /// However the reads cut it, the keys are the same.
  @Test(arguments: table) func `a sequence may come byte by byte`(_ text: String, _ keys: [KeyEvent]) {
    var decoder = KeyDecoder()
    #expect(text.utf8.flatMap { decoder.decode([$0]) } == keys)
  }

  @Test(arguments: [
    "\u{1B}[[F", "\u{1B}[[\u{1}", "\u{1B}[I", "\u{1B}[?2026;2$y", "\u{1B}[99;5u", "\u{1B}[>0;276;0c",
    "\u{1B}]11;rgb:0000/0000/0000\u{7}", "\u{1B}]11;rgb:0/0/0\u{1B}\\", "\u{1B}P1+r436f\u{1B}\\",
    "\u{1B}[99999999999999999999999;1~", "\u{1B}[201~", "\u{1B}[;;;~", "\u{1B}[<;;M",
  ])
  func `an unknown sequence is swallowed whole`(_ text: String) {
    var decoder = KeyDecoder()
    #expect(decoder.decode(Array((text + "x").utf8)) == [.character("x")])
  }

  @Test(
    arguments: [
      ([0xC3, 0x28], [.character("(")]), ([0xFF, 0x61], [.character("a")]),
      ([0x80, 0x61], [.character("a")]),
      ([0xE2, 0x1B, 0x5B, 0x41], [.up]), ([0xC2, 0x9B, 0x61], [.character("a")]),
      ([0xED, 0xA0, 0x80, 0x61], [.character("a")]),
    ] as [([UInt8], [KeyEvent])])
  func `broken UTF-8 and C1 controls are dropped`(_ bytes: [UInt8], _ keys: [KeyEvent]) {
    var decoder = KeyDecoder()
    #expect(decoder.decode(bytes) == keys)
  }

  @Test(
    arguments: [
      ("\u{1B}", [.escape]), ("\u{1B}[", [.escape, .character("[")]),
      ("\u{1B}O", [.escape, .character("O")]),
      ("\u{1B}[1;", []), ("\u{1B}]0;title", []), ("\u{1B}[200~half", [.paste("half")]), ("", []),
    ] as [(String, [KeyEvent])])
  func `flush settles what is unfinished`(_ text: String, _ keys: [KeyEvent]) {
    var decoder = KeyDecoder()
    #expect(decoder.decode(Array(text.utf8)) == [])
    #expect(decoder.isPending == !text.isEmpty)
    #expect(decoder.flush() == keys)
    #expect(!decoder.isPending)
    #expect(decoder.decode([0x61]) == [.character("a")])
  }

  @Test func `an endless sequence leaks nothing and ends`() {
    var decoder = KeyDecoder()
    let digits = Array(repeating: UInt8(ascii: "1"), count: 100_000)
    #expect(decoder.decode([0x1B, 0x5B] + digits) == [])
    #expect(decoder.decode(Array("~x".utf8)) == [.character("x")])
  }
}
