import LRSchedulers
import Testing

/// SequentialLR and ChainedScheduler beyond the reference vectors; the demonstrations are those of QUIRKS.md.
@Suite struct CompositionTests {
  private func rates(_ spec: String, _ epochs: Int, _ groups: [ParameterGroup]? = nil) throws -> [Double] {
    var run = try ScheduleRun(Schedule(parsing: spec), groups: groups ?? [ParameterGroup(lr: 0.1)])
    return try (0..<epochs).map { epoch in
      if epoch > 0 { try run.step() }
      return (run.groups[0].lr * 1e6).rounded() / 1e6
    }
  }

  @Test(
    arguments: [
      ("SequentialLR([ExponentialLR(0.5), StepLR(2, 0.1)], [3])", [0.1, 0.05, 0.025, 0.1, 0.1, 0.01]),
      (
        "SequentialLR([StepLR(2, 0.5), MultiplicativeLR(lambda e: 0.9)], [3])",
        [0.1, 0.1, 0.05, 0.045, 0.0405]
      ),
      (
        "SequentialLR([ExponentialLR(0.5), SWALR(0.01, anneal_epochs=2)], [2])",
        [0.1, 0.05, 0.05, 0.03, 0.01, 0.01]
      ),
      (
        "SequentialLR([SequentialLR([ConstantLR(0.5, 9), ExponentialLR(0.9)], [3]), StepLR(9)], [6])",
        [0.05, 0.05, 0.1, 0.09, 0.081]
      ),
      ("SequentialLR([ChainedScheduler([ExponentialLR(0.9)]), StepLR(9)], [6])", [0.09, 0.081, 0.0729]),
      (
        "SequentialLR([ConstantLR(0.1, 9), CosineAnnealingWarmRestarts(2, 2)], [2])",
        [0.01, 0.01, 0.1, 0.05, 0.1, 0.085355]
      ),
      ("SequentialLR([StepLR(1), ExponentialLR(0.9), ConstantLR(0.5, 9)], [2, 2])", [0.1, 0.01, 0.05, 0.05]),
      ("SequentialLR([StepLR(2), ExponentialLR(0.9)], [2.0])", [0.1, 0.1, 0.1, 0.09]),
      (
        "ChainedScheduler([LambdaLR(lambda e: 1 / (1 + e)), ExponentialLR(0.9)])", [0.1, 0.045, 0.03, 0.0225]
      ),
      ("ChainedScheduler([ConstantLR(0.5, 3), LinearLR(0.1, total_iters=3)], optimizer)", [0.005]),
    ] as [(String, [Double])])
  func torchsQuirks(spec: String, expected: [Double]) throws {
    #expect(try rates(spec, expected.count) == expected)
  }

  @Test func oneCycleRewritesTheRateThatStagesBeginWith() throws {
    let spec = "SequentialLR([ConstantLR(0.5, 3), OneCycleLR(1.0, total_steps=6)], [3])"
    let group = ParameterGroup(lr: 0.1, momentum: 0.3)
    #expect(try rates(spec, 5, [group]) == [0.02, 0.02, 0.02, 0.04, 0.994415])
    let run = try ScheduleRun(Schedule(parsing: spec), groups: [group])
    #expect(run.groups[0].momentum == 0.95 && run.groups[0].initialLR == 0.04)
  }

  /// All three keep their arguments in `param_groups`; the vectors are torch's.
  @Test func laterConstructorsOverwriteSharedArguments() throws {
    let annealing = "SequentialLR([SWALR(0.5, 4, 'linear'), SWALR(0.02, 4, 'linear')], [9])"
    #expect(try rates(annealing, 6) == [0.1, 0.08, 0.06, 0.04, 0.02, 0.02])
    var run = try ScheduleRun(
      Schedule(parsing: "SequentialLR([OneCycleLR(1.0, 20), CyclicLR(0.1, 1.0, 3)], [15])"),
      groups: [ParameterGroup(lr: 0.1, momentum: 0.5)])
    for _ in 0..<5 { try run.step() }
    #expect((run.groups[0].momentum ?? 0) == 0.8)
  }

  @Test(arguments: ["SequentialLR([StepLR(2), StepLR(3)], [1])", "ChainedScheduler([ExponentialLR(0.9)])"])
  func aComposedLaterStageFailsAtItsMilestone(stage: String) throws {
    var run = try ScheduleRun(
      Schedule(parsing: "SequentialLR([StepLR(2), \(stage)], [3])"), groups: [ParameterGroup(lr: 1)])
    for _ in 0..<2 { try run.step() }
    let error = #expect(throws: SchedulerError.self) { try run.step() }
    #expect(error?.kind == .notImplemented)
  }

  @Test(arguments: [
    (
      "SequentialLR([StepLR(2), 5], [3])", "SequentialLR at index 1 should have `optimizer` as its attribute."
    ),
    (
      "ChainedScheduler([optax.constant_schedule(0.1)])",
      "ChainedScheduler at index 0 should have `optimizer` as its attribute: constant_schedule of optax"
    ),
    ("ChainedScheduler(StepLR(2))", "schedulers must be a list of schedulers, but got StepLR(step_size=2)"),
    ("ChainedScheduler([StepLR(0)])", "step_size of StepLR must not be 0"),
    ("StepLR(StepLR(2))", "step_size must be a number, but got StepLR(step_size=2) (StepLR)"),
    ("LRScheduler(optimizer)", "LRScheduler is the abstract base class"),
  ])
  func misuseIsRefused(text: String, words: String) {
    let error = #expect(throws: SpecError.self) { try Schedule(parsing: text) }
    #expect(error?.description.hasPrefix(words) == true, "\(String(describing: error))")
  }

  @Test func errorsInsideHaveTheirPlace() {
    let error = #expect(throws: SpecError.self) {
      try Schedule(parsing: "SequentialLR(opt, [LinearLR(opt), StepLR(opt, 3, gama=1)], [5])")
    }
    #expect(error?.column == 50 && error?.hint?.hasPrefix("did you mean 'gamma'?") == true)
  }

  @Test func theCanonicalTextIsNested() throws {
    let text = """
      scheduler = torch.optim.lr_scheduler.SequentialLR(optimizer, schedulers=[
          lr_scheduler.LinearLR(optimizer, start_factor=0.1),  # warm-up
          ChainedScheduler([StepLR(optimizer, 3)], optimizer=optimizer),
      ], milestones=(5,))
      """
    let schedule = try Schedule(parsing: text)
    let spec =
      "SequentialLR(schedulers=[LinearLR(start_factor=0.1), ChainedScheduler(schedulers=[StepLR(step_size=3)])], milestones=[5])"
    #expect(schedule.spec == spec)
    #expect(try Schedule(parsing: spec) == schedule)
  }

  @Test func parametersOfMembersHavePaths() throws {
    let schedule = try Schedule(
      parsing: "SequentialLR([ChainedScheduler([StepLR(3), ExponentialLR(0.9)]), StepLR(5)], [6])")
    #expect(
      schedule.parameterPaths == [
        "schedulers[0].schedulers[0].step_size", "schedulers[0].schedulers[0].gamma",
        "schedulers[0].schedulers[0].last_epoch", "schedulers[0].schedulers[1].gamma",
        "schedulers[0].schedulers[1].last_epoch", "schedulers[1].step_size", "schedulers[1].gamma",
        "schedulers[1].last_epoch", "milestones", "last_epoch",
      ])
    for parameter in schedule.parameters {
      #expect(
        schedule.parameter(at: parameter.name) == parameter && schedule.value(of: parameter.name) != nil)
      guard let moved = schedule.nudged(parameter.name, by: -1) else { continue }
      #expect(moved != schedule && moved.nudged(parameter.name, by: 1) == schedule)
    }
    let deep = try schedule.setting("schedulers[0].schedulers[1].gamma", to: .double(0.5))
    #expect(deep.parameterText("schedulers[0].schedulers[1].gamma") == "0.5")
    for path in [
      "schedulers[2].gamma", "schedulers[-1].gamma", "schedulers[0]", "schedulers[x].gamma", "a[0].b",
    ] {
      #expect(schedule.value(of: path) == nil && schedule.nudged(path, by: 1) == nil)
      #expect(throws: SchedulerError.self) { try schedule.setting(path, to: .double(1)) }
    }
  }

  @Test func assigningToAMemberKeepsEveryState() throws {
    let spec = "SequentialLR([LinearLR(0.1, total_iters=3), StepLR(2, 0.5)], [3])"
    var run = try ScheduleRun(Schedule(parsing: spec), groups: [ParameterGroup(lr: 1)])
    for _ in 0..<5 { try run.step() }
    #expect(run.groups[0].lr == 0.5)
    try run.assign(run.schedule.setting("schedulers[1].gamma", to: .double(0.1)))
    try run.step()
    #expect(run.groups[0].lr == 0.5)
    try run.step()
    #expect(run.groups[0].lr == 0.05)
    let other = try Schedule(parsing: "SequentialLR([LinearLR(), ExponentialLR(0.9)], [3])")
    #expect(throws: SchedulerError.self) { try run.assign(other) }
  }

  @Test func milestonesMakePhases() throws {
    let schedule = try Schedule(
      parsing: "SequentialLR([LinearLR(), StepLR(9), StepLR(8), ExponentialLR(0.9)], [4, 7.5, 7.5])")
    let phases = [
      SchedulePhase(index: 0, name: "LinearLR", start: 0), SchedulePhase(index: 1, name: "StepLR", start: 4),
      SchedulePhase(index: 3, name: "ExponentialLR", start: 8),
    ]
    #expect(schedule.phases == phases)
    var run = try ScheduleRun(schedule, groups: [ParameterGroup(lr: 0.3)])
    for epoch in 0..<12 {
      #expect(run.phase == phases.last { $0.start <= epoch })
      let before = run.groups[0].lr
      let changes = try run.step()
      if epoch == 3 {
        #expect(changes == [LRChange(epoch: 5, kind: .phase, group: 0, from: before, to: 0.3)])
      } else {
        #expect(changes.isEmpty)
      }
    }
    #expect(try Schedule(parsing: "StepLR(3)").phases.isEmpty)
  }

  @Test func aChainTellsTheDiscreteChangesOfItsMembers() throws {
    var run = try ScheduleRun(
      Schedule(parsing: "ChainedScheduler([StepLR(3, 0.5), ExponentialLR(0.9)])"),
      groups: [ParameterGroup(lr: 1)])
    var epochs: [Int] = []
    for _ in 0..<9 { epochs += try run.step().map(\.epoch) }
    #expect(epochs == [4, 7, 10])
  }
}
