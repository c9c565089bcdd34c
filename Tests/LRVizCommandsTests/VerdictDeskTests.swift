import Dispatch
import Following
import LRSchedulers
import RunLogs
import Synchronization
import TestSupport
import Testing

@testable import LRVizCommands
@testable import Lab

/// Verdicts over logs are made on another thread, for the newest rows, and not more often than once a second.
@Suite("Verdicts while watching") struct VerdictDeskTests {
  private let start = ContinuousClock.now

  /// A log whose rates are those of a schedule, so many rows of it.
  private func run(_ spec: String, rows: Int, beginning: Int = 0) throws -> FollowedRun {
    let rates = try Plan(try Schedule(parsing: spec), lr: 0.1, length: rows).rates()
    let lines = rates.enumerated().map { "\($0.offset),\($0.element),0.5\n" }
    var feed = LogFeed(LogContext(fileName: "a.csv"), options: ReadOptions())
    Array(("step,lr,train_loss\n" + lines.joined()).utf8).withUnsafeBufferPointer { feed.take($0) }
    feed.finish()
    var followed = FollowedRun(id: FollowedID(0), path: "runs/a.csv")
    followed.run = feed.run
    followed.run.path = "runs/a.csv"
    followed.run.settle()
    followed.roles = RoleFinder.roles(of: followed.run)
    (followed.condition, followed.beginning) = (.following, beginning)
    return followed
  }

  private func lab(_ run: FollowedRun, plan spec: String) throws -> Lab {
    let schedule = try Schedule(parsing: spec)
    let plan = LogPlan(schedule: schedule, text: spec, lrs: [0.1], interval: .step)
    var lab = Lab(watching: Watch(title: "runs", plans: [plan], now: 0))
    show(run, in: &lab)
    return lab
  }

  private func show(_ run: FollowedRun, in lab: inout Lab) {
    _ = lab.update(.logs([.run(run), .settled(count: 1)], now: 1))
    while lab.isPlanning { _ = lab.update(.plan(steps: .max)) }
  }

  /// The verdicts that a desk comes to next, however busy the machine is; its time goes ten times as fast.
  private func next(_ desk: inout VerdictDesk, _ lab: Lab, at now: ContinuousClock.Instant) async throws
    -> [LabMessage]
  {
    let end = ContinuousClock.now + .seconds(240)
    var turn = 0
    while ContinuousClock.now < end {
      let verdicts = desk.messages(lab, now: now + .milliseconds(50 * turn)).filter {
        if case .judgement(_, .underWay) = $0 { false } else { true }
      }
      if !verdicts.isEmpty { return verdicts }
      turn += 1
      try await Task.sleep(for: .milliseconds(5))
    }
    Issue.record("nothing is said")
    return []
  }

  private func title(_ lab: Lab) -> String? { lab.panes[0].log?.plan?.title?.text }

  @Test("Nothing is judged on the thread that asks; what comes back is in the title") func thread()
    async throws
  {
    let woken = Mutex(false)
    var desk = VerdictDesk(wake: { woken.withLock { $0 = true } })
    var lab = try lab(try run("StepLR(40)", rows: 200), plan: "StepLR(20)")
    #expect(desk.isBusy(lab))
    #expect(lab.panes[0].log?.planDeparture == nil, "an alert waits for the judge")
    let begun = desk.messages(lab, now: start + .seconds(1))
    #expect(begun.isEmpty && desk.isBusy(lab))
    for message in try await next(&desk, lab, at: start + .seconds(1)) { _ = lab.update(message) }
    #expect(title(lab) == "too slow" && lab.panes[0].log?.planDeparture == "too slow")
    #expect(woken.withLock { $0 } && !desk.isBusy(lab) && desk.nextTurn == nil)
    // The same rows: nothing is begun again.
    #expect(desk.messages(lab, now: start + .seconds(100)).isEmpty && !desk.isBusy(lab))
  }

  @Test("Where nobody says the rate a plan starts from what the judge makes of the log's, however little of it there is")
  func assumed() async throws {
    var desk = VerdictDesk(wake: {})
    let spec = "get_linear_schedule_with_warmup(100, 1000)"
    let plan = LogPlan(schedule: try Schedule(parsing: spec), text: spec, lrs: nil, interval: .step)
    var lab = Lab(watching: Watch(title: "runs", plans: [plan], now: 0))
    show(try run(spec, rows: 41), in: &lab)
    _ = desk.messages(lab, now: start + .seconds(1))
    for message in try await next(&desk, lab, at: start + .seconds(1)) { _ = lab.update(message) }
    while lab.isPlanning { _ = lab.update(.plan(steps: .max)) }
    #expect(title(lab) == "as planned")
    #expect(lab.panes[0].log?.plan?.notes == ["the plan starts from 0.1, as the log's rates say; --lr gives another"])
    #expect(lab.panes[0].log?.plan?.groups?.map(\.lr) == [0.1])
    // At its peak the largest rate is what it was taken to be.
    show(try run(spec, rows: 300), in: &lab)
    _ = desk.messages(lab, now: start + .seconds(9))
    for message in try await next(&desk, lab, at: start + .seconds(9)) { _ = lab.update(message) }
    #expect(title(lab) == "as planned" && lab.panes[0].log?.plan?.groups?.map(\.lr) == [0.1])
  }

  @Test("A run that goes on has not ended early; one that nothing comes of any more has") func unfinished()
    async throws
  {
    var desk = VerdictDesk(wake: {})
    var lab = try lab(try run("CosineAnnealingLR(600)", rows: 200), plan: "CosineAnnealingLR(600)")
    _ = desk.messages(lab, now: start + .seconds(1))
    for message in try await next(&desk, lab, at: start + .seconds(1)) { _ = lab.update(message) }
    #expect(title(lab) == "as planned" && lab.panes[0].log?.planDeparture == nil)
    _ = lab.update(.clock(10_000))
    #expect(desk.isBusy(lab))
    for message in try await next(&desk, lab, at: start + .seconds(99)) { _ = lab.update(message) }
    #expect(title(lab) == "ends early" && lab.panes[0].log?.planDeparture == "ends early")
  }

  @Test("What takes long is said to be under way, once, beside what the title has said") func slow() throws {
    let held = DispatchSemaphore(value: 0)
    defer { held.signal() }
    var desk = VerdictDesk(
      wake: {},
      judge: { run, roles, plan in
        held.wait()
        return VerdictDesk.verdict(run, roles, plan)
      })
    var lab = try lab(try run("StepLR(40)", rows: 200), plan: "StepLR(40)")
    let first = start + .seconds(1)
    #expect(desk.messages(lab, now: first).isEmpty && desk.untilTurn(now: first) == .milliseconds(300))
    #expect(desk.messages(lab, now: first + .milliseconds(299)).isEmpty)
    let said = desk.messages(lab, now: first + .milliseconds(300))
    #expect(said.count == 1 && desk.messages(lab, now: first + .seconds(9)).isEmpty)
    for message in said { _ = lab.update(message) }
    #expect(title(lab) == "as planned, judging" && lab.panes[0].log?.planDeparture == nil)
    _ = lab.update(.judgement(lab.panes[0].id, .verdict(nil)))
    #expect(title(lab) == "as planned")
  }

  @Test("Rows that come are judged a second later at the soonest, and only where they are many or depart")
  func pace() async throws {
    var desk = VerdictDesk(wake: {})
    var lab = try lab(try run("StepLR(40)", rows: 200), plan: "StepLR(40)")
    let first = start + .seconds(10)
    _ = desk.messages(lab, now: first)
    for message in try await next(&desk, lab, at: first) { _ = lab.update(message) }
    show(try run("StepLR(40)", rows: 203), in: &lab)
    #expect(!desk.isBusy(lab), "three rows more of the same say nothing new")
    show(try run("StepLR(40)", rows: 260), in: &lab)
    #expect(desk.messages(lab, now: first + .milliseconds(500)).isEmpty)
    let turn = try #require(desk.nextTurn)
    #expect(turn >= first + .seconds(1) && desk.untilTurn(now: turn) == .zero)
    #expect(desk.messages(lab, now: turn).isEmpty)
    for message in try await next(&desk, lab, at: turn) { _ = lab.update(message) }
    #expect(!desk.isBusy(lab))
  }

  @Test("What was found of a log that has started over meanwhile, or under another plan, is not said")
  func stale() async throws {
    for change in ["log", "plan", "pane"] {
      var desk = VerdictDesk(wake: {})
      var lab = try lab(try run("StepLR(40)", rows: 200), plan: "StepLR(20)")
      let other = try Schedule(parsing: "StepLR(40)")
      let first = start + .seconds(10)
      _ = desk.messages(lab, now: first)
      switch change {
      case "log": show(try run("StepLR(20)", rows: 30, beginning: 1), in: &lab)
      case "plan":
        lab.panes[0].updateLog {
          $0.lay(LogPlan(schedule: other, text: "StepLR(40)", lrs: [0.1], interval: .step))
        }
      default: lab = Lab(watching: Watch(title: "runs", now: 0))
      }
      if change == "pane" {
        #expect(desk.messages(lab, now: first).isEmpty && !desk.isBusy(lab))
        continue
      }
      while lab.isPlanning { _ = lab.update(.plan(steps: .max)) }
      // The newest wins: the next that is said is of what is there now.
      let messages = try await next(&desk, lab, at: first + .seconds(60))
      for message in messages { _ = lab.update(message) }
      #expect(title(lab) == "as planned", "\(change): \(title(lab) ?? "nothing")")
    }
  }
}
