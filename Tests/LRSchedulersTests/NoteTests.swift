import LRSchedulers
import Testing

@Suite struct NoteTests {
  private func notes(_ spec: String, epochs: Int = 30, negative: Bool = false) throws -> [String] {
    let groups = [ParameterGroup(lr: 0.1, momentum: 0)]
    return try Schedule(parsing: spec).notes(epochs: epochs, groups: groups, hasNegativeMetrics: negative)
      .map(\.text)
  }

  @Test(arguments: [
    ("CosineAnnealingLR(20)", "CosineAnnealingLR rises again from epoch 22 on, after T_max=20"),
    (
      "SequentialLR([LinearLR(total_iters=5), CosineAnnealingLR(20)], [5])",
      "CosineAnnealingLR rises again from epoch 27 on, after T_max=20"
    ),
    (
      "OneCycleLR(0.1, 29)",
      "OneCycleLR runs past its end in epoch 30: total_steps is over, one more step fails"
    ),
    ("LambdaLR(lambda epoch: epoch / 10)", "LambdaLR makes the first update at LR 0, which trains nothing"),
    ("PolynomialLR(0)", "PolynomialLR does nothing with total_iters=0"),
    (
      "ChainedScheduler([StepLR(3), LambdaLR(lambda e: 1)])",
      "LambdaLR overwrites what StepLR did before it"
    ),
    (
      "ChainedScheduler([CyclicLR(0.1, 1.0), ExponentialLR(0.9)])",
      "CyclicLR assigns the LR, so factors of ExponentialLR do not accumulate"
    ),
    (
      "SequentialLR([SequentialLR([StepLR(3)], []), StepLR(4)], [9])",
      "SequentialLR as the first stage of SequentialLR runs one epoch ahead, its milestones too"
    ),
    (
      "SequentialLR([ChainedScheduler([StepLR(3)]), StepLR(4)], [9])",
      "ChainedScheduler as the first stage of SequentialLR makes one step too many"
    ),
    (
      "SequentialLR([StepLR(4), ChainedScheduler([StepLR(3)])], [9])",
      "ChainedScheduler as a later stage of SequentialLR fails in epoch 10"
    ),
    (
      "SequentialLR([LinearLR(total_iters=9), StepLR(4)], [5])",
      "LinearLR is cut short: the next stage begins in epoch 6, before total_iters"
    ),
  ])
  func whatIsOddIsSaid(spec: String, text: String) throws {
    #expect(try notes(spec) == [text])
  }

  @Test(arguments: [
    "CosineAnnealingLR(29)", "OneCycleLR(0.1, 30)", "StepLR(3)", "ChainedScheduler([LambdaLR(lambda e: 1)])",
    "SequentialLR([LinearLR(total_iters=5), CosineAnnealingLR(24)], [5])", "ReduceLROnPlateau()",
    "CosineAnnealingLR(1e300)", "SequentialLR([StepLR(3), SequentialLR([StepLR(3)], [])], [30])",
  ])
  func whatIsNotOddIsNot(spec: String) throws {
    #expect(try notes(spec).isEmpty)
    #expect(try notes(spec, epochs: 0).isEmpty)
  }

  @Test func negativeMetricsTurnARelativeThresholdAround() throws {
    #expect(try notes("ReduceLROnPlateau()", negative: true).count == 1)
    #expect(try notes("ReduceLROnPlateau(threshold_mode='abs')", negative: true).isEmpty)
  }

  @Test func assignedMilestonesWantACounter() throws {
    let schedule = try Schedule(parsing: "ChainedScheduler([StepLR(3), MultiStepLR([5])])")
    #expect(schedule.note(onAssigning: "schedulers[1].milestones") != nil)
    #expect(schedule.note(onAssigning: "schedulers[1].gamma") == nil)
  }
}
