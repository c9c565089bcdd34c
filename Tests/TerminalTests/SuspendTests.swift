import Canvas
import Glibc
import TestSupport
import Testing

/// Under a shell with job control, as a user has it.
@Suite struct SuspendTests {
  private func shell() throws -> PtySession {
    let probe = PtySession.path(of: "TerminalProbe")
    let script = "set -m; '\(probe)'; echo stopped; read line; fg >/dev/null; echo ended $?"
    let session = try PtySession(path: "/bin/bash", ["-c", script], size: Size(width: 60, height: 10))
    try session.wait(for: "probe 60x10")
    return session
  }

  private func expectStopped(_ session: PtySession) throws {
    try session.wait(for: "stopped")
    #expect(session.modesAreRestored)
    #expect(session.terminal.modes.areReset)
  }

  /// The line discipline afterwards is the shell's to say.
  private func expectResumed(_ session: PtySession, _ text: String) throws {
    session.send("\n")
    try session.wait("the screen again") { $0.isInAlternateScreen && $0.text.contains(text) }
    #expect(!session.modesAreRestored)
    session.send("q")
    try session.wait(for: "ended 0")
    #expect(session.terminal.modes.areReset)
    #expect(session.terminal.unknown == [])
  }

  @Test func `Ctrl-Z and fg`() throws {
    let session = try shell()
    session.send("\u{1A}")
    try expectStopped(session)
    try expectResumed(session, "probe 60x10")
  }

  @Test func `a size that changed meanwhile is the size drawn`() throws {
    let session = try shell()
    session.send("\u{1A}")
    try expectStopped(session)
    session.resize(Size(width: 40, height: 8))
    try expectResumed(session, "probe 40x8")
  }

  @Test func `SIGTSTP from outside`() throws {
    let session = try shell()
    session.signalForeground(SIGTSTP)
    try expectStopped(session)
    try expectResumed(session, "probe 60x10")
  }

  /// SIGSTOP cannot be caught: the terminal is taken again when the program goes on.
  @Test func `SIGSTOP and SIGCONT`() throws {
    let session = try shell()
    session.signalForeground(SIGSTOP)
    try session.wait(for: "stopped")
    try expectResumed(session, "resize(")
  }
}
