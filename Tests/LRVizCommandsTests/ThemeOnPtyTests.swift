import Canvas
import Glibc
import TestSupport
import Testing

/// Themes as a terminal sees them: what is asked, what comes of the answer, what is painted.
@Suite("Themes on a terminal")
struct ThemeOnPtyTests {
  private static let question = "\u{1B}]11;?\u{1B}\\\u{1B}[c"
  private static let white = "\u{1B}]11;rgb:ffff/ffff/ffff\u{1B}\\\u{1B}[?62;22c"
  private static let black = "\u{1B}]11;rgb:0000/0000/0000\u{07}\u{1B}[?1;2c"

  private func waitForBytes(_ text: String, from start: Int = 0, _ session: PtySession) throws {
    try session.wait("the bytes \(text.debugDescription)") { _ in
      Self.contains(session.output[start...], text)
    }
  }

  private static func contains(_ bytes: some Sequence<UInt8>, _ text: String) -> Bool {
    String(decoding: Array(bytes), as: UTF8.self).contains(text)
  }

  private static func foreground(_ theme: Theme, _ role: ColorRole) -> String {
    "38;5;\(theme.color(role).ansi256 ?? 0)m"
  }

  private static func background(_ theme: Theme) -> String { "48;5;\(theme.ground.ansi256 ?? 0)m" }

  @Test func theLabFollowsTheTerminalAndTCycles() throws {
    let session = try LabOnPtyTests.lab()
    #expect(Self.contains(session.output, Self.question))
    var start = session.output.count
    session.send(Self.white)
    try waitForBytes(Self.foreground(.light, .lr), from: start, session)
    #expect(!Self.contains(session.output, Self.background(.light)))
    start = session.output.count
    session.send("T")
    try session.wait(for: "theme: contrast")
    try waitForBytes(Self.background(.contrast), from: start, session)
    start = session.output.count
    session.send("T")
    try session.wait(for: "theme: dark")
    try waitForBytes(Self.background(.dark), from: start, session)
    session.send("T")
    try session.wait(for: "theme: light")
    // What comes now is of frames in the terminal's own colors.
    start = session.output.count
    session.send("g")
    try session.wait(for: "charts in block")
    #expect(!Self.contains(session.output[start...], "48;5;"))
    session.send("q")
    #expect(try session.waitForExit() == 0)
    #expect(session.terminal.unknown == [] && session.modesAreRestored)
  }

  /// Whatever has the screen has its colors: the lab of logs as well as that of runs and plans.
  @Test(arguments: [["watch", "-", "--fresh"], ["plan", "StepLR(10)"]])
  func everyScreenHasAColorTheme(command: [String]) throws {
    let scratch = try ScratchFolder()
    scratch.write("step,lr,loss\n1,0.1,2\n2,0.1,1.5\n3,0.01,1\n", to: "run.csv")
    let words = command.map { $0 == "-" ? scratch.file("run.csv") : $0 }
    let session = try PtySession(
      product: "lrviz", words + ["--theme", "contrast"],
      environment: ["XDG_STATE_HOME": scratch.file("state")])
    try session.wait(for: "quit")
    try waitForBytes(Self.background(.contrast), session)
    try waitForBytes(Self.foreground(.contrast, .lr), session)
    session.send("q")
    #expect(try session.waitForExit() == 0)
  }

  /// A theme that brings its own ground paints all of it, on every terminal and whatever was there before: on white a hole
  /// would be seen at once.
  @Test(arguments: ["xterm-256color", "screen-256color", "tmux-256color"])
  func aPaintedThemeLeavesNoHoles(term: String) throws {
    let session = try LabOnPtyTests.lab(["--theme", "contrast"], environment: ["TERM": term])
    func holes(_ step: String) throws {
      try session.wait("a screen without holes after \(step)") { screen in
        screen.backgrounds.allSatisfy { row in row.allSatisfy { !$0.isEmpty } }
      }
    }
    try holes("the start")
    for (keys, text) in [
      ("z", "scheduler"), ("?", "help: keys"), ("?z", "comparison"), ("o", "best loss"), ("s", "filter"),
    ] {
      session.send(keys)
      try session.wait(for: text)
      try holes(keys)
    }
    session.send("\u{1B}")
    try session.wait("the list closed") { !$0.text.contains("filter") }
    // Back to the terminal's own colors, and to painted ones again.
    session.send("T")
    try session.wait(for: "theme: dark")
    session.send("TT")
    try session.wait(for: "theme: contrast")
    try holes("T")
    session.send("q")
    #expect(try session.waitForExit() == 0)
  }

  @Test func anAnswerIsNoKey() throws {
    let session = try LabOnPtyTests.lab()
    let before = session.terminal.text
    session.send(Self.black)
    session.send("?")
    try session.wait("the help") { $0.text.contains("Panes") && $0.text != before }
    session.send("?q")
    #expect(try session.waitForExit() == 0)
  }

  @Test(arguments: [["--theme", "light"], ["--theme", "contrast"]])
  func aThemeThatIsAskedForIsTheFirstOne(_ option: [String]) throws {
    let session = try LabOnPtyTests.lab(option)
    let theme = try #require(Theme.all.first { $0.name == option[1] })
    #expect(Self.contains(session.output, Self.foreground(theme, .lr)))
    #expect(Self.contains(session.output, Self.background(theme)) == (theme == .contrast))
    session.send("q")
    #expect(try session.waitForExit() == 0)
  }

  @Test func theVariableIsFollowed() throws {
    let session = try LabOnPtyTests.lab(environment: ["COLORFGBG": "0;15"])
    #expect(Self.contains(session.output, Self.foreground(.light, .lr)))
    session.send("q")
    #expect(try session.waitForExit() == 0)
  }

  @Test(arguments: ["NO_COLOR", "TERM"]) func whoShowsNoColorsIsNotAsked(_ variable: String) throws {
    let session = try LabOnPtyTests.lab(environment: [variable: variable == "TERM" ? "linux" : "1"])
    #expect(!Self.contains(session.output, "]11;"))
    session.send("q")
    #expect(try session.waitForExit() == 0)
  }

  /// Whoever leaves before the terminal has answered leaves nothing for the shell.
  @Test func theShellSeesNothingOfTheAnswer() throws {
    let session = try PtySession(
      path: "/bin/sh",
      ["-c", "'\(Program.path)' lab --workload mock; echo left; read line; echo \"<$line>\""])
    try session.wait(for: "quit")
    session.send("q" + Self.white)
    try session.wait(for: "left")
    session.send("end\r")
    try session.wait(for: "<end>")
    #expect(try session.waitForExit() == 0)
  }

  /// A chart that is written once asks nothing of the terminal, which may never answer.
  @Test(arguments: [
    ([], [:], Theme.neutral), (["--theme", "light"], [:], .light), ([], ["COLORFGBG": "15;0"], .dark),
    ([], ["COLORFGBG": "0;15"], .light), (["--theme", "dark"], ["COLORFGBG": "0;15"], .dark),
  ])
  func plotAsksNobody(_ options: [String], _ environment: [String: String], _ theme: Theme) throws {
    let session = try PtySession(
      product: "lrviz", ["plot", "StepLR(10)"] + options, environment: environment)
    #expect(try session.waitForExit() == 0)
    #expect(Self.contains(session.output, Self.foreground(theme, .lr)))
    #expect(!Self.contains(session.output, "]11;") && session.modesAreRestored)
  }

  @Test func pipesAreNeitherAskedNorColored() throws {
    let outcome = try Program.run(["plot", "StepLR(10)", "--theme", "contrast"])
    #expect(!outcome.output.contains("\u{1B}"))
    let colored = try Program.run(["plot", "StepLR(10)", "--theme", "light", "--color", "always"])
    #expect(colored.output.contains(Self.foreground(.light, .lr)) && !colored.output.contains("]11;"))
  }
}
