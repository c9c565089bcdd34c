import Foundation
import LRSchedulers
import Testing

/// What holds for every scheduler with any arguments.
@Suite struct LawTests {
  @Test func closedFormsEqualTheRecursion() throws {
    for epochs in [1, 2, 7, 30] {
      for gamma in [0.1, 0.5, 0.97, 1.3] {
        try expectClosed(StepLR(stepSize: .int(epochs), gamma: gamma))
        try expectClosed(MultiStepLR(milestones: [0, .int(epochs), 12, 5, 5], gamma: gamma))
        try expectClosed(ExponentialLR(gamma: gamma))
        try expectClosed(CosineAnnealingLR(tMax: .int(epochs), etaMin: gamma / 10))
        try expectClosed(ConstantLR(factor: min(gamma, 1), totalIters: .int(epochs)))
        try expectClosed(LinearLR(startFactor: min(gamma, 1), endFactor: 0.3, totalIters: .int(epochs)))
        try expectClosed(PolynomialLR(totalIters: .int(epochs), power: gamma))
      }
    }
  }

  private func expectClosed<S: ClosedFormScheduler>(_ scheduler: S) throws {
    var stepper = try Stepper(
      scheduler, groups: [ParameterGroup(lr: 0.3, momentum: 0.9), ParameterGroup(lr: 0.02, momentum: 0.9)])
    for epoch in 0..<60 {
      for (group, base) in zip(stepper.groups, stepper.state.baseLRs) {
        let closed = try scheduler.closedFormLR(base: base, epoch: epoch)
        #expect((group.lr - closed).magnitude <= 1e-10 * max(base, closed), "\(scheduler) at \(epoch)")
      }
      try stepper.step()
    }
  }

  @Test func jumpingGoesToTheClosedForm() throws {
    let scheduler = CosineAnnealingLR(tMax: 20)
    var groups = [ParameterGroup(lr: 0.1, momentum: 0.9)]
    var state = try scheduler.begin(&groups)
    try scheduler.jump(to: 10, &state, &groups)
    #expect(groups[0].lr == (try scheduler.closedFormLR(base: 0.1, epoch: 10)) && state.lastEpoch == 10)
  }

  static let specs = simple + composed

  static let composed = [
    "SequentialLR([LinearLR(0.1, total_iters=4), CosineAnnealingLR(12), CosineAnnealingWarmRestarts(3)], [4, 17])",
    "SequentialLR([ChainedScheduler([StepLR(2), ExponentialLR(0.9)]), OneCycleLR(0.5, 60)], [6])",
    "ChainedScheduler([SequentialLR([ConstantLR(0.5, 2), StepLR(3)], [5]), MultiplicativeLR(lambda e: 0.98)])",
  ]

  static let simple = [
    "StepLR(3, 0.5)", "MultiStepLR([2, 5, 5, 9], 0.3)", "ExponentialLR(0.9)", "CosineAnnealingLR(6, 0.01)",
    "ReduceLROnPlateau(factor=0.5, patience=1, cooldown=1)", "StepLR(2.5)", "CosineAnnealingLR(-4)",
    "ConstantLR(0.5, 7)", "LinearLR(0.2, 0.9, 8)", "PolynomialLR(12, 2.5)",
    "CosineAnnealingWarmRestarts(3, 2)",
    "CyclicLR(0.01, 0.3, 3, 5, mode='triangular2')", "OneCycleLR(0.5, 60)", "SWALR(0.02, 6)",
    "OneCycleLR(max_lr=0.5, epochs=10, steps_per_epoch=5, three_phase=True, anneal_strategy='linear')",
    "get_scheduler('cosine_with_restarts', 4, 30, {'num_cycles': 3})",
    "get_wsd_schedule(3, 9, 30, min_lr_ratio=0.1)",
    "CosineLRScheduler(9, 0.001, 2.0, 0.5, 3, 4, 0.01)", "TanhLRScheduler(20, warmup_t=5)",
    "optax.join_schedules([optax.linear_schedule(0.1, 0.0, 4), optax.exponential_decay(0.05, 10, 0.9)], [3])",
    "optax.sgdr_schedule([dict(init_value=0.0, peak_value=0.1, warmup_steps=2, decay_steps=9)])",
    "optax.linear_onecycle_schedule(30, 0.2)",
    "keras.optimizers.schedules.PolynomialDecay(0.1, 7, cycle=True)",
    "keras.callbacks.ReduceLROnPlateau(factor=0.5, patience=2)",
    "LambdaLR(lambda e: 1 / (1 + e))", "MultiplicativeLR(lambda e: 0.9 if e % 3 else 1.1)",
  ]

  private func metric(_ epoch: Int) -> Double { 1 / Double(1 + min(epoch, 4)) + 0.01 * Double(epoch % 3) }

  @Test(arguments: specs) func copiesGoTheirOwnWay(spec: String) throws {
    var run = try ScheduleRun(Schedule(parsing: spec), groups: [ParameterGroup(lr: 0.1, momentum: 0.9)])
    for epoch in 0..<7 { try run.step(metric: metric(epoch)) }
    let before = run.groups
    var copy = run
    for epoch in 7..<20 { try copy.step(metric: metric(epoch)) }
    #expect(run.groups == before)
    for epoch in 7..<20 { try run.step(metric: metric(epoch)) }
    #expect(run.groups == copy.groups && run.plateau == copy.plateau && run.lastEpoch == 20)
  }

  @Test(arguments: specs) func aWrittenRunGoesOnWhereItWas(spec: String) throws {
    var run = try ScheduleRun(
      Schedule(parsing: spec),
      groups: [ParameterGroup(lr: 0.1, momentum: 0.9), ParameterGroup(lr: 1, momentum: 0.9)])
    for epoch in 0..<9 {
      var read = try JSONDecoder().decode(ScheduleRun.self, from: JSONEncoder().encode(run))
      #expect(read.groups == run.groups && read.schedule == run.schedule && read.steps == run.steps)
      let changes = try run.step(metric: metric(epoch))
      #expect(try read.step(metric: metric(epoch)) == changes)
      #expect(read.groups == run.groups && read.plateau == run.plateau)
    }
  }

  @Test(arguments: specs) func severalGroupsAreAsManyRuns(spec: String) throws {
    let lrs = [0.1, 0.003, 7]
    let schedule = try Schedule(parsing: spec)
    var together = try ScheduleRun(schedule, groups: lrs.map { ParameterGroup(lr: $0, momentum: 0.9) })
    var alone = try lrs.map { try ScheduleRun(schedule, groups: [ParameterGroup(lr: $0, momentum: 0.9)]) }
    for epoch in 0..<40 {
      try together.step(metric: metric(epoch))
      for index in alone.indices { try alone[index].step(metric: metric(epoch)) }
      #expect(together.groups == alone.flatMap(\.groups))
    }
  }

  @Test(arguments: specs) func thePlanIsWhatStepsWillGive(spec: String) throws {
    var run = try ScheduleRun(Schedule(parsing: spec), groups: [ParameterGroup(lr: 0.1, momentum: 0.9)])
    for _ in 0..<4 { try run.step(metric: 0.5) }
    let plan = run.planned(epochs: 25)
    #expect(plan.map(\.count) == [25] && run.planned(epochs: 0) == [[]] && run.planned(epochs: -1) == [[]])
    for planned in plan[0] {
      #expect(planned == run.groups[0].lr)
      if !run.schedule.needsMetric { try run.step() }
    }
  }

  @Test(arguments: specs) func undoingATweakRestoresTheFuture(spec: String) throws {
    var run = try ScheduleRun(Schedule(parsing: spec), groups: [ParameterGroup(lr: 0.1, momentum: 0.9)])
    for epoch in 0..<5 { try run.step(metric: metric(epoch)) }
    let (original, plan) = (run.schedule, run.planned(epochs: 20))
    for parameter in run.schedule.entry.parameters {
      guard let changed = run.schedule.nudged(parameter.name, by: 1) else { continue }
      #expect(changed != original)
      try run.assign(changed)
      #expect(run.schedule == changed)
      let isCount = parameter.name == "last_epoch"
      try run.assign(original)
      // Assigning last_epoch moves the count itself, which no new argument brings back.
      if isCount { break }
      #expect(run.planned(epochs: 20) == plan)
    }
  }

  @Test(arguments: simple) func changesTellTheWholeStory(spec: String) throws {
    var run = try ScheduleRun(Schedule(parsing: spec), groups: [ParameterGroup(lr: 0.1, momentum: 0.9)])
    let kinds: [String: LRChange.Kind] = [
      "StepLR": .decay, "MultiStepLR": .decay, "ReduceLROnPlateau": .plateau,
      "keras.callbacks.ReduceLROnPlateau": .plateau, "ConstantLR": .phase,
      "CosineAnnealingWarmRestarts": .restart,
    ]
    for step in 1...40 {
      let before = run.groups[0].lr
      let changes = try run.step(metric: 0.5)
      let after = run.groups[0].lr
      // A restart goes up; the rest of its curve is continuous.
      let isChange = before != after && (kinds[run.schedule.name] != .restart || after > before)
      let kind = isChange ? kinds[run.schedule.name] : nil
      let expected = kind.map { [LRChange(epoch: step + 1, kind: $0, group: 0, from: before, to: after)] }
      #expect(changes == expected ?? [])
    }
  }
}
