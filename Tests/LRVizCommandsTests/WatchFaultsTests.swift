import Canvas
import Glibc
import TestSupport
import Testing

/// What goes wrong beside a watch is said in the pane, and the watch goes on: each fault in a session on a pseudo-terminal.
@Suite("Faults while watching")
struct WatchFaultsTests {
  private let scratch: ScratchFolder

  init() throws { scratch = try ScratchFolder() }

  private var environment: [String: String] {
    ["XDG_STATE_HOME": scratch.file("state"), "HOME": scratch.path]
  }

  private func watch(_ arguments: [String], beginning: String = "") throws -> PtySession {
    let command = beginning + "exec '\(PtySession.path(of: "lrviz"))' watch \"$@\""
    let session = try PtySession(
      path: "/bin/sh", ["-c", command, "sh"] + arguments, size: Size(width: 100, height: 30),
      environment: environment)
    try session.wait(for: "quit")
    return session
  }

  private func quit(_ session: PtySession) throws {
    session.send("q")
    #expect(try session.waitForExit() == 0)
    #expect(session.modesAreRestored && session.terminal.modes.areReset && session.terminal.unknown == [])
  }

  @Test("A log that shrinks is read again, and what follows it too")
  func shrinking() throws {
    scratch.write(WatchedRows.steps(1...40), to: "runs/a.log")
    let session = try watch([scratch.file("runs")])
    try session.wait(for: "step 40")
    scratch.write(WatchedRows.steps(1...7), to: "runs/a.log")
    try session.wait("the shorter log") { $0.text.contains("step 7") && !$0.text.contains("step 40") }
    scratch.append(WatchedRows.steps(8...9), to: "runs/a.log")
    try session.wait(for: "step 9")
    try quit(session)
  }

  @Test("Killed at any moment, what is kept is whole and is read again")
  func killed() throws {
    scratch.write(WatchedRows.steps(1...20), to: "runs/a.log")
    for keys in ["S", "SO", "SOV", "SOVyz"] {
      let session = try watch([scratch.file("runs"), "--fresh"])
      try session.wait(for: "step 20")
      session.send(keys)
      session.signal(SIGKILL)
      #expect(try session.waitForExit() == 128 + SIGKILL)
      for name in scratch.names("state/lrviz") {
        #expect(name.hasSuffix(".json") && scratch.text("state/lrviz/\(name)").hasSuffix("}\n"), "\(name)")
      }
    }
    let again = try watch([scratch.file("runs")])
    try again.wait(for: "step 20")
    try quit(again)
  }

  @Test("Ten thousand files that appear at once: the newest are followed, it is said, and keys are answered")
  func manyFiles() throws {
    scratch.write(WatchedRows.steps(1...20), to: "runs/a.log")
    let session = try watch([scratch.file("runs")])
    try session.wait(for: "step 20")
    for number in 1...10_000 { scratch.write("step,loss\n1,0.5\n2,0.4\n", to: "runs/run\(number).csv") }
    session.send("?")
    try session.wait(for: "focus a pane")
    session.send("?")
    try session.wait(for: "10001 files may be logs", seconds: 300)
    try quit(session)
  }

  @Test("A host that goes away is said, comes back by itself, and nothing is lost")
  func lostHost() throws {
    scratch.write(WatchedRows.steps(1...20), to: "runs/a.log")
    // What it is asked to run on the other machine runs here.
    scratch.write(
      """
      #!/bin/sh
      while [ "$1" != -- ]; do shift; done
      shift 2
      echo $$ > '\(scratch.file("pid"))'
      exec "$@"

      """, to: "bin/ssh")
    chmod(scratch.file("bin/ssh"), 0o755)
    let session = try watch(
      ["host:\(scratch.file("runs/a.log"))"],
      beginning: "PATH='\(scratch.file("bin"))':\"$PATH\"; export PATH; ")
    try session.wait(for: "step 20")
    let first = try #require(pid_t(scratch.text("pid").split(separator: "\n").first ?? ""))
    kill(first, SIGKILL)
    try session.wait(for: "cannot be read")
    scratch.append(WatchedRows.steps(21...25), to: "runs/a.log")
    try session.wait("rows after the break") {
      $0.text.contains("step 25") && !$0.text.contains("cannot be read")
    }
    #expect(pid_t(scratch.text("pid").split(separator: "\n").first ?? "") != first)
    try quit(session)
  }

  @Test("The logs of a job are one pane when that is asked for, by the option and by the key")
  func jobs() throws {
    for rank in 0..<3 { scratch.write(WatchedRows.steps(1...20), to: "runs/rank\(rank).log") }
    let session = try watch([scratch.file("runs"), "--gather"])
    try session.wait("one pane") { $0.text.contains("rank*.log (3 logs)") && !$0.text.contains("rank1.log") }
    scratch.append(WatchedRows.steps(21...23), to: "runs/rank0.log")
    try session.wait(for: "step 23")
    session.send("N")
    try session.wait("a pane for each") { $0.text.contains("rank1.log") && $0.text.contains("rank2.log") }
    session.send("N")
    try session.wait("one pane again") { $0.text.contains("(3 logs)") && !$0.text.contains("rank2.log") }
    try quit(session)
  }

  @Test("A drag of the mouse over a chart shows what it selects")
  func drag() throws {
    scratch.write(WatchedRows.steps(1...400), to: "runs/a.log")
    let session = try watch([scratch.file("runs")])
    try session.wait(for: "step 400")
    for column in [40, 50, 60] { session.send("\u{1B}[<\(column == 40 ? 0 : 32);\(column);6M") }
    try session.wait(for: "let go")
    session.send("\u{1B}[<0;60;6m")
    try session.wait(for: "zoomed")
    try quit(session)
  }
}
