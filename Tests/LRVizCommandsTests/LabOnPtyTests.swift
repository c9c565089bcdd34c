import Canvas
import Glibc
import TestSupport
import Testing

/// The lab as a user has it: the built program on a pseudo-terminal.
@Suite("The lab on a terminal")
struct LabOnPtyTests {
  /// A lab with little to compute, so that a slow machine is no slow test.
  static func lab(
    _ arguments: [String] = [], size: Size = Size(width: 120, height: 40), environment: [String: String] = [:]
  ) throws -> PtySession {
    let session = try PtySession(
      product: "lrviz", ["lab", "--workload", "mock"] + arguments, size: size,
      environment: environment)
    try session.wait(for: "quit")
    return session
  }

  private func expectRestored(_ session: PtySession) {
    #expect(session.modesAreRestored)
    #expect(session.terminal.modes.areReset)
    #expect(!session.terminal.isInAlternateScreen)
    #expect(session.terminal.unknown == [])
  }

  @Test("alone it opens the five schedulers of the tutorial, training the digits")
  func defaults() throws {
    let session = try PtySession(product: "lrviz", size: Size(width: 120, height: 40))
    for name in ["StepLR", "MultiStepLR", "ExponentialLR", "ReduceLROnPlateau", "CosineAnnealingLR"] {
      try session.wait(for: " \(name) ")
    }
    try session.wait("the first epoch") { $0.text.contains("/100  lr ") && $0.text.contains("digits") }
    session.send("q")
    #expect(try session.waitForExit() == 0)
    expectRestored(session)
  }

  @Test("q and Ctrl-C quit while it trains", arguments: ["q", "\u{3}"])
  func quits(key: String) throws {
    let session = try Self.lab(["--epochs", "10000000", "--speed", "max"])
    session.send(key)
    #expect(try session.waitForExit() == 0)
    expectRestored(session)
  }

  @Test(
    "A signal ends it, the terminal as before",
    arguments: [SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGSEGV, SIGILL])
  func signalled(number: Int32) throws {
    let session = try Self.lab(["--epochs", "10000000", "--speed", "max"])
    session.signal(number)
    let status = try session.waitForExit()
    #expect(status == 128 + number)
    expectRestored(session)
  }

  @Test("A terminal that goes away ends it")
  func hungUp() throws {
    let session = try Self.lab(["--epochs", "10000000", "--speed", "max"])
    session.hangUp()
    #expect(try session.waitForExit() == 128 + SIGHUP)
  }

  @Test("Ctrl-Z and fg, under a shell")
  func suspended() throws {
    let program = PtySession.path(of: "lrviz")
    let script = "set -m; '\(program)' --workload mock; echo stopped; read line; fg >/dev/null; echo ended $?"
    let session = try PtySession(path: "/bin/bash", ["-c", script], size: Size(width: 100, height: 30))
    try session.wait(for: "quit")
    session.send("\u{1A}")
    try session.wait(for: "stopped")
    #expect(session.modesAreRestored)
    #expect(session.terminal.modes.areReset)
    session.send("\n")
    try session.wait("the lab again") { $0.isInAlternateScreen && $0.text.contains("quit") }
    session.send("q")
    try session.wait(for: "ended 0")
    #expect(session.terminal.modes.areReset)
  }

  @Test("It follows every size, and says so where it has no room")
  func resized() throws {
    let session = try Self.lab()
    for (width, height) in [(80, 24), (200, 60), (20, 6), (5, 2), (120, 40)] {
      session.resize(Size(width: width, height: height))
      try session.wait("a frame of \(width)x\(height)") { screen in
        guard width >= 40 else { return !screen.text.allSatisfy(\.isWhitespace) }
        return screen.text.contains("StepLR") && screen.row(height - 1).contains("quit")
      }
    }
    session.send("q")
    #expect(try session.waitForExit() == 0)
    expectRestored(session)
  }

  @Test("Without a UTF-8 locale every byte is ASCII, and the lab says why")
  func ascii() throws {
    let session = try Self.lab(environment: ["LC_ALL": "C"])
    #expect(session.terminal.text.contains("! ASCII only: LC_ALL=C is not UTF-8"))
    session.send("g")
    try session.wait(for: "the locale is not UTF-8")
    session.send("q")
    #expect(try session.waitForExit() == 0)
    #expect(session.output.allSatisfy { $0 < 0x80 })
  }

  @Test("Glyphs that are asked for are drawn, whatever the locale", arguments: ["C", "POSIX", "xx_YY"])
  func explicitGlyphs(locale: String) throws {
    let session = try Self.lab(["--glyphs", "braille"], environment: ["LC_ALL": locale])
    try session.wait("braille") { $0.text.unicodeScalars.contains { 0x2801...0x28FF ~= $0.value } }
    #expect(!session.terminal.text.contains("ASCII only"))
    session.send("g")
    try session.wait(for: "charts in block")
    session.send("q")
    #expect(try session.waitForExit() == 0)
  }

  @Test("A UTF-8 locale that is not installed is one")
  func missingLocale() throws {
    let session = try Self.lab(environment: ["LC_ALL": "xx_YY.UTF-8"])
    try session.wait("braille") { $0.text.unicodeScalars.contains { 0x2801...0x28FF ~= $0.value } }
    session.send("q")
    #expect(try session.waitForExit() == 0)
  }

  @Test("ASCII that was asked for needs no explanation")
  func explicitASCII() throws {
    let session = try Self.lab(["--glyphs", "ascii"], environment: ["LC_ALL": "C"])
    #expect(!session.terminal.text.contains("ASCII only"))
    session.send("q")
    #expect(try session.waitForExit() == 0)
  }

  @Test("With colours they are set")
  func colored() throws {
    let session = try Self.lab(["--color", "always"], environment: ["NO_COLOR": "1"])
    session.send("q")
    _ = try session.waitForExit()
    #expect(!colors(in: session.output).isEmpty)
  }

  @Test("Without colours no sequence sets one", arguments: [["NO_COLOR": "1"], [:]])
  func monochrome(environment: [String: String]) throws {
    let session = try Self.lab(environment.isEmpty ? ["--color", "never"] : [], environment: environment)
    session.send("q")
    _ = try session.waitForExit()
    #expect(colors(in: session.output).isEmpty)
  }

  /// The parameters of the sequences that set a colour (CSI … m).
  private func colors(in output: [UInt8]) -> [Int] {
    String(decoding: output, as: UTF8.self).split(separator: "\u{1B}[").flatMap { piece -> [Int] in
      guard let end = piece.firstIndex(where: \.isLetter), piece[end] == "m" else { return [] }
      return piece[..<end].split(separator: ";").compactMap { Int($0) }.filter {
        ![39, 49].contains($0) && $0 >= 30
      }
    }
  }

  @Test("TERM unset or unknown: one line and status 69", arguments: ["", "no-such-terminal", "dumb"])
  func unusable(term: String) throws {
    let session = try PtySession(product: "lrviz", environment: ["TERM": term])
    #expect(try session.waitForExit() == 69)
    #expect(session.terminal.text.hasPrefix("lrviz: TERM"))
    #expect(session.modesAreRestored)
  }

  @Test("No terminal: one line and status 69")
  func noTerminal() throws {
    let outcome = try Program.run(["lab"])
    #expect(outcome.status == 69 && outcome.output.isEmpty)
    #expect(outcome.errors.contains("not a terminal") && outcome.errors.filter { $0 == "\n" }.count == 1)
  }
}
