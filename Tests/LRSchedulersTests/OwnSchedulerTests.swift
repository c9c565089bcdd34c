import Foundation
import LRSchedulers
import Testing

/// A program's own scheduler goes wherever one of the catalog goes.
@Suite struct OwnSchedulerTests {
  /// PyTorch's kind: an epoch, base rates, a closed form.
  struct Halving: ClosedFormScheduler {
    var every = 3
    var lastEpoch = -1

    func validate() throws(SchedulerError) {
      if every < 1 { throw SchedulerError(.value, "every must be positive", parameter: "every") }
    }

    func update(
      _ groups: inout [ParameterGroup], _ state: EpochState, isInitial: Bool
    ) throws(SchedulerError) {
      guard state.lastEpoch > 0, state.lastEpoch % every == 0 else { return }
      for index in groups.indices { groups[index].lr /= 2 }
    }

    func closedFormLR(base: Double, epoch: Int) throws(SchedulerError) -> Double {
      (0..<epoch / every).reduce(base) { rate, _ in rate / 2 }
    }

    func changeKind(in state: EpochState) -> LRChange.Kind? { .decay }
  }

  /// One with a state of its own, and nothing but what a scheduler must do.
  struct Burst: Scheduler {
    struct State: SchedulerState, Codable {
      var lastEpoch = 0
      var rest = 0
    }

    var length = 2

    func validate() throws(SchedulerError) {}

    func begin(_ groups: inout [ParameterGroup]) throws(SchedulerError) -> State { State() }

    func advance(
      _ state: inout State, _ groups: inout [ParameterGroup], metric: Double?
    ) throws(SchedulerError) {
      state.lastEpoch += 1
      state.rest += 1
      guard state.rest > length else { return }
      state.rest = 0
      for index in groups.indices { groups[index].lr *= 10 }
    }
  }

  private let groups = [ParameterGroup(lr: 0.8), ParameterGroup(lr: 0.1)]

  /// `[unit][group]`
  private func rates(_ schedule: some ScheduleConvertible, _ count: Int = 14) throws -> [[Double]] {
    var run = try ScheduleRun(schedule, groups: groups)
    return try (0..<count).map { unit in
      if unit > 0 { try run.step() }
      return run.groups.map(\.lr)
    }
  }

  @Test func itRunsAsOneOfTheCatalogDoes() throws {
    #expect(try rates(Halving()) == rates(StepLR(stepSize: 3, gamma: 0.5)))
    var run = try ScheduleRun(Halving(every: 1), lr: 8)
    #expect(try run.step() == [LRChange(epoch: 2, kind: .decay, from: 8, to: 4)])
    try run.assign(Halving(every: 2))
    #expect(try run.step() == [LRChange(epoch: 3, kind: .decay, from: 4, to: 2)])
    #expect(run.planned(epochs: 3) == [[2, 2, 1]] && run.lastEpoch == 2)
    #expect(throws: SchedulerError.self) { try run.assign(Halving(every: 0)) }
    #expect(throws: SchedulerError.self) { try run.assign(Burst()) }
    #expect(try Halving().schedule.closedForm(groups: groups).lrs(at: 7) == [0.2, 0.025])
  }

  @Test func itIsAMemberLikeAnother() throws {
    let own = SequentialLR(
      schedulers: [ConstantLR(factor: 0.5, totalIters: 2), Halving(), ExponentialLR(gamma: 0.9)],
      milestones: [4, 10])
    let known = SequentialLR(
      schedulers: [
        ConstantLR(factor: 0.5, totalIters: 2), StepLR(stepSize: 3, gamma: 0.5), ExponentialLR(gamma: 0.9),
      ], milestones: [4, 10])
    #expect(try rates(own) == rates(known))
    #expect(own.schedule.phases.map(\.name) == ["ConstantLR", "Halving", "ExponentialLR"])
    let first = SequentialLR(schedulers: [Halving(), ConstantLR()], milestones: [5])
    #expect(
      try rates(first)
        == rates(SequentialLR(schedulers: [StepLR(stepSize: 3, gamma: 0.5), ConstantLR()], milestones: [5])))
    let chain = ChainedScheduler(schedulers: [Halving(), ExponentialLR(gamma: 0.9)])
    #expect(
      try rates(chain)
        == rates(
          ChainedScheduler(schedulers: [StepLR(stepSize: 3, gamma: 0.5), ExponentialLR(gamma: 0.9)])))
  }

  @Test func aPlainOneIsAMemberToo() throws {
    #expect(try rates(Burst(), 5).map { $0[0] } == [0.8, 0.8, 0.8, 8, 8])
    let chain = ChainedScheduler(schedulers: [Burst(), ConstantLR(factor: 0.5, totalIters: 1)])
    #expect(try rates(chain, 4).map { $0[0] } == [0.4, 0.8, 0.8, 8])
    // Its turn comes at 2, and the step then is its first.
    let stages = SequentialLR(schedulers: [ConstantLR(factor: 0.5, totalIters: 9), Burst()], milestones: [2])
    #expect(try rates(stages, 6).map { $0[0] } == [0.4, 0.4, 0.4, 0.4, 4, 4])
  }

  @Test func steppersTakeItAndSaveIt() throws {
    var stepper = try Stepper(Burst(), groups: groups)
    for _ in 0..<2 { try stepper.step() }
    let saved = try JSONEncoder().encode(stepper.state)
    var read = try Stepper(
      Burst(), groups: stepper.groups, state: JSONDecoder().decode(Burst.State.self, from: saved))
    try stepper.step()
    try read.step()
    #expect(read.groups == stepper.groups && read.state == stepper.state && read.lr == 8)
  }

  @Test func whatOnlyTextCanGiveIsRefused() throws {
    let schedule = SequentialLR(schedulers: [ConstantLR(), Halving()], milestones: [3]).schedule
    #expect(Halving().schedule.name == "Halving" && Burst().schedule.name == "Burst")
    #expect(Halving().schedule.entry.library == .own && Halving().schedule.parameters.isEmpty)
    #expect(throws: EncodingError.self) { try JSONEncoder().encode(schedule) }
    #expect(throws: EncodingError.self) {
      try JSONEncoder().encode(ScheduleRun(Halving(), groups: groups))
    }
    #expect(throws: SchedulerError.self) { try Halving().schedule.setting("every", to: 4) }
    for format in CodeFormat.allCases {
      #expect(throws: SchedulerError.self) { try schedule.code(for: format) }
    }
    #expect(throws: SchedulerError.self) { try Halving().schedule.code(for: .spec) }
    // Its rates can be written down.
    #expect(try Halving().schedule.code(for: .pytorch).text.contains("LambdaLR"))
  }

  @Test func pyTorchsKindHasPyTorchsState() throws {
    var run = try ScheduleRun(Halving(), groups: groups)
    for _ in 0..<4 { try run.step() }
    var resumed = try ScheduleRun(Halving(), groups: groups, loading: run.stateDictionary())
    for _ in 0..<5 {
      #expect(resumed.groups == run.groups && resumed.steps == run.steps)
      try run.step()
      try resumed.step()
    }
    let refusal = #expect(throws: SchedulerError.self) {
      try ScheduleRun(Burst(), groups: groups).stateDictionary()
    }
    #expect(refusal?.message.hasPrefix("the state of Burst has no names in PyTorch") == true)
  }

  @Test func copiesOfAComposedOneGoTheirOwnWay() throws {
    var stepper = try Stepper(
      SequentialLR(schedulers: [ConstantLR(factor: 0.5, totalIters: 2), Halving()], milestones: [3]),
      groups: groups)
    try stepper.step()
    let copy = stepper
    for _ in 0..<6 { try stepper.step() }
    #expect(copy.groups.map(\.lr) == [0.4, 0.05] && copy.state != stepper.state)
    #expect(copy.state.lastEpoch == 1 && stepper.state.lastEpoch == 7)
  }

  @Test func aDescriptionChangedBesideTheStateCounts() throws {
    var scheduler = SequentialLR(
      schedulers: [ConstantLR(), StepLR(stepSize: 1, gamma: 0.5)], milestones: [1])
    var groups = [ParameterGroup(lr: 1)]
    var state = try scheduler.begin(&groups)
    for _ in 0..<2 { try scheduler.advance(&state, &groups, metric: nil) }
    #expect(groups[0].lr == 0.5)
    scheduler.schedulers[1] = StepLR(stepSize: 1, gamma: 0.1).schedule
    try scheduler.advance(&state, &groups, metric: nil)
    #expect(groups[0].lr == 0.5 * 0.1)
    scheduler.schedulers[1] = ExponentialLR(gamma: 0.1).schedule
    #expect(throws: SchedulerError.self) { try scheduler.advance(&state, &groups, metric: nil) }
  }
}
