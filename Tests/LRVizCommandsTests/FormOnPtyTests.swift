import Canvas
import Foundation
import TestSupport
import Testing

/// The form for missing names on a terminal: opening the lab, and `--ask` before a command.
@Suite("The form on a terminal")
struct FormOnPtyTests {
  private static let script = """
    optimizer = torch.optim.SGD(model.parameters(), lr=0.5, momentum=0.9)
    scheduler = StepLR(optimizer, step_size=args.every, gamma=args.fade)

    """

  private func file(_ text: String = script) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("lrviz-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let url = folder.appendingPathComponent("train.py")
    try text.write(to: url, atomically: true, encoding: .utf8)
    return url.path
  }

  private func expectRestored(_ session: PtySession) {
    #expect(session.modesAreRestored && session.terminal.modes.areReset)
    #expect(!session.terminal.isInAlternateScreen)
    #expect(session.terminal.unknown == [])
  }

  @Test("print asks, then prints on the terminal that it gave back")
  func asksBeforePrinting() throws {
    let session = try PtySession(
      product: "lrviz", ["print", try file(), "--ask", "--epochs", "4", "--format", "csv"])
    try session.wait(for: "train.py leaves 2 names open")
    session.send("2")
    try session.wait(for: "→ StepLR(step_size=2)")
    session.send("\r")
    #expect(try session.waitForExit() == 0)
    expectRestored(session)
    let text = String(decoding: session.output, as: UTF8.self)
    #expect(text.contains("3,0.05,0.9\r\n4,0.05,0.9\r\n"))
    #expect(text.contains("lr=0.5 and SGD(momentum=0.9) from line 1"))
  }

  @Test("plot and code ask too", arguments: ["plot", "code"])
  func otherVerbs(verb: String) throws {
    let session = try PtySession(product: "lrviz", [verb, try file(), "--ask"])
    try session.wait(for: "args.every")
    session.send("7\r")
    #expect(try session.waitForExit() == 0)
    expectRestored(session)
    #expect(String(decoding: session.output, as: UTF8.self).contains("step_size=7"))
  }

  @Test("Whoever gives up gets the names and the command to run", arguments: ["\u{1B}", "\u{3}"])
  func givenUp(key: String) throws {
    let session = try PtySession(product: "lrviz", ["print", try file(), "--ask"])
    try session.wait(for: "give up")
    session.send(key)
    #expect(try session.waitForExit() == 64)
    expectRestored(session)
    let text = String(decoding: session.output, as: UTF8.self)
    #expect(text.contains("the script leaves 2 names open") && text.contains("--define args.every=…"))
  }

  @Test("A script from stdin is read once and asked for")
  func standardInput() throws {
    let program = PtySession.path(of: "lrviz")
    let session = try PtySession(
      path: "/bin/bash", ["-c", "'\(program)' print - --ask --epochs 3 --format csv < '\(try file())'"])
    try session.wait(for: "stdin leaves 2 names open")
    session.send("1\r")
    #expect(try session.waitForExit() == 0)
    #expect(String(decoding: session.output, as: UTF8.self).contains("3,0.005,0.9\r\n"))
  }

  @Test("Without a terminal it says so, and what is missing")
  func noTerminal() throws {
    for verb in ["print", "plot", "code"] {
      let result = try Program.run([verb, try file(), "--ask"])
      #expect(result.status == 69 && result.output.isEmpty)
      #expect(result.errors.hasPrefix("lrviz: a form needs a terminal, and standard output is none: "))
      #expect(result.errors.contains("--define args.every=…"))
    }
    // Nothing is missing: nothing is asked.
    let result = try Program.run(["print", "StepLR(3)", "--ask", "--epochs", "2"])
    #expect(result.status == 0)
  }

  @Test("A name in a call is a slip unless --ask says otherwise")
  func slips() throws {
    #expect(try Program.run(["print", "StepLR(every)"]).status == 64)
    let session = try PtySession(product: "lrviz", ["print", "StepLR(every)", "--ask", "--epochs", "2"])
    try session.wait(for: "every")
    session.send("5\r")
    #expect(try session.waitForExit() == 0)
  }

  @Test("The lab asks first and keeps the answers")
  func labAsksFirst() throws {
    let path = try file()
    let session = try PtySession(
      product: "lrviz", ["lab", path, "--workload", "mock"], size: Size(width: 100, height: 30))
    try session.wait(for: "train.py leaves 2 names open")
    session.send("9\r")
    try session.wait("the pane") { $0.text.contains("step_size=9") && $0.text.contains("train.py:2") }
    session.send("D")
    try session.wait(for: "args.every = 9")
    session.send("\u{1B}")
    try session.wait("the panes again") { $0.text.contains("step_size=9") }
    session.send("d")
    try session.wait(for: "train.py leaves 2 names open")
    session.send("8\r")
    try session.wait(for: "step_size=8")
    session.send("q")
    #expect(try session.waitForExit() == 0)
    expectRestored(session)
  }

  @Test("A bare file opens the lab, each of its schedulers in a pane")
  func severalSchedulers() throws {
    let path = try file("opt = SGD(p, lr=0.3)\na = StepLR(opt, 4)\nb = ExponentialLR(opt, 0.9)\n")
    let session = try PtySession(product: "lrviz", [path, "--workload", "mock"])
    try session.wait("two panes") { $0.text.contains("1 StepLR") && $0.text.contains("2 ExponentialLR") }
    session.send("q")
    #expect(try session.waitForExit() == 0)
  }

  @Test("A form follows the size of the terminal and quits with it")
  func resized() throws {
    let session = try PtySession(product: "lrviz", ["print", try file(), "--ask"])
    for (width, height) in [(80, 24), (40, 10), (20, 6), (140, 40)] {
      session.resize(Size(width: width, height: height))
      try session.wait("a frame of \(width)x\(height)") { screen in
        width < 40 ? screen.text.contains("too small") : screen.text.contains("args.every")
      }
    }
    session.hangUp()
    #expect(try session.waitForExit() == 129)
  }
}
