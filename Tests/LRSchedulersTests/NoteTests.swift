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
      "OneCycleLR runs past its end in epoch 30: one more step fails (total_steps=29); total_steps=30 ends with the run"
    ),
    ("LambdaLR(lambda epoch: epoch / 10)", "LambdaLR has LR 0 in the first step: no update"),
    ("PolynomialLR(0)", "PolynomialLR does nothing with total_iters=0"),
    (
      "ChainedScheduler([StepLR(3), LambdaLR(lambda e: 1)])",
      "LambdaLR overwrites what StepLR did before it"
    ),
    (
      "ChainedScheduler([CyclicLR(0.1, 1.0, 5), ExponentialLR(0.9)])",
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
    ("ConstantLR(0.5, 0)", "ConstantLR never stops applying its factor with total_iters=0"),
    ("MultiStepLR([0, 5])", "MultiStepLR decays before the first epoch, at milestone 0"),
    ("CosineAnnealingLR(29, 0.5)", "CosineAnnealingLR rises, as eta_min=0.5 is above the LR"),
    ("ReduceLROnPlateau(threshold=1.0)", "ReduceLROnPlateau never sees an improvement with threshold=1.0"),
    ("ReduceLROnPlateau(patience=-1)", "ReduceLROnPlateau lowers the LR after every epoch with patience=-1"),
    ("ReduceLROnPlateau(min_lr=0.1)", "ReduceLROnPlateau never lowers the LR, as min_lr is not below it"),
    (
      "SequentialLR([ExponentialLR(0.5), StepLR(9)], [3])",
      "StepLR begins in epoch 4 from the base LR, not where ExponentialLR ended"
    ),
    (
      "SequentialLR([StepLR(9), ExponentialLR(0.5), StepLR(9)], [2, 2])",
      "ExponentialLR, stage 2, never runs with milestones=[2, 2]"
    ),
    (
      "SequentialLR([ConstantLR(0.5, 3), OneCycleLR(1.0, 27)], [3])",
      "OneCycleLR, a later stage, makes the first begin at max_lr / div_factor = 0.04"
    ),
    (
      "ChainedScheduler([CosineAnnealingLR(40, 0.05), ExponentialLR(0.7)])",
      "CosineAnnealingLR's eta_min is no floor in a chain: the LR may even become negative"
    ),
    (
      "ChainedScheduler([StepLR(3), get_constant_schedule()])",
      "get_constant_schedule overwrites what StepLR did before it"
    ),
    (
      "SequentialLR([LinearLR(total_iters=9), StepLR(4)], [5])",
      "LinearLR is cut short: the next stage begins in epoch 6, before total_iters"
    ),
  ])
  func surprisesAreNoted(spec: String, text: String) throws {
    #expect(try notes(spec) == [text])
  }

  @Test(arguments: [
    "CosineAnnealingLR(29)", "OneCycleLR(0.1, 30)", "StepLR(3)", "ChainedScheduler([LambdaLR(lambda e: 1)])",
    "SequentialLR([LinearLR(total_iters=5), CosineAnnealingLR(24)], [5])", "ReduceLROnPlateau()",
    "CosineAnnealingLR(29, 0.1)", "ConstantLR(0.5, 1)", "ConstantLR(1.0, 0)",
    "SequentialLR([ConstantLR(0.1, 9), StepLR(9)], [3])",
    "SequentialLR([StepLR(2), MultiplicativeLR(lambda e: 1)], [9])",
    "ChainedScheduler([CosineAnnealingLR(40), ExponentialLR(0.7)])",
    "ReduceLROnPlateau(threshold=1.0, mode='max')",
    "SequentialLR([StepLR(3), SequentialLR([StepLR(3)], [])], [30])",
  ])
  func whatIsAsExpectedIsNot(spec: String) throws {
    #expect(try notes(spec).isEmpty)
    #expect(try notes(spec, epochs: 0).isEmpty)
  }

  @Test func negativeMetricsTurnARelativeThresholdAround() throws {
    #expect(try notes("ReduceLROnPlateau()", negative: true).count == 1)
    #expect(try notes("ReduceLROnPlateau(threshold_mode='abs')", negative: true).isEmpty)
  }

  @Test func momentumIsGivenToOptimizersWithout() throws {
    for spec in ["OneCycleLR(0.1, 30)", "CyclicLR(0.01, 0.1, 5)"] {
      let schedule = try Schedule(parsing: spec)
      let groups = [ParameterGroup(lr: 0.1, momentum: 0)]
      #expect(schedule.notes(epochs: 30, groups: groups, lacksMomentum: true).count == 1)
      let without = try schedule.setting("cycle_momentum", to: .bool(false))
      #expect(without.notes(epochs: 30, groups: groups, lacksMomentum: true).isEmpty)
    }
  }

  @Test func stepsAreCalledSteps() throws {
    let notes = try Schedule(parsing: "CosineAnnealingLR(20)").notes(
      epochs: 30, groups: [ParameterGroup(lr: 0.1)], unit: "step")
    #expect(notes.map(\.text) == ["CosineAnnealingLR rises again from step 22 on, after T_max=20"])
  }

  @Test(arguments: [
    ("CosineAnnealingLR(10)", "T_max", 12, "CosineAnnealingLR was past T_max=10 when that was assigned"),
    ("CosineAnnealingLR(13)", "T_max", 12, ""), ("CosineAnnealingLR(10)", "eta_min", 12, ""),
    ("StepLR(4)", "step_size", 12, "StepLR counts step_size=4 from the start, not from the change"),
    ("StepLR(4)", "gamma", 12, ""),
    ("MultiStepLR([3])", "milestones", 12, "MultiStepLR keeps its milestones"),
    ("ConstantLR(0.5, 13)", "factor", 12, "ConstantLR ends by dividing by the new factor"),
    ("ConstantLR(0.5, 12)", "factor", 12, ""),
    ("OneCycleLR(0.1, 40)", "total_steps", 12, "OneCycleLR fixed its phases"),
    ("CosineAnnealingWarmRestarts(4)", "T_0", 12, "CosineAnnealingWarmRestarts reads T_0 when it is built"),
    (
      "SequentialLR([StepLR(3), CosineAnnealingLR(10)], [9])", "schedulers[1].T_max", 12, ""
    ),
    (
      "SequentialLR([StepLR(3), CosineAnnealingLR(10)], [9])", "schedulers[1].T_max", 19,
      "CosineAnnealingLR was past T_max=10"
    ),
    (
      "ChainedScheduler([StepLR(3), MultiStepLR([5])])", "schedulers[1].milestones", 12,
      "MultiStepLR keeps its milestones"
    ),
  ])
  func surprisingChangesAreNoted(spec: String, path: String, epoch: Int, start: String) throws {
    let notes = try Schedule(parsing: spec).notes(onAssigning: path, before: epoch).map(\.text)
    #expect(notes.count == (start.isEmpty ? 0 : 1) && notes.allSatisfy { $0.hasPrefix(start) }, "\(notes)")
  }

  @Test(arguments: [
    ("LambdaLR(lambda e: 1)", true), ("OneCycleLR(0.1, 40)", true), ("CosineAnnealingWarmRestarts(4)", true),
    ("StepLR(4)", false), ("ReduceLROnPlateau()", false), ("CosineLRScheduler(40)", true),
    ("ChainedScheduler([StepLR(4), LambdaLR(lambda e: 1)])", true),
    ("SequentialLR([LambdaLR(lambda e: 1), StepLR(4)], [9])", false),
    ("SequentialLR([StepLR(4), LambdaLR(lambda e: 1)], [9])", true),
  ])
  func aRateSetByHandMayNotLast(spec: String, isLost: Bool) throws {
    #expect(try Schedule(parsing: spec).notesOnSettingLR(before: 12).isEmpty != isLost)
  }

  @Test func countlessDecaysAreNotedWithoutATrap() throws {
    let groups = [ParameterGroup(lr: 0.1)]
    for step in ["1e-300", "1e-17"] {
      let notes = try Schedule(parsing: "StepLR(\(step))").notes(epochs: 50, groups: groups)
      #expect(notes.contains { $0.text.contains("below 1e-9998 of its start") })
    }
    _ = try Schedule(parsing: "StepLR(5e-324)").notes(epochs: 50, groups: groups)
  }
}
