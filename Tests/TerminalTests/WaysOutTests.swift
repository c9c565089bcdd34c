import Canvas
import Glibc
import TestSupport
import Testing

/// Every way a program ends, on a real pseudo-terminal: the terminal is as it was.
@Suite struct WaysOutTests {
  private func probe(_ size: Size = Size(width: 60, height: 10)) throws -> PtySession {
    let session = try PtySession(product: "TerminalProbe", size: size)
    try session.wait(for: "probe")
    #expect(session.terminal.isInAlternateScreen)
    #expect(!session.modesAreRestored)
    return session
  }

  private func expectRestored(_ session: PtySession) {
    #expect(session.modesAreRestored)
    #expect(session.terminal.modes.areReset)
    #expect(!session.terminal.isInAlternateScreen)
    #expect(session.terminal.unknown == [])
  }

  @Test(arguments: ["q", "\u{3}"]) func `a key quits`(_ key: String) throws {
    let session = try probe()
    session.send(key)
    #expect(try session.waitForExit() == 0)
    expectRestored(session)
    #expect(session.terminal.text.allSatisfy { $0.isWhitespace })
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP, SIGQUIT]) func `a signal ends it`(_ number: Int32) throws {
    let session = try probe()
    session.signal(number)
    #expect(try session.waitForExit() == 128 + number)
    expectRestored(session)
  }

  @Test(arguments: [SIGSEGV, SIGABRT, SIGILL, SIGTRAP, SIGBUS, SIGFPE])
  func `a crash signal ends it as it would have`(_ number: Int32) throws {
    let session = try probe()
    session.signal(number)
    #expect(try session.waitForExit() == 128 + number)
    expectRestored(session)
  }

  @Test func `a trap shows Swift's message on the restored screen`() throws {
    let session = try probe()
    session.send("e!")
    #expect([128 + SIGILL, 128 + SIGTRAP].contains(try session.waitForExit()))
    expectRestored(session)
    let output = String(decoding: session.output, as: UTF8.self)
    let restored = try #require(output.split(separator: "\u{1B}[?1049l").last)
    #expect(restored.contains("said on stderr"))
    #expect(restored.contains("Index out of range"))
  }

  @Test func `an abort gives the terminal back`() throws {
    let session = try probe()
    session.send("a")
    #expect(try session.waitForExit() == 128 + SIGABRT)
    expectRestored(session)
  }

  @Test func `a terminal that goes away ends it`() throws {
    let session = try probe()
    session.hangUp()
    #expect(try session.waitForExit() == 129)
  }

  @Test func `what was said on stderr is shown after`() throws {
    let session = try probe()
    session.send("e")
    try session.wait(for: #"character("e")"#)
    #expect(!session.terminal.text.contains("said on stderr"))
    session.send("q")
    #expect(try session.waitForExit() == 0)
    expectRestored(session)
    #expect(session.terminal.text.contains("said on stderr"))
  }
}
