import Foundation
import Testing

/// `code --format patch`: what `patch` makes of it builds the schedule that was asked for.
@Suite struct PatchTests {
  private func folder() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("lrviz-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  private func patched(_ text: String, to spec: String, _ more: [String] = []) throws -> String {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("train.py")
    try Data(text.utf8).write(to: file)
    let result = try Program.run(["code", file.path, "--format", "patch", "--to", spec] + more)
    #expect(result.status == 0, "\(result.errors)")
    // Nothing is written to the script itself.
    #expect(try Data(contentsOf: file) == Data(text.utf8))
    let diff = folder.appendingPathComponent("change.diff")
    try Data(result.output.utf8).write(to: diff)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["patch", "--binary", "--fuzz=0", "--silent", file.path, diff.path]
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "patch refuses:\n\(result.output)")
    return String(decoding: try Data(contentsOf: file), as: UTF8.self)
  }

  @Test func theCallIsExchangedInItsPlace() throws {
    let text = """
      import torch
      from torch import optim

      def build(net, rounds=90):
          adam = optim.AdamW(net.parameters(), lr=1e-3)
          plan = optim.lr_scheduler.StepLR(
              adam,
              step_size=30,
          )  # to be tuned
          return adam, plan

      """
    let wanted = text.replacing(
      "StepLR(\n        adam,\n        step_size=30,\n    )",
      with: "CosineAnnealingLR(adam, T_max=80, eta_min=1e-05)")
    #expect(try patched(text, to: "CosineAnnealingLR(80, 1e-5)") == wanted)
  }

  /// To be built is enough for a scheduler to set the rates.
  @Test func membersThatNothingElseUsesGo() throws {
    let text = """
      from torch.optim.lr_scheduler import CosineAnnealingLR, ExponentialLR, LinearLR, SequentialLR

      def build(opt, short):
          warm = LinearLR(
              opt, 0.1, total_iters=5)
          rest = CosineAnnealingLR(opt, 95)
          if short:
              end = ExponentialLR(opt, 0.9)
          print(rest)
          return SequentialLR(opt, [warm, rest, end], milestones=[5, 90])

      """
    let wanted = text.replacing("    warm = LinearLR(\n        opt, 0.1, total_iters=5)\n", with: "")
      .replacing(
        "SequentialLR(opt, [warm, rest, end], milestones=[5, 90])", with: "ExponentialLR(opt, gamma=0.5)")
    #expect(try patched(text, to: "ExponentialLR(0.5)", ["--define", "short=True"]) == wanted)
  }

  /// What is pasted with prompts, or as a diff, keeps them in front of every line.
  @Test(arguments: [
    (">>> opt = SGD(p, lr=0.1)\n>>> s = StepLR(opt, 5)\n", "... "),
    ("In [12]: opt = SGD(p, lr=0.1)\n\nIn [13]: s = StepLR(opt, 5)\n", "    ...: "),
    ("@@ -1,2 +1,3 @@\n def f(opt):\n+    s = StepLR(opt, 5)\n", "+    "),
  ])
  func marginsAreKept(text: String, margin: String) throws {
    let spec = "SequentialLR([LinearLR(0.5, total_iters=5), CosineAnnealingLR(95)], milestones=[5])"
    let result = try patched(text, to: spec, ["--define", "p=1"])
    #expect(result.contains("\n\(margin)    milestones=[5],\n\(margin))\n"), "\(result)")
  }

  @Test func whatGivesMoreThanASchedulerIsRefused() throws {
    let folder = try folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("train.py")
    let text = "from timm.scheduler import create_scheduler\ns, epochs = create_scheduler(args, optimizer)\n"
    try Data(text.utf8).write(to: file)
    let more = [
      "sched='step'", "epochs=9", "decay_epochs=3", "decay_rate=0.5", "warmup_epochs=0", "warmup_lr=0.0",
    ].flatMap {
      ["--define", "args." + $0]
    }
    let result = try Program.run(
      ["code", file.path, "--format", "patch", "--to", "StepLR(5)"] + more)
    #expect(result.status == 64 && result.errors.contains("create_scheduler"), "\(result.errors)")
  }

  @Test func classesAreImportedWhereTheOldOneIs() throws {
    let text = """
      from torch.optim.lr_scheduler import StepLR
      from torch.optim import SGD

      def one(): pass
      def two(): pass
      def three(): pass
      def four(): pass

      class Model:
          def configure_optimizers(self):
              self.sgd = SGD(self.parameters(), lr=0.1)
              return {"optimizer": self.sgd, "lr_scheduler": {"scheduler": StepLR(self.sgd, 5), "interval": "epoch"}}
      """
    let spec = "SequentialLR([LinearLR(0.1, total_iters=5), LambdaLR(lambda e: math.cos(e / 99))], [5])"
    let new = try patched(text, to: spec)
    #expect(new.hasPrefix("from torch.optim.lr_scheduler import StepLR\n"))
    for line in ["import LambdaLR", "import LinearLR", "import SequentialLR", "import math"] {
      #expect(new.contains(line + "\n"))
    }
    #expect(new.contains("{\"scheduler\": SequentialLR(\n"))
    #expect(new.hasSuffix(", \"interval\": \"epoch\"}}"))
    // It reads back as what was asked for.
    let read = try Program.run(["code", new, "--format", "spec"])
    #expect(
      read.output
        == "SequentialLR(schedulers=[LinearLR(start_factor=0.1), LambdaLR(lr_lambda=lambda e: math.cos(e / 99))], milestones=[5])\n"
    )
  }

  /// Line ends of two bytes, no line end at all, and lines that are not ASCII stay as they are.
  @Test(arguments: [
    "x = 'ä'\r\ns = StepLR(opt, 3)\r\ny = 1\r\n", "s = StepLR(opt, 3)",
    "import torch\ns = torch.optim.lr_scheduler.StepLR(opt, 3)\n",
    "\n\n\n\n\n\n\n\ns = StepLR(optimizer=opt, step_size=3)\n\n\n\n\n\n\n\n\n",
    "a = 1; s = StepLR(opt, 3); b = 2\n",
  ])
  func theRestStays(text: String) throws {
    let new = try patched(text, to: "ExponentialLR(0.9)")
    #expect(new.contains("ExponentialLR(opt, gamma=0.9)"))
    let lines = Self.lines(new).filter { !$0.contains("import ExponentialLR") }
    let old = Self.lines(text)
    #expect(lines.count == old.count)
    for (line, before) in zip(lines, old) where !before.contains("StepLR") { #expect(line == before) }
    #expect(new.contains("\r\n") == text.contains("\r\n"))
  }

  /// By bytes: a line end of two is one character.
  private static func lines(_ text: String) -> [String] {
    text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map {
      String(Substring($0))
    }
  }

  @Test func oneOfSeveralIsChosen() throws {
    let text = "a = StepLR(opt, 3)\nb = StepLR(opt, 4)\n"
    let folder = try folder()
    let file = folder.appendingPathComponent("two.py")
    try text.write(to: file, atomically: true, encoding: .utf8)
    let unclear = try Program.run(["code", file.path, "--format", "patch", "--to", "StepLR(9)"])
    #expect(unclear.status == 64 && unclear.errors.contains("--pick"))
    #expect(
      try patched(text, to: "StepLR(9)", ["--pick", "b"])
        == "a = StepLR(opt, 3)\nb = StepLR(opt, step_size=9)\n")
  }

  @Test func whatCannotBePatchedIsSaid() throws {
    let byHand =
      "def tune(optimizer, epoch):\n    for g in optimizer.param_groups:\n        g['lr'] = 0.1 / (epoch + 1)\n"
    let result = try Program.run(["code", byHand, "--format", "patch", "--to", "StepLR(9)"])
    #expect(result.status == 64 && result.errors.contains("no call builds this schedule"))
    #expect(try Program.run(["code", "StepLR(3)", "--format", "patch"]).status == 64)
    #expect(try Program.run(["code", "StepLR(3)", "--to", "StepLR(9)"]).status == 64)
    let unknown = try Program.run([
      "code", "s = StepLR(opt, 3)", "--format", "patch", "--to", "StepLR(sise=9)",
    ])
    #expect(unknown.status == 64 && unknown.errors.contains("--to: "))
  }
}
