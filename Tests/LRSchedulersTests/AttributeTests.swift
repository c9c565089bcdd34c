import LRSchedulers
import Testing

/// Attributes assigned in mid-run, beyond those of the reference vectors; the numbers are PyTorch's.
@Suite struct AttributeTests {
  typealias Change = (epoch: Int, name: String, value: String)

  @Test func cyclicKeepsTheScaleFunctionItWasBuiltWith() throws {
    let exponential = "CyclicLR(0.1, 0.5, 2, mode='exp_range', gamma=0.5)"
    let expected = [0.1, 0.2, 0.2, 0.125, 0.1, 0.10625000000000001, 0.10625000000000001, 0.1015625]
    #expect(try rates(of: exponential, 8, [(3, "gamma", "0.25"), (5, "mode", "'triangular'")]) == expected)
    #expect(try rates(of: exponential, 8) == expected)
  }

  @Test func cyclicReadsTheScaleModeInEveryStep() throws {
    let halved = try rates(
      of: "CyclicLR(0.1, 0.5, 1, mode='triangular2')", 7, [(3, "scale_mode", "'iterations'")])
    #expect(halved == [0.1, 0.5, 0.1, 0.30000000000000004, 0.1, 0.125, 0.1])
    let own = try rates(
      of: "CyclicLR(0.1, 0.5, 1, scale_fn=lambda x: 1 / (1 + x))", 7, [(3, "scale_mode", "'iterations'")])
    #expect(
      own == [0.1, 0.30000000000000004, 0.1, 0.23333333333333334, 0.1, 0.16666666666666669, 0.1])
  }

  @Test func attributesGoByTheNamesThatPyTorchGivesThem() throws {
    let cyclic = try rates(
      of: "CyclicLR(0.1, 0.5, 2)", 7, [(2, "base_lrs", "[0.25]"), (4, "max_lrs", "[1.0]")])
    #expect(cyclic == [0.1, 0.30000000000000004, 0.5, 0.375, 0.25, 0.625, 1.0])
    let lambda = try rates(
      of: "LambdaLR(lambda e: 0.5 ** e)", 4, [(1, "lr_lambdas", "[lambda e: 1 / (1 + e)]")])
    #expect(lambda == [0.1, 0.05, 0.03333333333333333, 0.025])
    #expect(ParameterPath.parameter(ofAttribute: "_schedulers[1].min_lrs") == "schedulers[1].min_lr")
  }

  /// The rates of the first group, with what is assigned before an epoch's rate is read.
  private func rates(of spec: String, _ epochs: Int, _ changes: [Change] = []) throws -> [Double] {
    var run = try ScheduleRun(Schedule(parsing: spec), lr: 0.1, momentum: 0)
    return try (0..<epochs).map { epoch in
      if epoch > 0 { try run.step() }
      for change in changes where change.epoch == epoch {
        let parameter = ParameterPath.parameter(ofAttribute: change.name)
        try run.assign(run.schedule.setting(parameter, to: ParameterValue(parsing: change.value)))
      }
      return run.lr
    }
  }
}
