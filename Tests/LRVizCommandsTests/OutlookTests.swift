import Engine
import Foundation
import LRSchedulers
import TestSupport
import Testing
import Tracks
import Training

@testable import LRVizCommands
@testable import Lab

/// Forecasts of panes, made with the laws of `predict`.
@Suite("Forecasts in the lab") struct OutlookTests {
  /// A lab whose losses follow a power law of the area below the rate.
  private func lab(
    _ specs: [String] = ["ConstantLR(1.0)"], epochs: Int = 60, of total: Int = 100,
    loss: (Double) -> Double = { 0.5 + 2 / $0.squareRoot() }
  ) throws -> Lab {
    let configurations = try specs.map {
      RunConfiguration(schedule: try Schedule(parsing: $0), workload: "quadratic", epochs: total)
    }
    var lab = Lab(configurations)
    for (pane, configuration) in zip(lab.panes, configurations) {
      var run = try ScheduleRun(configuration.schedule, groups: configuration.parameterGroups)
      var area = 0.0
      let records = try (1...epochs).map { epoch -> EpochRecord in
        let lrs = run.groups.map(\.lr)
        area += 100 * lrs[0]
        let value = loss(area)
        let changes = try run.step(metric: value)
        return EpochRecord(
          epoch: epoch, lrs: lrs, trainLoss: value, valLoss: value, valAccuracy: 0.5, changes: changes,
          plateau: run.plateau)
      }
      _ = lab.update(.run(pane.id, RunReport(records: records, state: .running)))
    }
    while lab.isPlanning { _ = lab.update(.plan(steps: .max)) }
    return lab
  }

  private func state(_ lab: Lab, _ index: Int = 0) -> OutlookState {
    switch lab.outlookRequest(of: lab.panes[index].id) {
    case .subject(let subject): OutlookMaker.outlook(of: subject)
    case .refused(let reason): .refused(reason)
    case .notYet: .waiting
    }
  }

  private func found(_ state: OutlookState) throws -> Outlook {
    guard case .found(let outlook) = state else {
      Issue.record("\(state)")
      throw CancellationError()
    }
    return outlook
  }

  @Test("A loss that follows the law is foretold to its end, within the band")
  func theRest() throws {
    let outlook = try found(state(try lab(["ConstantLR(1.0)", "CosineAnnealingLR(100)"])))
    let first = try #require(outlook.rest.first)
    let last = try #require(outlook.rest.last)
    #expect(first.x == 60 && last.x == 100)
    for point in outlook.rest {
      let truth = 0.5 + 2 / (10 * point.x).squareRoot()
      #expect(abs(point.loss / truth - 1) < 0.01 && point.low < truth && truth < point.high, "\(point)")
    }
    #expect(outlook.others.map(\.number) == [2] && outlook.others[0].points.last?.x == 100)
    // Nothing tells of falls of the rate.
    #expect(outlook.caveats.map(\.code).contains("drop_not_seen"))
    #expect(outlook.caveats.allSatisfy { !$0.text.isEmpty })
  }

  @Test("A run that is over has nothing left, and its alternatives") func over() throws {
    let outlook = try found(state(try lab(["StepLR(30)", "ConstantLR(1.0)"], epochs: 100)))
    #expect(outlook.rest.isEmpty && outlook.others.count == 1)
  }

  @Test("A log a little beside its plan goes on from where it is") func seam() throws {
    let cosine = try lab(["CosineAnnealingLR(100)"])
    guard case .subject(var subject) = cosine.outlookRequest(of: PaneID(0)) else {
      Issue.record("a run has a subject")
      return
    }
    let planned = subject.plan.rates(0..<1_000)
    var logged = Track()
    for epoch in 1...60 { logged.append(x: Double(epoch), 0.97 * planned[10 * epoch - 1]) }
    subject.ran = .logged(logged)
    let outlook = try found(OutlookMaker.outlook(of: subject))
    #expect(!outlook.caveats.map(\.code).contains("rises_again"))
    #expect(outlook.rest.last.map { abs($0.x - 100) < 0.2 } == true)
  }

  @Test("Nothing comes of nothing") func reasons() throws {
    #expect(state(try lab(epochs: 12)) == .refused("it takes 20 finite losses, and there are 12 so far"))
    guard case .refused(let zero) = state(try lab(loss: { _ in 0 })),
      case .refused(let negative) = state(try lab(loss: { 1 - $0 }))
    else {
      Issue.record("a law of losses above 0 says nothing of others")
      return
    }
    #expect(zero.contains("loss of 0") && negative.contains("losses above 0"))
    guard case .refused = state(try lab(loss: { $0 > 300 ? .nan : 1 / $0 })) else {
      Issue.record("a run that diverged has no forecast")
      return
    }
    guard case .subject(var subject) = try lab().outlookRequest(of: PaneID(0)) else { return }
    subject.steps = 1_000_000_000
    guard case .refused(let long) = OutlookMaker.outlook(of: subject) else {
      Issue.record("a billion steps are too many")
      return
    }
    #expect(long.contains("20000000"))
  }

  @Test("A desk has each forecast made once for its data, at most once a second") func desk() async throws {
    var lab = try lab(["ConstantLR(1.0)", "StepLR(40)"])
    let work = BackgroundWork<LabMessage>(wake: {})
    var desk = OutlookDesk(work)
    let start = ContinuousClock.now
    func made() async -> [LabMessage] {
      for _ in 0..<2_000 {
        let messages = work.take()
        if !messages.isEmpty { return messages }
        try? await Task.sleep(for: .milliseconds(5))
      }
      return []
    }
    #expect(desk.attend(lab, now: start).isEmpty && desk.nextTurn == nil)
    _ = lab.update(.key(.character("P")))
    #expect(desk.attend(lab, now: start).isEmpty)
    #expect(desk.attend(lab, now: start + .seconds(5)).isEmpty)
    let first = await made()
    #expect(first.count == 1)
    for message in first {
      desk.note(message)
      _ = lab.update(message)
    }
    // The same data: nothing is begun, and nobody is woken.
    _ = desk.attend(lab, now: start + .seconds(10))
    #expect(desk.nextTurn == nil && work.take().isEmpty)
    // Others, too soon: later.
    _ = lab.update(.key(.left))
    _ = desk.attend(lab, now: start + .milliseconds(300))
    #expect(desk.nextTurn == start + .seconds(1) && desk.untilTurn(now: start + .seconds(2)) == .zero)
    _ = desk.attend(lab, now: start + .seconds(1))
    #expect(desk.nextTurn == nil)
    #expect(await made().count == 1)
    // Closed: forgotten.
    _ = lab.update(.key(.character("P")))
    _ = desk.attend(lab, now: start + .seconds(9))
    #expect(desk.nextTurn == nil)
  }

  @Test("A reason that needs no work is said at once") func refusal() throws {
    let logs = Watch(title: "x", now: 0)
    var lab = Lab(watching: logs)
    _ = lab.update(.key(.character("P")))
    var desk = OutlookDesk(BackgroundWork<LabMessage>(wake: {}))
    let messages = desk.attend(lab)
    #expect(messages.count == 1)
    for message in messages { _ = lab.update(message) }
    #expect(lab.frame.text.contains("no forecast: there is no loss in this log"))
    #expect(desk.attend(lab).isEmpty)
  }

  @Test("On a terminal: a forecast, a range test, and what it suggests") func onATerminal() throws {
    let session = try PtySession(
      product: "lrviz", ["lab", "StepLR(20)", "ConstantLR(1.0)", "--epochs", "40", "--speed", "max"],
      size: .init(width: 120, height: 40))
    try session.wait(for: "■ done")
    session.send("P")
    try session.wait("the forecast", seconds: 60) { $0.text.contains("the run is over  2 ConstantLR") }
    session.send("P")
    try session.wait(for: "the forecast is closed")
    session.send("Q")
    try session.wait("the range test", seconds: 60) { $0.text.contains("Enter takes") }
    session.send("C")
    try session.wait(for: "scheduler = torch.optim.lr_scheduler.LambdaLR")
    session.send("\u{1B}")
    try session.wait(for: "Enter takes")
    session.send("\r")
    try session.wait(for: "fastai.valley)")
    session.send("q")
    #expect(try session.waitForExit() == 0)
  }
}
