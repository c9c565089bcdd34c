import Testing

@testable import LRSchedulers

/// Warm-up, peak and end as one knob each, in every library's own arguments.
@Suite struct KnobTests {
  /// A spec, the warm-up it has, and what it is with one of 20 counts.
  static let warmups: [(spec: String, counts: Int, with20: String)] = [
    (
      "SequentialLR([LinearLR(0.1, total_iters=5), CosineAnnealingLR(95)], [5])", 5,
      "SequentialLR(schedulers=[LinearLR(start_factor=0.1, total_iters=20), CosineAnnealingLR(T_max=80)], milestones=[20])"
    ),
    (
      "SequentialLR([ConstantLR(0.1, total_iters=4), StepLR(30)], [4])", 4,
      "SequentialLR(schedulers=[ConstantLR(factor=0.1, total_iters=20), StepLR(step_size=30)], milestones=[20])"
    ),
    (
      "SequentialLR([LinearLR(0.1, total_iters=5), CosineAnnealingLR(45), ConstantLR(0.1, 50)], [5, 50])", 5,
      "SequentialLR(schedulers=[LinearLR(start_factor=0.1, total_iters=20), CosineAnnealingLR(T_max=30), ConstantLR(factor=0.1, total_iters=50)], milestones=[20, 50])"
    ),
    (
      "ChainedScheduler([LinearLR(0.1, total_iters=5), ExponentialLR(0.9)])", 5,
      "ChainedScheduler(schedulers=[LinearLR(start_factor=0.1, total_iters=20), ExponentialLR(gamma=0.9)])"
    ),
    ("OneCycleLR(0.1, total_steps=100)", 30, "OneCycleLR(max_lr=0.1, total_steps=100, pct_start=0.2)"),
    (
      "get_cosine_schedule_with_warmup(10, 100)", 10,
      "get_cosine_schedule_with_warmup(num_warmup_steps=20, num_training_steps=100)"
    ),
    (
      "get_linear_schedule_with_warmup(0, 100)", 0,
      "get_linear_schedule_with_warmup(num_warmup_steps=20, num_training_steps=100)"
    ),
    (
      "get_wsd_schedule(num_warmup_steps=10, num_decay_steps=20, num_stable_steps=70)", 10,
      "get_wsd_schedule(num_warmup_steps=20, num_decay_steps=20, num_stable_steps=60)"
    ),
    (
      "CosineLRScheduler(t_initial=95, warmup_t=5, warmup_lr_init=1e-4, warmup_prefix=True)", 5,
      "CosineLRScheduler(t_initial=80, warmup_t=20, warmup_lr_init=0.0001, warmup_prefix=True)"
    ),
    (
      "CosineLRScheduler(t_initial=100, warmup_t=5, warmup_lr_init=1e-4)", 5,
      "CosineLRScheduler(t_initial=100, warmup_t=20, warmup_lr_init=0.0001)"
    ),
    (
      "warmup_cosine_decay_schedule(0.0, 0.1, 10, 100)", 10,
      "warmup_cosine_decay_schedule(init_value=0.0, peak_value=0.1, warmup_steps=20, decay_steps=100)"
    ),
    (
      "join_schedules([linear_schedule(0.01, 0.1, 5), cosine_decay_schedule(0.1, 95)], [5])", 5,
      "join_schedules(schedules=[linear_schedule(init_value=0.01, end_value=0.1, transition_steps=20), cosine_decay_schedule(init_value=0.1, decay_steps=80)], boundaries=[20])"
    ),
    (
      "CosineDecay(0.01, 95, warmup_target=0.1, warmup_steps=5)", 5,
      "CosineDecay(initial_learning_rate=0.01, decay_steps=80, warmup_target=0.1, warmup_steps=20)"
    ),
  ]

  @Test(arguments: warmups) func aWarmupMovesAllThatBelongsToIt(
    spec: String, counts: Int, with20: String
  ) throws {
    let schedule = try Schedule(parsing: spec)
    #expect(schedule.warmupCounts == counts)
    let changed = try schedule.settingWarmup(20)
    #expect(changed.spec == with20)
    #expect(changed.warmupCounts == 20)
    // Back it is what it was.
    if counts > 0 { #expect(try changed.settingWarmup(counts).spec == schedule.spec) }
  }

  /// The highest rate is reached where the warm-up ends, and the schedule ends where it ended.
  @Test(
    arguments: warmups.filter { !$0.spec.contains("ChainedScheduler") && !$0.spec.contains("StepLR(30)") })
  func theCurveEndsWhereItEnded(spec: String, counts: Int, with20: String) throws {
    let schedule = try Schedule(parsing: spec)
    let before = try Plan(schedule, lr: 0.1, momentum: 0.9, length: 100).rates()
    let after = try Plan(schedule.settingWarmup(20), lr: 0.1, momentum: 0.9, length: 100).rates()
    let top = try #require(after.max())
    let place = try #require(after.firstIndex { $0 >= top * 0.999 })
    #expect(abs(place - 20) <= 1 || !spec.contains("warmup_prefix") && spec.contains("CosineLRScheduler"))
    #expect(abs(after[99] - before[99]) <= 0.1 * top / 20 + 1e-3 * top, "\(spec)")
  }

  @Test(arguments: ["StepLR(10)", "CosineAnnealingLR(50)", "ReduceLROnPlateau()", "CosineDecay(0.1, 100)"])
  func whatHasNoWarmupSaysSo(spec: String) throws {
    let schedule = try Schedule(parsing: spec)
    #expect(schedule.warmupCounts == nil)
    #expect(throws: SchedulerError.self) { try schedule.settingWarmup(5) }
  }

  @Test(arguments: [
    "SequentialLR([LinearLR(0.1, total_iters=5), CosineAnnealingLR(95)], [5])",
    "SequentialLR([LinearLR(0.1, total_iters=5), CosineAnnealingLR(45), ConstantLR(0.1, 50)], [5, 50])",
    "OneCycleLR(0.1, total_steps=100)", "get_wsd_schedule(10, 20, num_stable_steps=70)",
    "CosineLRScheduler(t_initial=95, warmup_t=5, warmup_prefix=True)",
    "join_schedules([linear_schedule(0.01, 0.1, 5), cosine_decay_schedule(0.1, 95)], [5])",
  ]) func thereIsNoRoomForMoreThanAll(spec: String) throws {
    let schedule = try Schedule(parsing: spec)
    let error = #expect(throws: SchedulerError.self) { try schedule.settingWarmup(100_000) }
    #expect(error?.message.contains("100000") == true)
    #expect(throws: SchedulerError.self) { try schedule.settingWarmup(-1) }
  }

  // MARK: Peak

  static let peaks: [(spec: String, peak: Double, with2: String)] = [
    ("OneCycleLR(0.1, total_steps=100)", 0.1, "OneCycleLR(max_lr=2.0, total_steps=100)"),
    ("OneCycleLR([0.1, 0.05], total_steps=100)", 0.1, "OneCycleLR(max_lr=[2.0, 1.0], total_steps=100)"),
    ("CyclicLR(0.01, 0.1)", 0.1, "CyclicLR(base_lr=0.01, max_lr=2.0)"),
    (
      "warmup_cosine_decay_schedule(0.0, 0.1, 10, 100)", 0.1,
      "warmup_cosine_decay_schedule(init_value=0.0, peak_value=2.0, warmup_steps=10, decay_steps=100)"
    ),
    (
      "join_schedules([linear_schedule(0.01, 0.1, 5), cosine_decay_schedule(0.1, 95)], [5])", 0.1,
      "join_schedules(schedules=[linear_schedule(init_value=0.01, end_value=2.0, transition_steps=5), cosine_decay_schedule(init_value=2.0, decay_steps=95)], boundaries=[5])"
    ),
    (
      "CosineDecay(0.01, 95, warmup_target=0.1, warmup_steps=5)", 0.1,
      "CosineDecay(initial_learning_rate=0.01, decay_steps=95, warmup_target=2.0, warmup_steps=5)"
    ),
    ("constant_schedule(0.1)", 0.1, "constant_schedule(value=2.0)"),
  ]

  @Test(arguments: peaks) func aPeakOfItsOwnMoves(spec: String, peak: Double, with2: String) throws {
    let schedule = try Schedule(parsing: spec)
    #expect(schedule.ownPeak == peak)
    let changed = try schedule.settingOwnPeak(2)
    #expect(changed.spec == with2)
    let groups = spec.contains("[0.1, 0.05]") ? 2 : 1
    let plan = Plan(
      changed, groups: Array(repeating: ParameterGroup(lr: 0.3, momentum: 0.9), count: groups), length: 2_001)
    #expect(abs((try plan.cursorPeak()) - 2) < 1e-9)
  }

  @Test(arguments: ["StepLR(10)", "get_cosine_schedule_with_warmup(10, 100)", "CosineLRScheduler(50)"])
  func othersTakeTheirsFromTheOptimizer(spec: String) throws {
    let schedule = try Schedule(parsing: spec)
    #expect(schedule.ownPeak == nil)
    #expect(throws: SchedulerError.self) { try schedule.settingOwnPeak(1) }
  }

  // MARK: End

  static let ends: [(spec: String, end: Double, length: Int)] = [
    ("CosineAnnealingLR(50)", 0, 51), ("CosineAnnealingLR(50, eta_min=1e-3)", 1e-3, 51),
    ("LinearLR(1.0, 0.01, total_iters=50)", 1e-3, 51),
    ("SequentialLR([LinearLR(0.1, total_iters=5), CosineAnnealingLR(95, eta_min=1e-4)], [5])", 1e-4, 101),
    ("get_polynomial_decay_schedule_with_warmup(10, 100)", 1e-7, 101),
    ("get_cosine_with_min_lr_schedule_with_warmup(10, 100, min_lr=1e-4)", 1e-4, 101),
    ("get_cosine_with_min_lr_schedule_with_warmup(10, 100, min_lr_rate=0.1)", 0.01, 101),
    ("get_wsd_schedule(10, 20, 100, min_lr_ratio=0.1)", 0.01, 101),
    ("CosineLRScheduler(50, lr_min=1e-5)", 1e-5, 51), ("PolyLRScheduler(50)", 0, 51),
    ("OneCycleLR(0.1, total_steps=100)", 0.1 / 25 / 1e4, 100),
    ("warmup_cosine_decay_schedule(0.0, 0.1, 10, 100)", 0, 101),
    ("cosine_decay_schedule(0.1, 100, alpha=0.1)", 0.01, 101),
    ("CosineDecay(0.01, 95, alpha=0.1, warmup_target=0.1, warmup_steps=5)", 0.01, 101),
    ("linear_schedule(0.1, 0.02, 50)", 0.02, 51),
  ]

  @Test(arguments: ends) func theEndIsTheLastRate(spec: String, end: Double, length: Int) throws {
    let schedule = try Schedule(parsing: spec)
    let present = try #require(schedule.endRate(from: 0.1))
    #expect(abs(present - end) <= 1e-12)
    let changed = try schedule.settingEnd(2e-3, from: 0.1)
    #expect(abs((changed.endRate(from: 0.1) ?? 0) - 2e-3) < 1e-15)
    let rates = try Plan(changed, groups: [ParameterGroup(lr: 0.1, momentum: 0.9)], length: length).rates()
    #expect(abs(rates[length - 1] - 2e-3) < 1e-9, "\(changed.spec): \(rates[length - 1])")
    #expect(throws: SchedulerError.self) { try schedule.settingEnd(-1, from: 0.1) }
    #expect(throws: SchedulerError.self) { try schedule.settingEnd(.nan, from: 0.1) }
  }

  @Test(arguments: ["StepLR(10)", "ExponentialLR(0.9)", "ReduceLROnPlateau()", "get_constant_schedule()"])
  func whereNoArgumentSaysTheEndThereIsNone(spec: String) throws {
    #expect(try Schedule(parsing: spec).endRate(from: 0.1) == nil)
  }

  /// No knob of any scheduler makes one that its library refuses, and what is set is read back.
  @Test(arguments: Catalog.entries.map(\.name)) func everySchedulerOfTheCatalog(name: String) throws {
    let schedule = Schedule(default: try #require(Catalog.entry(named: name)))
    if let counts = schedule.warmupCounts, let changed = try? schedule.settingWarmup(counts + 3) {
      #expect(changed.warmupCounts == counts + 3)
    }
    if let peak = schedule.ownPeak, let changed = try? schedule.settingOwnPeak(2 * peak) {
      #expect(changed.ownPeak == 2 * peak)
    }
    if let end = schedule.endRate(from: 0.1), let changed = try? schedule.settingEnd(end + 0.01, from: 0.1) {
      #expect(abs((changed.endRate(from: 0.1) ?? -1) - end - 0.01) < 1e-12)
    }
  }
}

extension Plan {
  /// The highest rate of the first group.
  fileprivate func cursorPeak() throws -> Double {
    var (cursor, peak) = (try cursor(), 0.0)
    cursor.advance(by: length) { peak = max(peak, $0[0].lr) }
    return peak
  }
}
