import LRSchedulers
import Testing
import Tracks
import Training

@testable import Lab

/// Going back to an epoch: the pane is what it was then, and what is planned from there is what the run will do.
@Suite struct ForkTests {
  /// A lab whose first pane has really trained, with changes on the way.
  private func lab(
    _ spec: String, workload: String = "mock", epochs: Int = 30, interval: Interval = .epoch,
    changes: [RunChange] = []
  ) throws -> Lab {
    let configuration = RunConfiguration(
      schedule: try Schedule(parsing: spec), workload: workload, epochs: epochs, interval: interval)
    var lab = Lab([configuration])
    _ = lab.launch()
    var run = try TrainingRun(configuration)
    while !run.isFinished {
      for change in changes where change.epoch == run.epoch + 1 {
        try run.make(change.kind)
        lab.edit { pane in
          var setting = pane.setting
          switch change.kind {
          case .schedule(let schedule): setting.schedule = schedule
          case .rates(let rates): setting.currentLRs = rates
          }
          let before = pane.setting
          pane.set(setting)
          _ = pane.assign(setting, from: before)
        }
      }
      let record = try #require(try run.trainEpoch())
      let assignments = changes.compactMap { change -> RunAssignment? in
        guard change.epoch == record.epoch, case .schedule(let schedule) = change.kind else { return nil }
        return RunAssignment(epoch: change.epoch, schedule: schedule)
      }
      _ = lab.update(
        .run(
          lab.panes[0].id,
          RunReport(records: [record], state: run.isFinished ? .done : .running, assignments: assignments)))
    }
    return lab
  }

  private static let examples: [(spec: String, interval: Interval, changes: [RunChange])] = [
    ("StepLR(10)", .epoch, []),
    ("ExponentialLR(0.9)", .epoch, [RunChange(epoch: 8, .schedule(Schedule(ExponentialLR(gamma: 0.7))))]),
    ("StepLR(5, 0.5)", .epoch, [RunChange(epoch: 3, .rates([0.3])), RunChange(epoch: 12, .rates([0.01]))]),
    ("ReduceLROnPlateau(patience=2)", .epoch, []),
    ("SequentialLR([LinearLR(), ExponentialLR(0.9)], [6])", .epoch, []),
    ("ExponentialLR(0.999)", .step, [RunChange(epoch: 4, .rates([0.05]))]),
  ]

  /// The law: a fork after an epoch is the pane as it was when that epoch was reported.
  @Test(arguments: examples.indices, [1, 5, 12, 29]) func aForkIsThePaneOfThen(
    example: Int, epoch: Int
  ) throws {
    let (spec, interval, changes) = Self.examples[example]
    let workload = interval == .step ? "quadratic" : "mock"
    let whole = try lab(spec, workload: workload, interval: interval, changes: changes)
    let earlier = changes.filter { $0.epoch <= epoch }
    var then = try lab(spec, workload: workload, epochs: 30, interval: interval, changes: earlier)
    then.edit { $0 = $0.forked(after: 29).forked(after: epoch) }
    let fork = whole.runs[0].forked(after: epoch)
    #expect(fork.epoch == epoch && fork.state == .paused && fork.isWaiting)
    #expect(fork.schedule == then.runs[0].schedule)
    for role in [History.Role.rate(group: 0), .batchLoss, .trainingLoss, .validationLoss, .accuracy] {
      #expect(fork.history[role] == then.runs[0].history[role])
      let count = interval == .step && role != .trainingLoss && role != .validationLoss ? epoch * 10 : epoch
      let all = whole.runs[0].history[role]
      #expect(fork.history[role] == Track(all.values(in: 0..<min(count, all.count))))
    }
    #expect(fork.recipe(after: epoch).changes == earlier)
    // What is planned is what ran, as long as nothing was changed.
    if changes.allSatisfy({ $0.epoch <= epoch }), !whole.runs[0].schedule.needsMetric {
      let next = Double(epoch * (interval == .step ? 10 : 1) + 1)
      #expect(fork.forecast.plan.rates[0].held(at: next) == whole.runs[0].rates[0].held(at: next))
      #expect(fork.forecast.plan.rates[0].last == whole.runs[0].rates[0].last)
    }
    #expect(fork.ghost?.history.epochs == 30)
  }

  @Test func theKeyMakesAPaneThatWaitsForAChange() throws {
    var lab = try LabSamples.lab(epochs: 40)
    let source = lab.panes[0].id
    lab.press("c")
    lab.press("←←←←←")
    let effects = lab.press("B")
    #expect(lab.panes.count == 6 && lab.focus == 1 && lab.cursor == nil)
    #expect(lab.notice?.text == "pane 2: pane 1 after epoch 35; change something, or space trains on")
    guard case .run(let id, .resume(let recipe, let from, true, paused: true))? = effects.first else {
      Issue.record("\(effects)")
      return
    }
    #expect(id == lab.panes[1].id && from == source && recipe.epoch == 35)
    // A change sets it going, also where changes restart.
    let change = lab.press("t→")
    #expect(lab.panes[1].id == id)
    guard case .run(id, .assign)? = change.first, case .run(id, .release(paused: false))? = change.last else {
      Issue.record("\(change)")
      return
    }
    #expect(!lab.runs[1].isWaiting)
    // Forks of forks.
    lab.press("c←←B")
    #expect(lab.runs[2].epoch == 33 && lab.runs[2].fork == ForkOrigin(epoch: 33))
  }

  @Test func spaceSetsForksGoing() throws {
    var lab = try LabSamples.lab(epochs: 100)
    lab.press("c←B")
    #expect(lab.notice?.isRefusal == false)
    lab.press(" ")
    #expect(!lab.runs[1].isWaiting && !lab.isPaused)
    #expect(lab.notice?.text == "pane 2 trains on")
  }

  @Test(arguments: [("B", "c shows the cursor"), ("cB", "nothing comes after"), ("oB", "c shows")])
  func whereItCannotItSaysWhy(keys: String, words: String) throws {
    var lab = try LabSamples.lab(epochs: 100)
    lab.press(keys)
    #expect(lab.panes.count == 5)
    #expect(
      lab.notice?.isRefusal == true && lab.notice?.text.contains(words) == true, "\(lab.notice?.text ?? "")")
  }

  @Test func aheadOfTheRunThereIsNoPast() throws {
    var lab = try LabSamples.lab()
    lab.press("c→B")
    #expect(lab.notice?.text == "epoch 31 has not been trained: the last is 30")
  }
}

/// Runs that start over, by themselves or when told to.
@Suite struct RestartTests {
  private func alarm(_ effects: [LabEffect]) -> Int? {
    effects.lazy.compactMap { if case .session(.alarm(let number, _)) = $0 { number } else { nil } }.first
  }

  @Test func aChangedPaneThatIsFinishedRestartsInAMoment() throws {
    var lab = try LabSamples.lab(epochs: 100)
    let number = try #require(alarm(lab.press("→")))
    #expect(lab.notice?.text == "step_size=11: restarts in a moment (another key: not yet, r does)")
    #expect(lab.runs[0].epoch == 100)
    _ = lab.update(.alarm(number))
    #expect(lab.runs[0].epoch == 0 && lab.specs[0] == "StepLR(step_size=11)")
    // One press takes back change and restart.
    lab.press("u")
    #expect(lab.runs[0].epoch == 100 && lab.specs[0] == "StepLR(step_size=10)" && lab.deeds.done.isEmpty)
  }

  @Test func furtherChangesPutItOff() throws {
    var lab = try LabSamples.lab(epochs: 100)
    let first = try #require(alarm(lab.press("→")))
    let second = try #require(alarm(lab.press("→")))
    _ = lab.update(.alarm(first))
    #expect(lab.runs[0].epoch == 100)
    _ = lab.update(.alarm(second))
    #expect(lab.runs[0].epoch == 0 && lab.specs[0] == "StepLR(step_size=12)")
    lab.press("u")
    #expect(lab.specs[0] == "StepLR(step_size=10)")
  }

  @Test(arguments: ["⇥", "?", "c", "↓", "u"]) func anotherKeyStopsIt(key: String) throws {
    var lab = try LabSamples.lab(epochs: 100)
    let number = try #require(alarm(lab.press("→")))
    lab.press(key)
    #expect(lab.update(.alarm(number)).isEmpty)
    #expect(lab.runs[0].epoch == 100)
  }

  @Test func theRunBeforeStaysAsAGhost() throws {
    var lab = try LabSamples.lab()
    lab.press("r")
    #expect(lab.runs[0].ghost?.history.epochs == 30)
    func ghosts(_ lab: Lab) -> Int {
      lab.panes[0].content(in: lab.frameContext, isFocused: true).charts.flatMap(\.lines).count(
        where: \.isGhost)
    }
    #expect(ghosts(lab) == 2)
    lab.press("G")
    #expect(ghosts(lab) == 0)
  }

  @Test func spaceInAFinishedLabReplaysIt() throws {
    var lab = try LabSamples.lab(epochs: 100)
    let effects = lab.press(" ")
    let started = effects.count { if case .run(_, .start(_, paused: false)) = $0 { true } else { false } }
    #expect(started == 5 && lab.runs.allSatisfy { $0.epoch == 0 })
  }
}
