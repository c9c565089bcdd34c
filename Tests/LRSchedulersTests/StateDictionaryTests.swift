import LRSchedulers
import Testing

/// A state that is saved with PyTorch's names goes on as what was saved.
@Suite struct StateDictionaryTests {
  private let groups = [ParameterGroup(lr: 0.3, momentum: 0.9), ParameterGroup(lr: 0.02, momentum: 0.9)]

  private func metric(_ step: Int) -> Double { 0.5 + Double(step * 7 % 5) / 10 }

  /// What has more of a state than the rates: windows of metrics, rises, starts all over.
  private static let greedy = [
    "GreedyLR(patience=0, factor=0.5, min_lr=0.05, reset_start=1)",
    "GreedyLR(patience=1, smooth=True, window_size=3, cooldown=1, warmup=2, min_lr=[0.01, 0.02])",
    "GreedyLR(mode='max', patience=0, threshold_mode='rel', smooth=True, reset_start=2)",
  ]

  @Test(arguments: LawTests.specs + greedy) func aLoadedRunGoesOn(spec: String) throws {
    let schedule = try Schedule(parsing: spec)
    for steps in [0, 1, 5, 13] {
      var run = try ScheduleRun(schedule, groups: groups)
      for step in 0..<steps { try run.step(metric: metric(step)) }
      var loaded = try ScheduleRun(schedule, groups: groups, loading: run.stateDictionary())
      #expect(loaded.schedule == schedule && loaded.steps == run.steps)
      for step in steps..<steps + 12 {
        #expect(loaded.groups == run.groups, "step \(step) after \(steps)")
        try run.step(metric: metric(step))
        try loaded.step(metric: metric(step))
      }
      #expect(try loaded.stateDictionary() == run.stateDictionary())
    }
  }

  @Test func ofAStepItHasTheseNames() throws {
    var run = try ScheduleRun(StepLR(stepSize: 10, gamma: 0.5), lr: 0.1)
    try run.step()
    #expect(
      try run.stateDictionary().members == [
        "step_size": 10, "gamma": 0.5, "last_epoch": 1, "base_lrs": [0.1], "_step_count": 2,
        "_last_lr": [0.1],
      ])
    let cycle = try ScheduleRun(OneCycleLR(maxLR: 0.1, epochs: 2, stepsPerEpoch: 5), lr: 0.1, momentum: 0.9)
    let state = try cycle.stateDictionary()
    #expect(state["total_steps"] == 10 && state["_anneal_func_type"] == "cos" && state["max_lr"] == nil)
    var phases: [ParameterValue] = []
    if case .list(let found)? = state["_schedule_phases"] { phases = found }
    #expect(phases.count == 2)
    let plateau = try ScheduleRun(ReduceLROnPlateau(minLR: 0.1), groups: groups).stateDictionary()
    #expect(plateau["min_lrs"] == [0.1, 0.1] && plateau["best"] == .double(.infinity))
  }

  @Test func whatIsLoadedWins() throws {
    let saved = try ScheduleRun(StepLR(stepSize: 2, gamma: 0.5), lr: 0.4).stateDictionary()
    let run = try ScheduleRun(StepLR(stepSize: 9), groups: groups, loading: saved)
    #expect(run.schedule == StepLR(stepSize: 2, gamma: 0.5).schedule && run.groups.map(\.lr) == [0.4])
  }

  @Test func aCounterIsRead() throws {
    var state = try ScheduleRun(MultiStepLR(milestones: [1]), lr: 0.4).stateDictionary()
    #expect(state["milestones"] == nil)
    let counters: [ParameterValue] = [
      ["30": 1, "80": 2], .dictionary([.init(key: 80, value: 2), .init(key: 30, value: 1)]), [30, 80, 80],
    ]
    for counter in counters {
      state["milestones"] = counter
      let run = try ScheduleRun(MultiStepLR(milestones: [1]), groups: groups, loading: state)
      #expect(run.schedule.value(of: "milestones") == [30, 80, 80])
    }
  }

  @Test func whatDoesNotFitIsRefused() throws {
    func refusal(_ schedule: some ScheduleConvertible, _ change: (inout StateDictionary) -> Void) throws
      -> String
    {
      var state = try ScheduleRun(schedule, groups: groups).stateDictionary()
      change(&state)
      let error = #expect(throws: SchedulerError.self) {
        try ScheduleRun(schedule, groups: groups, loading: state)
      }
      return error?.message ?? ""
    }
    let step = StepLR(stepSize: 3)
    #expect(try refusal(step) { $0["last_epoch"] = nil } == "it has no last_epoch")
    #expect(
      try refusal(step) { $0["base_lrs"] = "abc" } == "base_lrs must be a list of numbers, but is 'abc'")
    #expect(try refusal(step) { $0["_step_count"] = 1.5 } == "_step_count must be an int, but is 1.5")
    #expect(try refusal(step) { $0["last_epoch"] = .double(.nan) } == "it has no last_epoch")
    #expect(try refusal(step) { $0["gamma"] = "x" }.contains("gamma must be a number"))
    #expect(try refusal(ReduceLROnPlateau()) { $0["best"] = nil } == "it has no best")
    let stages = SequentialLR(schedulers: [ConstantLR(), step], milestones: [3])
    #expect(
      try refusal(stages) { $0["_schedulers"] = [] } == "it has 0 schedulers, and SequentialLR has 2")
    #expect(try refusal(step) { $0 = StateDictionary() } == "it has no last_epoch")
    #expect(throws: SchedulerError.self) { try ScheduleRun(step, groups: [], loading: StateDictionary()) }
  }
}
