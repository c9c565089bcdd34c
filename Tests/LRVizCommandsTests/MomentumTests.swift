import Testing

/// Momentum in `lrviz print`.
@Suite("Momenta in print")
struct MomentumTests {
  @Test("A scheduler that cycles momentum runs on the default optimizer; momenta are shown when one is named")
  func shown() throws {
    let spec = "CyclicLR(base_lr=0.01, max_lr=0.1, step_size_up=2)"
    let plain = try Program.run(["print", spec, "--epochs", "3", "--format", "csv"])
    #expect(plain.status == 0 && plain.output.hasPrefix("epoch,lr\n1,0.01\n"))
    let named = try Program.run(["print", spec, "--epochs", "3", "--format", "csv", "--optimizer", "Adam()"])
    #expect(named.output.hasPrefix("epoch,lr,momentum\n1,0.01,0.9\n2,0.055"))
  }

  @Test(
    "Where the optimizer has neither momentum nor betas, no momentum is shown",
    arguments: ["csv", "table", "json", "jsonl"])
  func none(format: String) throws {
    let arguments = ["print", "StepLR(10)", "--epochs", "2", "--format", format]
    let plain = try Program.run(arguments)
    let named = try Program.run(arguments + ["--optimizer", "Adadelta()"])
    #expect(named.status == 0)
    #expect(named.output.replacing("Adadelta()", with: "SGD()") == plain.output)
  }

  @Test(
    "Such an optimizer is refused where the momentum is to be cycled", arguments: ["print", "train", "code"])
  func refused(verb: String) throws {
    let outcome = try Program.run([
      verb, "OneCycleLR(0.1, total_steps=9)", "--epochs", "2", "--optimizer", "Adagrad()",
    ])
    #expect(outcome.status == 64 && outcome.output.isEmpty)
    #expect(
      outcome.errors.contains("optimizer must support momentum or beta1 with `cycle_momentum` option enabled")
    )
  }
}
