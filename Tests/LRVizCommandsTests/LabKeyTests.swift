import Canvas
import TestSupport
import Testing

/// Every key of the contract on the built program: what it shows.
@Suite("The lab's keys on a terminal")
struct LabKeyTests {
  /// A key, and what comes onto the screen or leaves it by that.
  struct Press: Sendable {
    var key: String
    var text: String
    var isShown: Bool

    init(_ key: String, _ text: String, isShown: Bool = true) {
      self.key = key
      self.text = text
      self.isShown = isShown
    }

    static func hides(_ key: String, _ text: String) -> Press { Press(key, text, isShown: false) }

    func holds(on screen: VirtualTerminal) -> Bool { screen.text.contains(text) == isShown }
  }

  static let escape = "\u{1B}"
  static let left = "\u{1B}[D"
  static let right = "\u{1B}[C"
  static let down = "\u{1B}[B"

  /// Pane 1 trains again after these.
  static let choosing: [Press] = [
    Press("2", "▶ 2 MultiStepLR"), Press("\t", "▶ 3 ExponentialLR"), Press("\u{1B}[Z", "▶ 2 MultiStepLR"),
    Press("1", "▶ 1 StepLR"), Press("n", "▶ 1 MultiStepLR"), Press("p", "▶ 1 StepLR"),
  ]

  /// Each press is judged before the next, and none begins with its outcome on the screen: the notes on a change in
  /// mid-run would be in the way.
  static let script: [Press] = [
    .hides("z", "2 MultiStepLR"), Press(escape, "2 MultiStepLR"), .hides("\r", "2 MultiStepLR"),
    Press("z", "2 MultiStepLR"),
    Press(right, "step_size=11"), Press(left, "step_size=10"), Press("L", "step_size=20"),
    Press("H", "step_size=10"), Press(down, "▸gamma"), Press("k", "▸step_size"),
    Press("=", "Enter apply"), Press("\u{15}7\r", "step_size=7"), Press("u", "step_size=10"),
    Press("\u{12}", "step_size=7"), Press("u", "step_size=10"), Press("j", "▸gamma"),
    Press(right, "gamma=0.15"), Press("\u{7F}", "▸gamma=0.1 "),
    Press("t", "restart: each change"), Press("t", "live: changes apply"), Press(">", "max speed"),
    Press("<", "1000 epochs/s"),
    Press("y", "LR axis linear"), Press("y", "LR axis logarithmic"), Press("Y", "loss axis logarithmic"),
    Press("v", "panes show LR"), Press("v", "panes show loss"), Press("v", "panes show momentum"),
    Press("v", "panes show LR and loss"), .hides("o", "▸gamma"), Press("o", "▸gamma"),
    Press("f", "futures on"), Press("f", "futures hidden"),
    Press("c", "cursor at epoch 60"), .hides("H", "cursor at epoch 60"), Press("c", "cursor off"),
    Press("E", "↑↓ move"), .hides(escape, "↑↓ move"),
    Press("?", "focus a pane"), .hides("?", "focus a pane"), Press("C", "import torch"),
    Press("y", "clipboard"),
    .hides(escape, "import torch"), Press("a", "pane 2 added"), Press("x", "• pane 2 closed"),
    Press("u", "undone: pane 2 closed"),
    Press("x", "• pane 2 closed"),
    Press("s", "Enter apply"), Press("Expo\r", "▶ 2 ExponentialLR"), Press("i", "Enter apply"),
    Press("\u{15}lr_scheduler.StepLR(opt, 4)\r", "step_size=4"),
    Press("m", "1 LinearLR ▸total_iters=5"), Press(right, "▸total_iters=6"), Press("u", "▸total_iters=5"),
    Press("u", "step_size=4"), Press("M", "compose pane 2"), Press("then\r", "pane 2: then…"),
    Press("Expo\r", "2 ExponentialLR ▸gamma=0.95"), Press("M", "only 2 ExponentialLR stays"),
    Press("remove\r", "step_size=4"), Press("g", "charts in block"),
    Press("W", "Enter apply"), Press("quad\r", "lrviz · quadratic"), Press("~", "~ is not used here"),
    Press("I", "per batch (10 per epoch)"), Press("u", "undone: pane 2, its steps"),
    Press("U", "warm-up  1%"), Press("640\r", "640 samples / (batch 32"),
    Press("\r", "! StepLR has no"), .hides(escape, "warm-up  1%"),
    Press("\u{0C}", "redrawn"),
  ]

  @Test("Each key does what the help says")
  func keys() throws {
    let session = try LabOnPtyTests.lab(["--epochs", "60", "--speed", "1000"])
    try session.wait(for: "■ done")
    try play(Self.choosing, on: session)
    try session.wait(for: "■ done")
    try play(Self.script, on: session)
    session.send("q")
    #expect(try session.waitForExit() == 0)
    #expect(session.terminal.modes.clipboard.count == 1)
  }

  @Test("A running lab pauses, goes on by single epochs, and starts over")
  func running() throws {
    let session = try LabOnPtyTests.lab(["--epochs", "1000000", "--speed", "0.01"])
    try play(
      [
        Press(" ", "paused"), Press("R", "all panes restarted"), Press(".", "1/1000000"),
        Press(".", "2/1000000"), Press("r", "pane 1 restarted"), .hides(" ", "paused"),
      ], on: session)
    session.send("q")
    #expect(try session.waitForExit() == 0)
  }

  private func play(_ script: [Press], on session: PtySession) throws {
    for press in script {
      // What is on the screen already would say nothing about the key; a frame may still be arriving.
      try session.wait("\(press.key.debugDescription) to have something to do", seconds: 60) {
        !press.holds(on: $0)
      }
      session.send(press.key)
      try session.wait("'\(press.text)'", seconds: 60, until: press.holds)
    }
  }
}
