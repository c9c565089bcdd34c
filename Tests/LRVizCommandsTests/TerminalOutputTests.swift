import Canvas
import Foundation
import TestSupport
import Testing

/// What commands that draw no screen of their own show on a terminal.
@Suite("Output on a terminal")
struct TerminalOutputTests {
  private let scratch: ScratchFolder

  init() throws { scratch = try ScratchFolder() }

  private func session(_ arguments: [String]) throws -> PtySession {
    try PtySession(product: "lrviz", arguments, size: Size(width: 90, height: 40))
  }

  private func rows(_ rate: (Int) -> Double) -> String {
    "step,lr,val_loss\n" + (0..<60).map { "\($0),\(rate($0)),\(1 / Double($0 + 1))\n" }.joined()
  }

  @Test("A check draws both curves and marks where they part; into a pipe it draws nothing")
  func check() throws {
    scratch.write(rows { $0 < 30 ? 0.1 : 0.05 }, to: "log.csv")
    let arguments = ["check", scratch.file("log.csv"), "--plan", "StepLR(20, 0.5)", "--interval", "step"]
    let session = try session(arguments)
    #expect(try session.waitForExit() == 1)
    let text = session.terminal.text
    #expect(text.contains("plan") && text.contains("logged") && text.contains("step"))
    #expect(text.unicodeScalars.contains { (0x2801...0x28FF).contains($0.value) }, "no curve in\n\(text)")
    let piped = try Program.run(arguments)
    #expect(piped.status == 1)
    #expect(!piped.output.unicodeScalars.contains { (0x2800...0x28FF).contains($0.value) })
    #expect(text.contains(piped.output.split(separator: "\n")[0].suffix(8)))
  }

  @Test("A long sweep says how far it is, and leaves nothing of that")
  func sweep() throws {
    scratch.write(rows { _ in 0.1 }, to: "log.csv")
    let arguments = [
      "replay", scratch.file("log.csv"), "ReduceLROnPlateau(patience=5)", "--sweep", "patience=0..299",
      "--sweep",
      "cooldown=0..99", "--output", scratch.file("sweep.txt"),
    ]
    let session = try session(arguments)
    #expect(try session.waitForExit() == 0)
    let written = String(decoding: session.output, as: UTF8.self)
    #expect(written.contains("66 % of 30000 combinations") && written.contains("100 % of 30000 combinations"))
    #expect(!session.terminal.text.contains("combinations"))
    #expect(session.terminal.text.contains("the losses are those of the run as it was"))
    // Not asked for on a terminal, it is not said.
    #expect(!(try Program.run(arguments).errors.contains("combinations")))
  }

  @Test("A patch shows what a script says on a terminal, and gives a pipe its bytes")
  func patchOfHostileScript() throws {
    let hostile = "# \u{1B}]8;;x\u{1B}\\ \u{9B}3J \u{202E} \u{07} \u{85} \u{1B}[?1003h"
    scratch.write(
      "\(hostile)\nscheduler = StepLR(optimizer, step_size=10)  \(hostile)\nprint('\u{1B}M')\n", to: "a.py")
    let arguments = [
      "code", scratch.file("a.py"), "--format", "patch", "--to", "CosineAnnealingLR(50)",
    ]
    let piped = try Program.run(arguments)
    #expect(piped.status == 0 && piped.output.contains(" \(hostile)\n") && piped.output.contains("\u{1B}M"))
    for arguments in [arguments, arguments + ["--output", "-"]] {
      let session = try session(arguments)
      #expect(try session.waitForExit() == 0)
      let written = String(decoding: session.output, as: UTF8.self)
      #expect(written.contains("␛]8;;x␛\\ ?3J ? ? ? ␛[?1003h") && written.contains("-scheduler = StepLR"))
      #expect(
        !written.unicodeScalars.contains { "\u{1B}\u{9B}\u{202E}\u{07}\u{85}".unicodeScalars.contains($0) })
    }
  }

  @Test("Notes of lrviz train do not come between the lines of lrviz watch on the same terminal")
  func notesBesideAWatch() throws {
    let program = PtySession.path(of: "lrviz")
    // T_max is far from the epochs, which train remarks upon; it begins when watch has the terminal.
    let train =
      "'\(program)' train 'CosineAnnealingLR(T_max=7)' --epochs 30 --workload quadratic --format jsonl"
    let noted = try Program.run([
      "train", "CosineAnnealingLR(T_max=7)", "--epochs", "30", "--workload", "quadratic",
    ])
    #expect(noted.errors.contains("note:"))
    let session = try PtySession(
      path: "/bin/sh", ["-c", "(sleep 1; \(train)) | '\(program)' watch -"],
      size: Size(width: 100, height: 30),
      environment: ["XDG_STATE_HOME": scratch.file("state")])
    try session.wait(for: "finished")
    #expect(!String(decoding: session.output, as: UTF8.self).contains("note:"))
    session.send("q")
    #expect(try session.waitForExit() == 0 && session.modesAreRestored)
  }

  @Test("Where no program has the terminal, notes are said as ever")
  func notesBesideAPipe() throws {
    let program = PtySession.path(of: "lrviz")
    let session = try PtySession(
      path: "/bin/sh",
      [
        "-c",
        "'\(program)' train 'CosineAnnealingLR(T_max=7)' --epochs 30 --workload quadratic | cat > /dev/null",
      ],
      size: Size(width: 100, height: 30))
    #expect(try session.waitForExit() == 0)
    #expect(session.terminal.text.contains("note:"))
  }
}
