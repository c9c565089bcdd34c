import Foundation
import LRSchedulers
import Testing

/// What a training loop in another package writes.
@Suite struct PublicInterfaceTests {
  @Test func countsMayBeVariables() {
    let epochs = 30
    #expect(StepLR(stepSize: epochs) == StepLR(stepSize: .int(30)))
    #expect(StepLR(stepSize: 2.5).stepSize == .double(2.5))
    #expect(MultiStepLR(milestones: stride(from: 10, to: 40, by: 10)).milestones == [10, 20, 30])
    #expect(MultiStepLR(milestones: []) == MultiStepLR(milestones: 0..<0))
    #expect(CosineAnnealingLR(tMax: epochs) == CosineAnnealingLR(tMax: .int(30)))
    #expect(ConstantLR(totalIters: epochs) == ConstantLR(totalIters: .int(30)))
    #expect(LinearLR(totalIters: epochs) == LinearLR(totalIters: .int(30)))
    #expect(PolynomialLR(totalIters: epochs) == PolynomialLR(totalIters: .int(30)))
    #expect(ReduceLROnPlateau(patience: epochs) == ReduceLROnPlateau(patience: .int(30)))
    #expect(ReduceLROnPlateau(minLR: 0) == ReduceLROnPlateau())
  }

  @Test func typedAndParsedAreTheSame() throws {
    let warmUp = 5
    let typed = SequentialLR(
      schedulers: [LinearLR(startFactor: 0.1, totalIters: warmUp), CosineAnnealingLR(tMax: 95)],
      milestones: [warmUp])
    let spec = """
      SequentialLR(schedulers=[LinearLR(start_factor=0.1), CosineAnnealingLR(T_max=95)], milestones=[5])
      """
    #expect(typed.schedule.spec == spec)
    #expect(try Schedule(parsing: spec) == Schedule(typed))
    let cycle = OneCycleLR(maxLR: 0.5, totalSteps: 60, pctStart: 0.4, threePhase: true)
    #expect(
      cycle.schedule.spec == "OneCycleLR(max_lr=0.5, total_steps=60, pct_start=0.4, three_phase=True)")
    let chain = ChainedScheduler(schedulers: [ConstantLR(), ExponentialLR(gamma: 0.9).schedule])
    #expect(chain.schedulers.map(\.name) == ["ConstantLR", "ExponentialLR"])
  }

  /// A recipe of another package, which needs no more than a property.
  private struct Recipe: ScheduleConvertible {
    var schedule: Schedule { ChainedScheduler(schedulers: [ConstantLR(), StepLR(stepSize: 2)]).schedule }
  }

  @Test func aRecipeRunsLikeASchedule() throws {
    var run = try ScheduleRun(Recipe(), lr: 0.3)
    #expect(run.lr == 0.3 * (1.0 / 3) && run.schedule == Recipe().schedule)
    try run.step()
    #expect(run.lr == run.groups[0].lr && run.steps == 1)
  }

  @Test func everyLibraryIsBuiltByName() throws {
    let steps = 100
    let named = try Schedule(
      named: "get_cosine_schedule_with_warmup",
      arguments: ["num_warmup_steps": 10, "num_training_steps": .int(steps)])
    #expect(try named == Schedule(parsing: "get_cosine_schedule_with_warmup(opt, 10, 100)"))
    let boundaries: ParameterValue = [30: 0.5, 60: 0.1]
    #expect(
      try Schedule(
        named: "piecewise_constant_schedule",
        arguments: ["init_value": 0.1, "boundaries_and_scales": boundaries])
        == Schedule(parsing: "piecewise_constant_schedule(0.1, {30: 0.5, 60: 0.1})"))
    #expect(
      try Schedule(
        named: "CosineDecay",
        arguments: ["initial_learning_rate": 0.1, "decay_steps": 10, "name": nil, "warmup_target": nil])
        == Schedule(parsing: "CosineDecay(0.1, 10)"))
    let cyclic = try Schedule(
      named: "CyclicLR",
      arguments: ["base_lr": [0.1, 0.2], "max_lr": 1, "mode": "exp_range", "cycle_momentum": false])
    #expect(cyclic.value(of: "cycle_momentum") == false)
  }

  @Test(
    "Refusals name the parameter",
    arguments: [
      ("StepLRR", [:], nil, "unknown scheduler 'StepLRR'; did you mean 'StepLR'?"),
      ("StepLR", [:], "step_size", "StepLR.__init__() is missing step_size"),
      (
        "StepLR", ["step_size": 2, "gama": 1], "gama",
        "unknown parameter 'gama' of StepLR; did you mean 'gamma'?"
      ),
      (
        "StepLR", ["step_size": "2"], "step_size", "step_size must be a number, but got '2' (str)"
      ),
      ("ReduceLROnPlateau", ["factor": 1.5], "factor", "Factor should be < 1.0."),
    ] as [(String, [String: ParameterValue], String?, String)])
  func refusals(name: String, arguments: [String: ParameterValue], parameter: String?, message: String) {
    let error = #expect(throws: SchedulerError.self) { try Schedule(named: name, arguments: arguments) }
    #expect(error?.parameter == parameter && error?.description == message)
  }

  @Test func noGroupsAreRefused() {
    let refusal = SchedulerError(.value, "optimizer got an empty parameter list")
    #expect(throws: refusal) { try ScheduleRun(StepLR(stepSize: 2), groups: []) }
    #expect(throws: refusal) { try Stepper(StepLR(stepSize: 2), groups: []) }
  }

  @Test func aStepperGoesOnWhereItWas() throws {
    var first = try Stepper(ReduceLROnPlateau(factor: 0.5, patience: 1), groups: [ParameterGroup(lr: 1)])
    for _ in 0..<2 { try first.step(metric: 1) }
    var second = try Stepper(first.scheduler, groups: first.groups, state: first.state)
    try first.step(metric: 1)
    try second.step(metric: 1)
    #expect(second.lr == 0.5 && second.state == first.state)
    let cosine = try Stepper(CosineAnnealingLR(tMax: 5), groups: [ParameterGroup(lr: 1)])
    #expect(throws: SchedulerError.self) {
      let groups = [ParameterGroup(lr: 1), ParameterGroup(lr: 2)]
      return try Stepper(cosine.scheduler, groups: groups, state: cosine.state)
    }
  }

  @Test func aStepperRefusesWhatDoesNotFit() throws {
    var stepper = try Stepper(ReduceLROnPlateau(), groups: [ParameterGroup(lr: 1)])
    #expect(throws: SchedulerError.self) { try stepper.assign(ReduceLROnPlateau(minLR: [0.1, 0.2])) }
    #expect(stepper.scheduler == ReduceLROnPlateau())
    try stepper.setLR([0.3])
    let refusal = #expect(throws: SchedulerError.self) { try stepper.setLR([9, 9]) }
    #expect(stepper.lr == 0.3 && refusal?.message == "expected 1 learning rates, got 2")
  }

  @Test func schedulesAreSavedAsTheirText() throws {
    let schedules = [StepLR(stepSize: 10).schedule, try Schedule(parsing: "optax.constant_schedule(0.1)")]
    let data = try JSONEncoder().encode(schedules)
    #expect(
      String(decoding: data, as: UTF8.self) == #"["StepLR(step_size=10)","constant_schedule(value=0.1)"]"#)
    #expect(try JSONDecoder().decode([Schedule].self, from: data) == schedules)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([Schedule].self, from: Data(#"["StepLR(0)"]"#.utf8))
    }
  }

  @Test func aRefusedAssignmentLeavesTheRunAlone() throws {
    let specs = [
      "ChainedScheduler([StepLR(2), ExponentialLR(0.9)])", "ChainedScheduler([StepLR(2), StepLR(3)])",
    ]
    let (schedule, other) = (try Schedule(parsing: specs[0]), try Schedule(parsing: specs[1]))
    var run = try ScheduleRun(schedule, lr: 1)
    #expect(throws: SchedulerError.self) { try run.assign(other) }
    try run.step()
    #expect(run.schedule == schedule && run.lr == 0.9)
  }

  /// The scheduler of the article "Schedulers of your own".
  private struct InverseSquareRoot: EpochScheduler {
    var scale = 10.0
    var lastEpoch = -1

    func validate() throws(SchedulerError) {
      if scale <= 0 {
        throw SchedulerError(.value, "scale must be above 0, but got \(scale)", parameter: "scale")
      }
    }

    func update(
      _ groups: inout [ParameterGroup], _ state: EpochState, isInitial: Bool
    ) throws(SchedulerError) {
      for index in groups.indices {
        groups[index].lr = state.baseLRs[index] / (1 + Double(state.lastEpoch) / scale).squareRoot()
      }
    }
  }

  @Test func aSchedulerOfOnesOwnIsStepped() throws {
    var stepper = try Stepper(InverseSquareRoot(), groups: [ParameterGroup(lr: 0.1)])
    for _ in 0..<30 { try stepper.step() }
    #expect(stepper.lr == 0.05)
    #expect(throws: SchedulerError.self) { try stepper.assign(InverseSquareRoot(scale: 0)) }
  }

  @Test func argumentsByGroupMoveRatesAndMomenta() throws {
    let groups = [ParameterGroup(lr: 0.1, momentum: 0.9), ParameterGroup(lr: 0.01, momentum: 0.9)]
    let run = try ScheduleRun(OneCycleLR(maxLR: [0.1, 0.01], totalSteps: 1000), groups: groups)
    for (group, highest) in zip(run.groups, [0.1, 0.01]) {
      #expect((group.lr - highest / 25).magnitude < 1e-15 && group.momentum == 0.95)
    }
    #expect(throws: SchedulerError.self) {
      try ScheduleRun(OneCycleLR(maxLR: [0.1], totalSteps: 1000), groups: groups)
    }
  }

  /// Counts are Python numbers, as 10 and 10.0 differ in what PyTorch prints and computes; Swift reads and sets them as Ints.
  @Test func countsAreIntsToSwift() {
    var scheduler = StepLR(stepSize: 10)
    #expect(scheduler.stepSize.intValue == 10)
    let epochs = 7
    scheduler.stepSize = PythonNumber(3 * epochs)
    #expect(scheduler == StepLR(stepSize: 21))
    #expect(PythonNumber.double(8).intValue == 8 && PythonNumber.double(8.5).intValue == nil)
    #expect(PythonNumber.double(.nan).intValue == nil && PythonNumber.double(1e300).intValue == nil)
  }
}
