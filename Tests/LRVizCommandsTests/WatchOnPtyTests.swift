import Canvas
import Glibc
import TestSupport
import Testing

/// Watching as a user has it: the built program on a pseudo-terminal, beside logs that change.
@Suite("Watching on a terminal")
struct WatchOnPtyTests {
  private let scratch: ScratchFolder

  init() throws { scratch = try ScratchFolder() }

  private var environment: [String: String] {
    ["XDG_STATE_HOME": scratch.file("state"), "HOME": scratch.path]
  }

  private func watch(_ arguments: [String], size: Size = Size(width: 100, height: 30)) throws -> PtySession {
    let session = try PtySession(
      product: "lrviz", ["watch"] + arguments, size: size, environment: environment)
    try session.wait(for: "quit")
    return session
  }

  private func quit(_ session: PtySession) throws {
    session.send("q")
    #expect(try session.waitForExit() == 0)
    #expect(session.modesAreRestored && session.terminal.modes.areReset && session.terminal.unknown == [])
  }

  @Test("Rows come to the screen, and nothing is written beside the log")
  func follows() throws {
    scratch.write(WatchedRows.steps(1...20), to: "runs/a.log")
    let session = try watch([scratch.file("runs")])
    try session.wait(for: "step 20")
    scratch.append(WatchedRows.steps(21...33), to: "runs/a.log")
    try session.wait(for: "step 33")
    try quit(session)
    #expect(scratch.names("runs") == ["a.log"])
  }

  @Test("A log that is rotated, replaced, gone and unreadable, and the program goes on")
  func faults() throws {
    scratch.write(WatchedRows.steps(1...20), to: "runs/a.log")
    let session = try watch([scratch.file("runs/a.log")])
    try session.wait(for: "step 20")
    rename(scratch.file("runs/a.log"), scratch.file("runs/a.log.1"))
    scratch.write(WatchedRows.steps(21...40), to: "runs/a.log")
    try session.wait(for: "step 40")
    unlink(scratch.file("runs/a.log"))
    try session.wait(for: "file is gone")
    scratch.folder("runs/a.log")
    try session.wait(for: "cannot be read")
    rmdir(scratch.file("runs/a.log"))
    scratch.write(WatchedRows.steps(41...60), to: "runs/a.log")
    try session.wait(for: "step 60")
    try quit(session)
  }

  @Test("Runs appear in a folder, by the hundred too")
  func appearing() throws {
    scratch.folder("runs")
    let session = try watch([scratch.file("runs")])
    try session.wait(for: "no log so far")
    for number in 1...300 { scratch.write(WatchedRows.steps(1...5), to: "runs/run\(number)/train.log") }
    try session.wait("a page of many") { $0.text.contains("page 1/") || $0.text.contains("1/") }
    session.send("\u{1B}[6~")
    try session.wait("the next page") { $0.text.contains("2/") }
    try quit(session)
  }

  @Test("What comes through a pipe, other lines and all, to its end")
  func pipe() throws {
    let program = PtySession.path(of: "lrviz")
    let script = """
      (echo 'loading the data'; for i in 1 2 3 4 5 6 7 8 9; do echo "step $i: loss 0.$i lr 0.001"; done) |
      '\(program)' watch -
      """
    let session = try PtySession(
      path: "/bin/sh", ["-c", script], size: Size(width: 100, height: 30), environment: environment)
    try session.wait(for: "finished")
    session.send("L")
    try session.wait(for: "loading the data")
    session.send("\u{1B}q")
    #expect(try session.waitForExit() == 0)
    #expect(session.modesAreRestored)
  }

  @Test("A signal or a closed terminal ends it", arguments: [SIGTERM, SIGINT, SIGHUP])
  func signalled(number: Int32) throws {
    scratch.write(WatchedRows.steps(1...20), to: "runs/a.log")
    let session = try watch([scratch.file("runs")])
    session.signal(number)
    #expect(try session.waitForExit() == 128 + number)
    #expect(session.modesAreRestored && session.terminal.modes.areReset)
  }

  @Test("The view comes back, whole, and --fresh forgets it")
  func view() throws {
    scratch.write(WatchedRows.steps(1...40), to: "runs/a.log")
    let session = try watch([scratch.file("runs")])
    try session.wait(for: "step 40")
    session.send("S")
    try session.wait(for: "smoothed 0.6")
    session.send("eStepLR(10)\r")
    try session.wait(for: "plan StepLR(step_size=10)")
    // Killed as by a crash: what was set is there all the same.
    session.signal(SIGKILL)
    #expect(try session.waitForExit() == 128 + SIGKILL)
    #expect(scratch.names("state/lrviz").allSatisfy { $0.hasSuffix(".json") })
    let again = try watch([scratch.file("runs")])
    try again.wait(for: "smoothed 0.6")
    try again.wait(for: "plan StepLR(step_size=10)")
    try quit(again)
    let fresh = try watch([scratch.file("runs"), "--fresh"])
    try fresh.wait(for: "step 40")
    #expect(!fresh.terminal.text.contains("smoothed"))
    try quit(fresh)
  }

  @Test("A home that cannot be written into is no reason to stop")
  func readOnlyHome() throws {
    scratch.write(WatchedRows.steps(1...20), to: "runs/a.log")
    scratch.write("a file", to: "state")
    let session = try watch([scratch.file("runs")])
    try session.wait(for: "step 20")
    session.send("S")
    try session.wait(for: "smoothed 0.6")
    try quit(session)
  }

  @Test("An alert rings and runs a program with what happened in its environment")
  func alert() throws {
    scratch.write(WatchedRows.steps(1...20), to: "runs/a.log")
    scratch.write("#!/bin/sh\nenv | grep '^LRVIZ' > \"$1\"\n", to: "tell.sh")
    chmod(scratch.file("tell.sh"), 0o755)
    let session = try watch([
      scratch.file("runs"), "--alert", "diverged", "--on-alert",
      "\(scratch.file("tell.sh")) '\(scratch.file("said it"))'",
    ])
    try session.wait(for: "step 20")
    scratch.append("step 21: loss nan lr 0.001\n", to: "runs/a.log")
    try session.wait(for: "diverged")
    try session.wait("the program") { _ in scratch.text("said it").contains("LRVIZ_X=21") }
    #expect(session.output.contains(0x07))
    let said = scratch.text("said it")
    #expect(said.contains("LRVIZ_ALERT=diverged") && said.contains("LRVIZ_RUN=\(scratch.file("runs/a.log"))"))
    try quit(session)
  }

  @Test("--until ends it, with a terminal and without")
  func until() throws {
    scratch.write("max_steps: 30\n" + WatchedRows.steps(1...20), to: "runs/a.log")
    let session = try watch([scratch.file("runs"), "--until", "finished"])
    try session.wait(for: "step 20/30")
    scratch.append(WatchedRows.steps(21...30), to: "runs/a.log")
    #expect(try session.waitForExit() == 0)
    #expect(session.modesAreRestored)
    let done = try Program.run(
      ["watch", scratch.file("runs"), "--until", "finished"], environment: Program.environment)
    #expect(done.status == 0 && done.output == "a.log: finished\n")
    scratch.append("step 31: loss inf lr 0.001\n", to: "runs/a.log")
    let diverged = try Program.run(["watch", scratch.file("runs"), "--until", "diverged"])
    #expect(diverged.status == 1 && diverged.output == "a.log: diverged at step 31\n")
  }

  @Test("What cannot be watched is refused in a line")
  func refusals() throws {
    scratch.write(WatchedRows.steps(1...5), to: "a.log")
    let cases: [([String], Int32, String)] = [
      (["watch", scratch.file("none.csv"), "--until", "finished"], 66, "there is no file"),
      (["watch", scratch.file("a.log")], 69, "--until"),
      (["watch", scratch.file("a.log"), "--on-alert", "true", "--until", "finished"], 64, "--alert"),
      (["watch", scratch.file("a.log"), "--alert", "plan", "--until", "finished"], 64, "--plan"),
      (["watch", scratch.file("a.log"), "--alert", "crash"], 64, "crash"),
      (
        ["watch", scratch.file("a.log"), "--plan", "StepLR(stepsize=3)", "--until", "finished"], 64,
        "step_size"
      ),
      (["watch", "StepLR(3)", "--until", "finished"], 65, "SPEC"),
    ]
    for (arguments, status, words) in cases {
      let outcome = try Program.run(arguments)
      #expect(outcome.status == status && outcome.errors.contains(words), "\(arguments): \(outcome)")
    }
    let session = try PtySession(product: "lrviz", ["watch", "-"], environment: environment)
    #expect(try session.waitForExit() == 64)
    #expect(session.terminal.text.contains("pipe a log into it"))
  }
}

/// Lines as a program prints them.
enum WatchedRows {
  static func steps(_ range: ClosedRange<Int>) -> String {
    range.map { "step \($0): loss \(2.0 / Double($0)) lr 0.001\n" }.joined()
  }
}
