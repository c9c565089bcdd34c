import Foundation
import Testing

/// Scripts and files as SPECs, the optimizer in them, and names that they leave open.
@Suite struct ScriptTests {
  private static let script = """
    optimizer = torch.optim.AdamW(model.parameters(), lr=0.02, betas=(0.8, 0.99))
    scheduler = StepLR(optimizer, step_size=args.every, gamma=0.5)

    """

  private func file(_ name: String, _ text: String) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("lrviz-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let url = folder.appendingPathComponent(name)
    try text.write(to: url, atomically: true, encoding: .utf8)
    return url.path
  }

  @Test func aFileIsReadWithItsOptimizer() throws {
    let path = try file("train.py", Self.script)
    let result = try Program.run([
      "print", path, "--define", "args.every=2", "--epochs", "3", "--format", "json",
    ])
    #expect(result.status == 0)
    #expect(result.output.contains("\"lrs\": [[0.02, 0.02, 0.01]]"))
    #expect(result.output.contains("\"momenta\": [[0.8, 0.8, 0.8]]"))
    #expect(result.output.contains("\"optimizer\": \"AdamW(betas=(0.8, 0.99))\""))
    #expect(result.output.contains("\"line\": 2"))
    #expect(result.errors.contains("lr=0.02 and AdamW(betas=(0.8, 0.99)) from line 1"))
  }

  @Test func optionsWinAndThatIsSaid() throws {
    let path = try file("train.py", Self.script)
    let result = try Program.run([
      "print", path, "--define", "args.every=2", "--epochs", "2", "--lr", "0.5", "--optimizer", "SGD()",
      "--format", "csv",
    ])
    #expect(result.output.hasPrefix("epoch,lr,momentum\n1,0.5,0.0\n"))
    #expect(result.errors.contains("--lr 0.5 wins over lr=0.02 of line 1"))
    #expect(result.errors.contains("--optimizer 'SGD()' wins over AdamW of line 1"))
  }

  @Test func codeKeepsTheRateAndTheGroups() throws {
    let text = "o = SGD([{'params': a, 'lr': 0.01}, {'params': b}], lr=0.2, momentum=0.9)\nStepLR(o, 3)"
    let code = try Program.run(["code", text])
    #expect(code.output.contains("\"lr\": 0.01") && code.output.contains("\"lr\": 0.2"))
    #expect(code.output.contains("momentum=0.9"))
  }

  @Test func whatIsMissingIsAskedForAtOnce() throws {
    let text = "s = CosineAnnealingLR(opt, T_max=args.rounds, eta_min=cfg[\"low\"])\nt = StepLR(opt, n)"
    let result = try Program.run(["print", text, "--format", "json"])
    #expect(result.status == 64)
    for name in ["args.rounds", "cfg[\"low\"]", "n "] { #expect(result.errors.contains(name)) }
    #expect(result.errors.contains("--define args.rounds=… --define 'cfg[\"low\"]=0.0' --define n=…"))
    #expect(
      result.output.hasPrefix(
        "{\"missing\": [{\"name\": \"args.rounds\", \"lines\": [1], \"used_for\": \"T_max\", \"guess\": null}"
      ))
  }

  @Test func valuesMayComeFromAFile() throws {
    for (name, text) in [
      ("a.json", "{\"args\": {\"every\": 2}}"), ("a.yaml", "args:\n  every: 2  # epochs\n"),
      ("a.txt", "args.every = 2\n"),
    ] {
      let result = try Program.run([
        "print", Self.script, "--define-file", try file(name, text), "--epochs", "3", "--format", "csv",
      ])
      #expect(result.output.hasSuffix("3,0.01,0.8\n"), "\(name): \(result.errors)")
    }
  }

  @Test func oneOfSeveralIsPicked() throws {
    let text = "a = StepLR(opt, 3)\nb = ExponentialLR(opt, 0.5)\n"
    let path = try file("two.py", text)
    let spec = { (arguments: [String]) in try Program.run(["code", "--format", "spec"] + arguments).output }
    #expect(try spec([path]) == "StepLR(step_size=3)\nExponentialLR(gamma=0.5)\n")
    for arguments in [
      [path, "--pick", "a"], [path, "--pick", "StepLR"], [path, "--pick", "1"], [path + ":1"],
    ] {
      #expect(try spec(arguments) == "StepLR(step_size=3)\n")
    }
    let unknown = try Program.run(["code", path, "--pick", "c"])
    #expect(unknown.status == 64 && unknown.errors.contains("expected one of a in line 1, b in line 2"))
  }

  @Test func aFileThatIsNotThereIsMissed() throws {
    let result = try Program.run(["print", "nowhere/train.py"])
    #expect(result.status == 66 && result.errors.contains("no such file: 'nowhere/train.py'"))
  }
}

/// What a script says besides its scheduler.
@Suite struct ScriptContextTests {
  private func file(_ name: String, _ text: String) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("lrviz-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let url = folder.appendingPathComponent(name)
    try text.write(to: url, atomically: true, encoding: .utf8)
    return url.path
  }

  @Test func aNotebooksLinesAreCountedInTheirCells() throws {
    let cells = ["x = 1\\n", "# Title", "opt = SGD(p, lr=0.2)\\n\", \"s = StepLR(opt, 3)\\n"]
    let kinds = ["code", "markdown", "code"]
    let json = zip(kinds, cells).map { "{\"cell_type\": \"\($0)\", \"source\": [\"\($1)\"]}" }
    let path = try file("n.ipynb", "{\"cells\": [\(json.joined(separator: ", "))]}")
    let result = try Program.run(["print", path, "--epochs", "2", "--format", "json"])
    #expect(result.output.contains("\"line\": 2, \"cell\": 2"))
  }

  @Test func lightningsIntervalCountsSteps() throws {
    let text =
      "def configure_optimizers(self):\n    o = SGD(self.parameters(), lr=0.1)\n    s = StepLR(o, 2)\n    return [o], [{'scheduler': s, 'interval': 'step'}]\n"
    let result = try Program.run(["print", text, "--epochs", "3", "--format", "json"])
    #expect(result.output.contains("\"interval\": \"step\""))
    #expect(result.errors.contains("steps with every batch"))
    let asked = try Program.run(["print", text, "--epochs", "3", "--interval", "epoch", "--format", "json"])
    #expect(asked.output.contains("\"interval\": \"epoch\""))
  }

  @Test func whatIsSetAfterwardsCountsInCodeAndTraining() throws {
    let text = "s = StepLR(opt, 3)\ns.step_size = 2\ns.gamma = 0.5\n"
    #expect(try Program.run(["code", text, "--format", "spec"]).output == "StepLR(step_size=2, gamma=0.5)\n")
    let training = try Program.run(["train", text, "--epochs", "4", "--format", "csv"])
    #expect(training.output.contains(",3,0.05,"))
  }

  @Test func listsOfAnotherLengthNameTheGroups() throws {
    let result = try Program.run([
      "print", "OneCycleLR(opt, [0.1, 0.2], total_steps=100)", "--optimizer", "SGD(momentum=0.9)",
    ])
    #expect(result.status == 64 && result.errors.contains("--lr A,B"))
    let lambdas = try Program.run(["print", "LambdaLR(opt, [lambda e: 1, lambda e: 2])"])
    #expect(lambdas.status == 64 && lambdas.errors.contains("--lr A,B"))
  }

  @Test func aRateTakenForAFactorIsNoted() throws {
    let noted = try Program.run(["print", "LambdaLR(opt, lambda e: 1e-3 * 0.95 ** e)", "--lr", "1e-3"])
    #expect(noted.errors.contains("was a factor meant, and not a rate?"))
    for lambda in ["lambda e: 0.95 ** e", "lambda e: min(1, (e + 1) / 5)", "lambda e: 0.1"] {
      let quiet = try Program.run(["print", "LambdaLR(opt, \(lambda))", "--lr", "1e-3"])
      #expect(!quiet.errors.contains("a factor meant"))
    }
  }

  @Test func aWarmUpOverTheCurveIsNoted() throws {
    let spec = "CosineLRScheduler(opt, t_initial=20, warmup_t=5, warmup_lr_init=1e-4"
    let noted = try Program.run(["print", spec + ")", "--epochs", "20"])
    #expect(noted.errors.contains("hides the first 5 epochs of its curve"))
    let quiet = try Program.run(["print", spec + ", warmup_prefix=True)", "--epochs", "25"])
    #expect(!quiet.errors.contains("hides"))
  }
}
