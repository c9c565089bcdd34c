import Foundation
import Testing

@Suite struct SchedulersDocumentTests {
  @Test(arguments: [
    ("Schedulers.md", "markdown"), ("Equivalents.md", "equivalents"), ("Recipes.md", "recipes"),
  ])
  func theDocumentIsFresh(name: String, format: String) throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../..")
    let document = try String(
      contentsOf: root.appendingPathComponent("Documentation/\(name)"), encoding: .utf8)
    let outcome = try Program.run(["list", "--format", format])
    #expect(outcome.status == 0 && outcome.errors.isEmpty)
    // The documents would fill the screen.
    let isFresh = document == outcome.output
    #expect(isFresh, "run: swift run lrviz list --format \(format) > Documentation/\(name)")
  }

  @Test func scriptsGetAllOfIt() throws {
    let outcome = try Program.run(["list", "--format", "json"])
    let json = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: [[String: Any]]]
    let schedulers = try #require(json?["schedulers"])
    #expect(schedulers.count == 180 && outcome.errors.isEmpty)
    let step = try #require(schedulers.first { $0["name"] as? String == "StepLR" })
    #expect(
      step["source"] as? String == "torch.optim.lr_scheduler.StepLR" && step["version"] as? String == "2.13")
    let parameters = try #require(step["parameters"] as? [[String: Any]])
    #expect(parameters.map { $0["default"] as? String } == [nil, "0.1", "-1"])
    #expect(parameters.map { $0["range"] as? [Double] } == [[1, 100_000], [0, 1], [-1, 100_000]])
    let one = try Program.run(["list", "CyclicLR", "--format", "json"])
    #expect(one.output.contains(#""choices": ["triangular", "triangular2", "exp_range"]"#))
  }

  @Test func theManualOfOneHasItsChart() throws {
    let outcome = try Program.run(["list", "CosineAnnealingWarmRestarts"])
    #expect(
      outcome.output.hasPrefix(
        "CosineAnnealingWarmRestarts  torch.optim.lr_scheduler.CosineAnnealingWarmRestarts (PyTorch 2.13)\n"))
    #expect(outcome.output.contains("\nCosineAnnealingWarmRestarts(T_0=14, T_mult=2)\n"))
  }

  @Test func oneSchedulerCanBeAskedFor() throws {
    let outcome = try Program.run(["list", "StepLR", "--format", "markdown"])
    #expect(outcome.output.contains("## StepLR") && !outcome.output.contains("## MultiStepLR"))
  }
}
