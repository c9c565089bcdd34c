import Canvas
import Glibc
import TestSupport
import Testing

@Suite struct SessionTests {
  private func probe(
    _ arguments: [String] = [], size: Size = Size(width: 60, height: 10), environment: [String: String] = [:]
  ) throws -> PtySession {
    try PtySession(product: "TerminalProbe", arguments, size: size, environment: environment)
  }

  @Test func `keys arrive decoded`() throws {
    let session = try probe()
    try session.wait(for: "probe 60x10 utf8=true colors=true")
    session.send("\u{1B}[1;2C")
    try session.wait(for: "key(Canvas.KeyEvent.shiftRight)")
    session.send("\u{1B}")
    try session.wait(for: "key(Canvas.KeyEvent.escape)")
    session.send("λ")
    try session.wait(for: #"character("λ")"#)
    #expect(session.terminal.unknown == [])
  }

  @Test func `a waker wakes from another thread`() throws {
    let session = try probe()
    try session.wait(for: "probe")
    session.send("w")
    try session.wait(for: "\nwake")
  }

  @Test func `the clipboard gets text as OSC 52`() throws {
    let session = try probe()
    try session.wait(for: "probe")
    session.send("y")
    try session.wait("the clipboard") { $0.modes.clipboard == ["Y29waWVkIHRleHQ="] }
  }

  @Test func `every size is drawn at once`() throws {
    let session = try probe()
    try session.wait(for: "probe 60x10")
    for (width, height) in [(100, 30), (20, 6), (1, 1), (300, 100), (3, 2), (40, 1), (80, 24)] {
      session.resize(Size(width: width, height: height))
      let expected = "probe \(width)x\(height)".prefix(width)
      try session.wait("\(width)x\(height)") { $0.row(0).hasPrefix(expected) }
    }
    #expect(session.terminal.unknown == [])
    session.send("q")
    #expect(try session.waitForExit() == 0)
  }

  @Test func `sizes beyond reason are survived`() throws {
    let session = try probe(size: Size(width: 0, height: 0))
    try session.wait(for: "probe 80x24")
    session.resize(Size(width: 1000, height: 400))
    try session.wait(for: "probe 1000x400")
    session.resizeTerminalOnly(Size(width: 65_535, height: 65_535))
    try session.wait(for: "probe 1024x512")
    session.send("q")
    #expect(try session.waitForExit() == 0)
  }

  @Test func `a frame is one write to the terminal, in synchronized output`() throws {
    let session = try probe(size: Size(width: 120, height: 40))
    try session.wait(for: "probe")
    let before = try #require(session.writeCalls)
    let start = session.output.count
    session.send("x")
    try session.wait(for: #"character("x")"#)
    // The second is ncurses' own, into memory.
    #expect(try #require(session.writeCalls) - before == 2)
    let frame = String(decoding: session.output[start...], as: UTF8.self)
    #expect(frame.hasPrefix("\u{1B}[?2026h"))
    #expect(frame.hasSuffix("\u{1B}[?2026l"))
  }

  @Test(arguments: [
    (["NO_COLOR": "1"], "colors=false"), (["TERM": "vt100"], "colors=false"),
    (["LC_ALL": "C"], "utf8=false"), (["LC_ALL": "xx_YY.UTF-8"], "utf8=true"),
    (["LC_ALL": "", "LANG": "xx_YY.utf8"], "utf8=true"),
    (["LC_ALL": "xx_YY"], "utf8=false"), (["LC_ALL": "xx_YY.UTF-16"], "utf8=false"),
    (["TERM": "screen-256color"], "colors=true"),
    (["TERM": "linux"], "colors=true"), (["TERM": "xterm"], "colors=true"),
    (["COLUMNS": "10", "LINES": "5"], "probe 60x10"),
  ])
  func `the environment is obeyed`(_ environment: [String: String], _ text: String) throws {
    let session = try probe(environment: environment)
    try session.wait(for: text)
    #expect(session.terminal.unknown == [])
    session.send("q")
    #expect(try session.waitForExit() == 0)
    #expect(session.modesAreRestored)
    #expect(session.terminal.modes.areReset)
  }

  @Test(arguments: [
    (["TERM": ""], "TERM is not set"), (["TERM": "no-such-terminal"], "TERM=no-such-terminal"),
    (["TERM": "dumb"], "TERM=dumb"), (["TERM": "unknown"], "TERM=unknown"),
    (["TERM": "../../etc/passwd"], "TERM=../../etc/passwd"),
  ])
  func `an unusable terminal is one clear line`(_ environment: [String: String], _ text: String) throws {
    let session = try probe(size: Size(width: 200, height: 10), environment: environment)
    #expect(try session.waitForExit() == 69)
    #expect(session.terminal.row(0).contains(text))
    #expect(session.terminal.row(1) == "")
    #expect(session.modesAreRestored)
    #expect(session.terminal.modes.areReset)
  }
}
