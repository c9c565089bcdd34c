import Foundation
import Testing

/// What `--explain` says, word for word.
@Suite struct ScriptExplanationTests {
  private func explained(_ text: String, _ more: [String] = []) throws -> [String] {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("lrviz-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("train.py")
    try Data(text.utf8).write(to: file)
    let result = try Program.run(["print", file.path, "--explain", "--format", "csv"] + more)
    #expect(result.status == 0, "\(result.errors)")
    let prefix = "lrviz: "
    return result.errors.split(separator: "\n").map { line in
      #expect(line.hasPrefix(prefix))
      return String(line.dropFirst(prefix.count))
    }
  }

  private static let script = """
    import argparse
    import torch
    from torch.optim.lr_scheduler import CosineAnnealingLR, StepLR

    parser = argparse.ArgumentParser()
    parser.add_argument("--epochs", type=int, default=90)
    parser.add_argument("--schedule", default="cosine")
    args = parser.parse_args()

    def build(optimizer):
        low = getattr(config, "low", 1e-5)
        if args.schedule == "cosine":
            return CosineAnnealingLR(
                optimizer,
                T_max=args.epochs,
                eta_min=low,
            )
        return StepLR(optimizer, 30)

    optimizer = torch.optim.AdamW(
        model.parameters(),
        lr=3e-4,
    )
    scheduler = build(optimizer)
    for epoch in range(args.epochs):
        train(model, optimizer)
        scheduler.step()

    """

  @Test func eachLineWithWhatWasTakenFromIt() throws {
    let wanted = """
      line 6: parser.add_argument("--epochs", type=int, default=90)
        args.epochs=90
      line 11: low = getattr(config, "low", 1e-5)
        low=1e-05
        config.low=1e-05 by default: --define config.low=… changes it
      line 12: if args.schedule == "cosine":
        taken
      line 13: return CosineAnnealingLR(
                   optimizer,
                   T_max=args.epochs,
                   eta_min=low,
               )
        CosineAnnealingLR(T_max=90, eta_min=1e-05)
      line 20: optimizer = torch.optim.AdamW(
                   model.parameters(),
                   lr=3e-4,
               )
        AdamW(), lr=0.0003
      line 25: for epoch in range(args.epochs):
        90 epochs
      """
    #expect(try explained(Self.script) == wanted.split(separator: "\n").map(String.init))
  }

  /// What options say stands in front; what they overrule is not taken from the text.
  @Test func whatComesFromOutsideStandsInFront() throws {
    let lines = try explained(
      Self.script.replacing("default=90", with: "default=None"),
      ["--epochs", "7", "--define", "config.low=0.5", "--define", "args.epochs=7", "--lr", "0.1"])
    #expect(!lines.contains { $0.contains("by default") || $0.contains("7 epochs") })
    #expect(lines.contains("  CosineAnnealingLR(T_max=7, eta_min=0.5)"))
  }

  @Test func ratesThatALoopSetsAreExplainedAtTheirLine() throws {
    let text = """
      opt = SGD(p, lr=0.2)
      for epoch in range(4):
          for group in opt.param_groups:
              group["lr"] = 0.2 * 0.5 ** epoch
          train(model, opt)

      """
    let wanted = """
      line 2: for epoch in range(4):
        epoch is counted by it
        4 epochs
      line 4: group["lr"] = 0.2 * 0.5 ** epoch
        LambdaLR(lr_lambda=lambda epoch: 0.2 * 0.5 ** epoch)
      note: line 4: the script sets the rate itself: it is read as LambdaLR, and --lr changes nothing
      """
    #expect(try explained(text) == wanted.split(separator: "\n").map(String.init))
  }
}
