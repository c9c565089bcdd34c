import LRSchedulers
import Testing

@Suite struct ScheduleTests {
  @Test func theCatalogDescribesItself() throws {
    #expect(Set(Catalog.entries.map(\.name)).count == Catalog.entries.count)
    for entry in Catalog.entries {
      let schedule = Schedule(default: entry)
      #expect(try Schedule(parsing: schedule.spec) == schedule)
      try schedule.validate(groups: [ParameterGroup(lr: 0.1, momentum: 0)])
      #expect(
        entry.summary.hasSuffix(".") && !entry.formula.isEmpty
          && ("." + entry.source).hasSuffix("." + entry.name))
      for parameter in entry.parameters {
        #expect(schedule.value(of: parameter.name) == parameter.example && !parameter.help.isEmpty)
        #expect(try schedule.setting(parameter.name, to: parameter.example) == schedule)
      }
    }
  }

  @Test(
    arguments: [
      ("StepLR(10)", "step_size", 1, "11"), ("StepLR(10)", "step_size", -10, "1"),
      ("StepLR(1)", "step_size", -1, nil),
      ("StepLR(10)", "gamma", 1, "0.15"), ("StepLR(10, 0.15)", "gamma", 3, "0.3"),
      ("StepLR(10)", "gamma", -10, "0.0"),
      ("StepLR(10)", "step_size", .max, "100000"), ("StepLR(10)", "gamma", .min, "0.0"),
      ("StepLR(2.5)", "step_size", 1, "3.5"), ("ExponentialLR(0.95)", "gamma", 10, "1.0"),
      ("MultiStepLR([5, 9])", "milestones", 2, "[7, 11]"), ("MultiStepLR([1, 9])", "milestones", -1, nil),
      ("CosineAnnealingLR(5)", "eta_min", 1, "1e-06"), ("CosineAnnealingLR(5, 1e-6)", "eta_min", -1, "0.0"),
      ("CosineAnnealingLR(5, 0.001)", "eta_min", 10, "0.01"),
      ("CosineAnnealingLR(5, 0.001)", "eta_min", 1, "0.00125"),
      ("CosineAnnealingLR(5)", "eta_min", -1, nil), ("CosineAnnealingLR(5)", "eta_min", .max, "10.0"),
      ("ReduceLROnPlateau()", "mode", 1, "'max'"), ("ReduceLROnPlateau()", "mode", -1, "'max'"),
      ("ReduceLROnPlateau()", "mode", 2, nil), ("ReduceLROnPlateau()", "factor", 100, "0.99"),
      ("ReduceLROnPlateau(min_lr=[0.1, 0.001])", "min_lr", 10, "[1.0, 0.01]"),
      ("StepLR(10)", "nothing", 1, nil),
    ] as [(String, String, Int, String?)])
  func keysMoveAParameterByItsNaturalStep(spec: String, name: String, steps: Int, text: String?) throws {
    #expect(try Schedule(parsing: spec).nudged(name, by: steps)?.parameterText(name) == text)
  }

  @Test func settingIsValidated() throws {
    let schedule = try Schedule(parsing: "StepLR(10)")
    #expect(try schedule.setting("gamma", to: .double(0.5)).spec == "StepLR(step_size=10, gamma=0.5)")
    #expect(throws: SchedulerError.self) { try schedule.setting("step_size", to: .int(0)) }
    let unknown = #expect(throws: SchedulerError.self) { try schedule.setting("stepsize", to: .int(1)) }
    #expect(unknown?.message == "unknown parameter 'stepsize' of StepLR; did you mean 'step_size'?")
  }

  @Test func anotherClassCannotBeAssigned() throws {
    var run = try ScheduleRun(Schedule(StepLR(stepSize: 3)), groups: [ParameterGroup(lr: 1)])
    #expect(throws: SchedulerError.self) { try run.assign(Schedule(ExponentialLR(gamma: 0.5))) }
    #expect(throws: SchedulerError.self) { try run.setLR([1, 2]) }
  }

  @Test func assigningLastEpochMovesTheCount() throws {
    var run = try ScheduleRun(Schedule(StepLR(stepSize: 5)), groups: [ParameterGroup(lr: 1)])
    try run.assign(run.schedule.setting("last_epoch", to: .int(4)))
    #expect(run.lastEpoch == 4 && run.groups[0].lr == 1)
    try run.step()
    #expect(run.lastEpoch == 5 && run.groups[0].lr == 0.1)
  }

  @Test func ratesSetByHandAreReported() throws {
    var run = try ScheduleRun(
      Schedule(ExponentialLR(gamma: 0.5)), groups: [ParameterGroup(lr: 1), ParameterGroup(lr: 2)])
    try run.step()
    #expect(try run.setLR([0.5, 8]) == [LRChange(epoch: 2, kind: .set, group: 1, from: 1, to: 8)])
    try run.step()
    #expect(run.groups.map(\.lr) == [0.25, 4])
  }

  @Test func thePlateauGaugeCounts() throws {
    var run = try ScheduleRun(
      Schedule(ReduceLROnPlateau(factor: 0.5, patience: 1, cooldown: 3)), groups: [ParameterGroup(lr: 1)])
    #expect(run.plateau?.bestEpoch == nil && run.plateau?.best == .infinity)
    for metric in [3.0, 2.0, 2.0] { try run.step(metric: metric) }
    let bad = PlateauStatus(
      best: 2, nextBest: 2 * (1 - 1e-4), bestEpoch: 2, numBadEpochs: 1, patience: 1, cooldownCounter: 0,
      cooldown: 3)
    #expect(run.plateau == bad)
    #expect(
      try run.step(metric: .nan) == [LRChange(epoch: 5, kind: .plateau, group: 0, from: 1, to: 0.5)])
    #expect(run.plateau?.cooldownCounter == 3 && run.plateau?.numBadEpochs == 0)
    let missing = #expect(throws: SchedulerError.self) { try run.step() }
    #expect(missing?.message == "ReduceLROnPlateau.step() missing 1 required positional argument: 'metrics'")
    #expect(run.steps == 4)
  }

  @Test func absurdArgumentsDoNotTrap() throws {
    for number in ["1e308", "-1e308", "2**63", "-2**63", "-1", "1e-320", "float('nan')", "float('inf')"] {
      for spec in [
        "StepLR(\(number), \(number))", "MultiStepLR([\(number), 1, 1, 2], \(number))",
        "CosineAnnealingLR(\(number), \(number))", "PolynomialLR(\(number), \(number))",
        "CyclicLR(\(number), \(number), abs(\(number)) + 1, mode='exp_range', gamma=\(number))",
        "OneCycleLR(\(number), 5, div_factor=\(number))", "SWALR(\(number))",
        "LinearLR(total_iters=\(number))", "ConstantLR(total_iters=\(number))",
        "LambdaLR(lambda e: \(number))", "ExponentialLR(\(number))",
        "ReduceLROnPlateau(factor=-1, patience=\(number), cooldown=\(number), min_lr=\(number), eps=\(number))",
      ] {
        let schedule = try? Schedule(parsing: spec)
        #expect(schedule != nil || number.contains("nan"))
        guard let schedule,
          var run = try? ScheduleRun(schedule, groups: [ParameterGroup(lr: 0.1, momentum: 0)])
        else { continue }
        for _ in 0..<9 { _ = try? run.step(metric: 1) }
        for parameter in run.schedule.entry.parameters {
          for steps in [-1, 1, .max, .min] { _ = run.schedule.nudged(parameter.name, by: steps) }
        }
      }
    }
  }
}
