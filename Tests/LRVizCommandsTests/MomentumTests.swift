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
}
