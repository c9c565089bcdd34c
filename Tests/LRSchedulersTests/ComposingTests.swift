import Testing

@testable import LRSchedulers

/// Schedules put together as PyTorch 2.13 and the other libraries take them.
@Suite struct ComposingTests {
  static let plan = WarmupPlan(steps: 5, lr: 0.1)

  @Test(arguments: [
    (
      "StepLR(10)",
      "SequentialLR(schedulers=[LinearLR(start_factor=0.1), StepLR(step_size=10)], milestones=[5])"
    ),
    (
      "SequentialLR([LinearLR(), StepLR(3), StepLR(4)], [5, 7.5], last_epoch=-1)",
      "SequentialLR(schedulers=[LinearLR(start_factor=0.1), LinearLR(), StepLR(step_size=3), StepLR(step_size=4)], milestones=[5, 10, 12.5])"
    ),
    (
      "ChainedScheduler([StepLR(3), ExponentialLR(0.9)])",
      "ChainedScheduler(schedulers=[LinearLR(start_factor=0.1), StepLR(step_size=3), ExponentialLR(gamma=0.9)])"
    ),
    ("get_constant_schedule(opt)", "get_constant_schedule_with_warmup(num_warmup_steps=5)"),
    (
      "get_cosine_schedule_with_warmup(opt, 0, 100)",
      "get_cosine_schedule_with_warmup(num_warmup_steps=5, num_training_steps=100)"
    ),
    ("get_scheduler('constant')", "get_scheduler(name='constant_with_warmup', num_warmup_steps=5)"),
    (
      "CosineLRScheduler(t_initial=50)",
      "CosineLRScheduler(t_initial=50, warmup_t=5, warmup_lr_init=0.010000000000000002, warmup_prefix=True)"
    ),
    (
      "cosine_decay_schedule(0.2, 90)",
      "join_schedules(schedules=[linear_schedule(init_value=0.020000000000000004, end_value=0.2, transition_steps=5), cosine_decay_schedule(init_value=0.2, decay_steps=90)], boundaries=[5])"
    ),
    (
      "join_schedules([constant_schedule(0.1), constant_schedule(0.01)], [7])",
      "join_schedules(schedules=[linear_schedule(init_value=0.010000000000000002, end_value=0.1, transition_steps=5), constant_schedule(value=0.1), constant_schedule(value=0.01)], boundaries=[5, 12])"
    ),
    (
      "CosineDecay(0.1, 90)",
      "CosineDecay(initial_learning_rate=0.010000000000000002, decay_steps=90, warmup_target=0.1, warmup_steps=5)"
    ),
  ]) func aWarmupIsWrittenAsItsLibraryHasIt(spec: String, expected: String) throws {
    let schedule = try Schedule(parsing: spec).warmedUp(Self.plan)
    #expect(schedule.spec == expected)
    #expect(try Schedule(parsing: expected) == schedule)
    let parameter = try #require(schedule.warmupParameter)
    #expect(schedule.value(of: parameter)?.number == .int(5))
    let groups = [ParameterGroup(lr: 0.1)]
    let (cold, warm) = try (
      ScheduleRun(Schedule(parsing: spec), groups: groups), ScheduleRun(schedule, groups: groups)
    )
    #expect(warm.groups[0].lr < cold.groups[0].lr)
  }

  @Test(arguments: [
    ("ReduceLROnPlateau()", "PyTorch's SequentialLR refuses it: its step needs a metric"),
    (
      "ChainedScheduler([StepLR(3), CyclicLR(0.01, 0.1)])",
      "CyclicLR assigns the LR: a warm-up chained to it is lost"
    ),
    ("get_linear_schedule_with_warmup(opt, 10, 100)", "it warms up already: num_warmup_steps=10"),
    ("warmup_cosine_decay_schedule(0, 0.1, 10, 90)", "it warms up already: warmup_steps=10"),
    ("CosineDecayRestarts(0.1, 20)", "Keras joins no schedules, PyTorch and optax do"),
  ]) func whatCannotBeWarmedUpSaysWhy(spec: String, reason: String) throws {
    let schedule = try Schedule(parsing: spec)
    let error = #expect(throws: SchedulerError.self) { try schedule.warmedUp(Self.plan) }
    #expect(error?.message == reason)
  }

  /// torch 2.13: [0.01, 0.028, 0.046, 0.064, 0.082, 0.1, 0.1, 0.1, 0.01].
  @Test func theWarmedUpRatesArePyTorchs() throws {
    let schedule = try Schedule(parsing: "StepLR(3)").warmedUp(Self.plan)
    let lrs = try ScheduleRun(schedule, groups: [ParameterGroup(lr: 0.1)]).planned(epochs: 9)[0]
    let expected = [0.01, 0.028, 0.046, 0.064, 0.082, 0.1, 0.1, 0.1, 0.01]
    for (lr, wanted) in zip(lrs, expected) { #expect((lr - wanted).magnitude < 1e-12) }
  }

  static let bodies = [
    "StepLR(step_size=10)", "ExponentialLR(gamma=0.9)", "OneCycleLR(max_lr=0.1, total_steps=50)",
    "ChainedScheduler(schedulers=[StepLR(step_size=3), ExponentialLR(gamma=0.9)])",
    "SequentialLR(schedulers=[StepLR(step_size=3), ExponentialLR(gamma=0.9), ConstantLR()], milestones=[4, 9])",
    "cosine_decay_schedule(init_value=0.1, decay_steps=90)",
    "join_schedules(schedules=[constant_schedule(value=0.1), constant_schedule(value=0.2)], boundaries=[3])",
  ]

  /// What was added is taken away again without a trace.
  @Test(arguments: bodies) func additionsCanBeRemoved(spec: String) throws {
    let schedule = try Schedule(parsing: spec)
    let member = try Schedule(
      parsing: schedule.entry.library == .optax ? "constant_schedule(1)" : "ConstantLR()")
    #expect(try schedule.warmedUp(Self.plan).removing([0]) == schedule)
    let tailed = try schedule.followed(by: member, from: 40)
    #expect(tailed.phases.last?.start == 40)
    #expect(try tailed.removing([tailed.members.count - 1]) == schedule)
    #expect(try tailed.unwrapping([tailed.members.count - 1]) == member)
    guard schedule.entry.library == .pytorch else { return }
    let chained = try schedule.chained(with: member)
    #expect(chained.name == "ChainedScheduler" && chained.members.last == member)
    #expect(try chained.removing([chained.members.count - 1]) == schedule)
  }

  /// A phase that goes takes its time along; the others keep theirs.
  @Test func theOthersKeepTheirLengths() throws {
    let spec = "SequentialLR([LinearLR(), StepLR(3), ExponentialLR(0.9), ConstantLR()], [5, 12, 32])"
    let schedule = try Schedule(parsing: spec)
    let milestones = try (0..<4).map { try schedule.removing([$0]).parameterText("milestones") }
    #expect(milestones == ["[7, 27]", "[5, 25]", "[5, 12]", "[5, 12]"])
    let other = try Schedule(parsing: "PolynomialLR()")
    #expect(try schedule.replacingMember(at: [1], with: other).members.map(\.name)[1] == "PolynomialLR")
    #expect(throws: SchedulerError.self) { try schedule.removing([4]) }
    #expect(throws: SchedulerError.self) { try schedule.removing([1, 0]) }
    #expect(throws: SchedulerError.self) { try schedule.replacingMember(at: [-1], with: other) }
  }

  @Test func hugeMilestonesDoNotTrap() throws {
    let schedule = try Schedule(
      parsing: "SequentialLR([LinearLR(), StepLR(3), StepLR(4)], [-9223372036854775808, 9223372036854775807])"
    )
    let warm = try schedule.warmedUp(WarmupPlan(steps: 5, lr: 0.1))
    #expect(warm.members.count == 4)
    for place in 0..<4 { #expect(try warm.removing([place]).members.count == 3) }
  }

  @Test func plannedMomentaAreThoseOfTheSteps() throws {
    for spec in ["CyclicLR(0.01, 0.1, step_size_up=3)", "OneCycleLR(0.1, total_steps=12)", "StepLR(3)"] {
      let schedule = try Schedule(parsing: spec)
      var run = try ScheduleRun(schedule, groups: [ParameterGroup(lr: 0.1, momentum: 0.5)])
      let planned = run.plannedMomenta(epochs: 10)[0]
      for momentum in planned {
        #expect(run.groups[0].momentum == momentum)
        try run.step()
      }
      #expect(schedule.movesMomentum == (Set(planned).count > 1))
    }
    let still = try Schedule(
      parsing: "SequentialLR([LinearLR(), CyclicLR(0.01, 0.1, cycle_momentum=False)], [5])")
    #expect(!still.movesMomentum)
    #expect(try still.setting("schedulers[1].cycle_momentum", to: .bool(true)).movesMomentum)
  }
}
