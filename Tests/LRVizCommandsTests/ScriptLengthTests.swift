import Foundation
import Testing

/// Where nobody says how long, a script's own loop does: for every verb that shows its schedule.
@Suite struct ScriptLengthTests {
  private static let epochs = """
    import argparse, torch
    p = argparse.ArgumentParser()
    p.add_argument("--epochs", type=int, default=12)
    args = p.parse_args()
    opt = torch.optim.SGD(m.parameters(), lr=0.1)
    s = StepLR(opt, 5)
    for epoch in range(args.epochs):
        for x, y in loader:
            opt.step()
        s.step()

    """
  private static let steps = """
    opt = torch.optim.SGD(m.parameters(), lr=0.1)
    s = StepLR(opt, 25)
    for epoch in range(3):
        for i in range(20):
            opt.step()
            s.step()

    """

  private func file(_ name: String, _ text: String = "") throws -> String {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("lrviz-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let url = folder.appendingPathComponent(name)
    try text.write(to: url, atomically: true, encoding: .utf8)
    return url.path
  }

  /// What a verb of the lab draws without a terminal.
  private func snapshot(_ arguments: [String]) throws -> (text: String, errors: String) {
    let picture = try file("lab.txt")
    let result = try Program.run(arguments + ["--snapshot", picture])
    #expect(result.status == 0, "\(result.errors)")
    return (try String(contentsOfFile: picture, encoding: .utf8), result.errors)
  }

  @Test func printShowsAsManyRows() throws {
    let script = try file("train.py", Self.epochs)
    let rows = try Program.run(["print", script, "--format", "csv"])
    #expect(rows.output.split(separator: "\n").count == 13)
    #expect(rows.errors.contains("note: 12 epochs from the loop of line 7"))
    let json = try Program.run(["print", script, "--format", "json"])
    #expect(
      json.output.contains("\"epochs\": 12") && json.output.contains("\"12 epochs from the loop of line 7\""))
  }

  @Test func whoSaysHowManyGetsThem() throws {
    let script = try file("train.py", Self.epochs)
    let rows = try Program.run(["print", script, "--epochs", "4", "--format", "csv"])
    #expect(rows.output.split(separator: "\n").count == 5)
    #expect(!rows.errors.contains("from the loop"))
    let plan = try snapshot(["plan", script, "--epochs", "30"])
    #expect(plan.text.contains("30 epochs") && !plan.errors.contains("from the loop"))
  }

  @Test func stepsOfNestedLoopsAreMultiplied() throws {
    let script = try file("train.py", Self.steps)
    let json = try Program.run(["print", script, "--format", "json"])
    #expect(json.output.contains("\"interval\": \"step\", \"epochs\": 60"))
    #expect(json.errors.contains("60 steps from the loop of line 3"))
    // Of epochs there are as many as the outer loop has.
    let byEpochs = try Program.run(["print", script, "--interval", "epoch", "--format", "csv"])
    #expect(byEpochs.output.split(separator: "\n").count == 4)
  }

  @Test func plotDrawsThem() throws {
    let picture = try Program.run(["plot", try file("train.py", Self.epochs), "--size", "80x20"])
    #expect(picture.output.contains(" 12"))
    #expect(picture.errors.contains("12 epochs from the loop of line 7"))
  }

  @Test func planIsAsLongAndCountsTheSteps() throws {
    let epochs = try snapshot(["plan", try file("train.py", Self.epochs)])
    #expect(
      epochs.text.contains("12 epochs  peak") && epochs.text.contains("12 epochs from the loop of line 7"))
    let steps = try snapshot(["plan", try file("train.py", Self.steps)])
    #expect(steps.text.contains("60 steps = 3 epochs"), "\(steps.text)")
    let asked = try snapshot(["plan", try file("train.py", Self.steps), "--interval", "epoch"])
    #expect(asked.text.contains("3 epochs  peak"), "\(asked.text)")
  }

  @Test func theLabTrainsAsLong() throws {
    let lab = try snapshot(["lab", try file("train.py", Self.epochs), "--workload", "mock"])
    #expect(lab.text.contains("12/12"), "\(lab.text)")
    // A pane each, with the epochs of its own script.
    let both = try snapshot([
      "lab", try file("a.py", Self.epochs), try file("b.py", Self.steps), "--workload", "mock",
    ])
    #expect(both.text.contains("12/12") && both.text.contains("3/3"), "\(both.text)")
  }

  @Test func trainHasAsManyRows() throws {
    let rows = try Program.run([
      "train", try file("train.py", Self.epochs), "--workload", "mock", "--format", "csv",
    ])
    #expect(rows.output.split(separator: "\n").count == 13, "\(rows.errors)")
  }

  @Test func codeLoopsAsOften() throws {
    let epochs = try Program.run(["code", try file("train.py", Self.epochs)])
    #expect(epochs.output.contains("for epoch in range(12):"))
    #expect(epochs.errors.split(separator: "\n").count { $0.contains("12 epochs") } == 1)
    let steps = try Program.run(["code", try file("train.py", Self.steps)])
    #expect(steps.output.contains("for epoch in range(3):") && steps.output.contains("steps_per_epoch = 20"))
    let asked = try Program.run(["code", try file("train.py", Self.steps), "--epochs", "7"])
    #expect(asked.output.contains("for epoch in range(7):"))
  }

  /// The steps of an epoch are wanted where a total is their product with the epochs, and refused where nothing asks.
  @Test(arguments: [("total_steps", true), ("steps_per_epoch", true), ("40", false)])
  func stepsOfAnEpochAreTaken(total: String, isTaken: Bool) throws {
    let script = "opt = SGD(p, lr=0.1)\ns = OneCycleLR(opt, 0.1, total_steps=\(total))"
    let outcome = try Program.run([
      "print", script, "--epochs", "3", "--steps-per-epoch", "20", "--format", "csv",
    ])
    #expect((outcome.status == 0) == isTaken, "\(outcome.errors)")
    #expect(isTaken || outcome.errors.contains("goes with --interval step"))
  }

  /// A loop that is too long gives its place to the usual epochs, which are none of its steps.
  @Test func codeOfAVeryLongLoop() throws {
    let text = Self.steps.replacing("range(3)", with: "range(15000)")
    let outcome = try Program.run(["code", try file("train.py", text)])
    #expect(outcome.output.contains("for epoch in range(100):"), "\(outcome.output)")
    #expect(
      outcome.errors.split(separator: "\n").count { $0.contains("goes around") } == 1, "\(outcome.errors)")
  }

  /// The batches are counted once somebody says how many there are.
  @Test func openBatchesAreSaid() throws {
    let text = Self.steps.replacing("range(20)", with: "loader").replacing("for i in", with: "for batch in")
    let script = try file("train.py", text)
    let open = try Program.run(["print", script, "--format", "csv"])
    #expect(open.errors.contains("goes around 3 times, each over batches whose number is not known"))
    let known = try Program.run([
      "print", script, "--interval", "step", "--steps-per-epoch", "7", "--format", "csv",
    ])
    #expect(known.output.split(separator: "\n").count == 22, "\(known.errors)")
    let plan = try snapshot(["plan", script, "--steps-per-epoch", "7"])
    #expect(plan.text.contains("21 steps = 3 epochs"), "\(plan.text)")
  }
}
