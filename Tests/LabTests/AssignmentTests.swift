import LRSchedulers
import Testing
import Training

@testable import Lab

/// What was assigned during training, and from when on: what the events say and what is written of a session.
@Suite struct AssignmentTests {
  private func schedule(_ spec: String) throws -> Schedule { try Schedule(parsing: spec) }

  private func assignments(_ lab: Lab) -> [(epoch: Int, text: String)] {
    lab.runs[0].events.compactMap { event in
      if case .assigned(let assignment) = event { (assignment.epoch, assignment.text) } else { nil }
    }
  }

  /// Reports of a run that goes on from epoch 31.
  private func report(
    _ lab: inout Lab, epochs: ClosedRange<Int>, took: [(Int, String)] = []
  ) throws {
    var records = try LabSamples.records(lab.runs[0].configuration, epochs: epochs.upperBound)
    records.removeFirst(epochs.lowerBound - 1)
    let assignments = try took.map { RunAssignment(epoch: $0.0, schedule: try schedule($0.1)) }
    _ = lab.update(
      .run(lab.panes[0].id, RunReport(records: records, state: .running, assignments: assignments)))
  }

  /// What is changed several times between two epochs was assigned once, and what is taken back never was.
  @Test func changesBetweenTwoEpochsAreOne() throws {
    var lab = try LabSamples.lab(["ExponentialLR(0.9)"])
    lab.press("→→")
    #expect(assignments(lab).map(\.epoch) == [31])
    #expect(assignments(lab)[0].text.hasPrefix("gamma 0.9 → "))
    lab.press("uu")
    #expect(assignments(lab).isEmpty)
    lab.press("=0.5⏎")
    try report(&lab, epochs: 31...33, took: [(31, "ExponentialLR(0.5)")])
    lab.press("=0.7⏎")
    #expect(assignments(lab).map(\.text) == ["gamma 0.9 → 0.5", "gamma 0.5 → 0.7"])
    #expect(assignments(lab).map(\.epoch) == [31, 34])
    let specs = try [1, 30, 31, 33, 34, 99].map { try #require(lab.runs.first).schedule(inEpoch: $0).spec }
    #expect(
      specs == ["0.9", "0.9", "0.5", "0.5", "0.7", "0.7"].map { "ExponentialLR(gamma=\($0))" })
  }

  /// The run may be ahead of its reports: it knows when it took what it was told.
  @Test func theRunsWordCounts() throws {
    var lab = try LabSamples.lab(["ExponentialLR(0.9)"])
    lab.press("=0.5⏎")
    try report(&lab, epochs: 31...40, took: [(38, "ExponentialLR(0.5)")])
    #expect(assignments(lab).map(\.epoch) == [38])
    // Told twice more before it says that it has taken the first.
    lab.press("=0.6⏎")
    lab.press("=0.7⏎")
    try report(&lab, epochs: 41...50, took: [(45, "ExponentialLR(0.6)"), (47, "ExponentialLR(0.7)")])
    #expect(assignments(lab).map(\.epoch) == [38, 45, 47])
    #expect(assignments(lab).last?.text == "gamma 0.6 → 0.7")
    #expect(lab.runs[0].events.map(\.epoch) == lab.runs[0].events.map(\.epoch).sorted())
  }

  @Test func aChangeAfterTheEndIsOfTheNextRun() throws {
    var lab = try LabSamples.lab(["ExponentialLR(0.9)"], epochs: 100)
    lab.press("=0.5⏎")
    #expect(assignments(lab).isEmpty && lab.specs == ["ExponentialLR(gamma=0.5)"])
    #expect(lab.runs[0].started.schedule.spec == "ExponentialLR(gamma=0.9)")
    #expect(lab.runs[0].schedule(inEpoch: 100).spec == "ExponentialLR(gamma=0.9)")
    lab.press("r")
    #expect(lab.runs[0].schedule(inEpoch: 1).spec == "ExponentialLR(gamma=0.5)")
  }
}

/// Closing a pane can be taken back.
@Suite struct ReopeningTests {
  private func ids(_ lab: Lab) -> [Int] { lab.panes.map(\.id.rawValue) }

  private func text(_ effects: [LabEffect]) -> [String] { effects.map { "\($0)" } }

  @Test func aClosedPaneComesBackWithItsRun() throws {
    var lab = try LabSamples.lab()
    lab.press("2→")
    guard case .run(let id, .hold)? = lab.press("x").first else {
      Issue.record("not held")
      return
    }
    #expect(ids(lab) == [0, 2, 3, 4] && lab.notice?.text == "pane 2 closed; u brings it back")
    // What it did before it heard of that.
    let records = try LabSamples.records(lab.runs[0].configuration, epochs: 32).suffix(2)
    _ = lab.update(.run(id, RunReport(records: Array(records), state: .running)))
    guard case .run(let back, .release(paused: false))? = lab.press("u").first else {
      Issue.record("not released")
      return
    }
    #expect(back == id && ids(lab) == [0, 1, 2, 3, 4] && lab.focus == 1)
    #expect(lab.runs[1].epoch == 32 && lab.notice?.text == "undone: pane 2 closed")
    // Its own changes can be taken back too.
    lab.press("u")
    #expect(lab.specs[1] == "MultiStepLR(milestones=[15, 25])")
  }

  @Test func theLatestChangeIsTakenBackFirst() throws {
    var lab = try LabSamples.lab()
    lab.press("xx→")
    #expect(ids(lab) == [2, 3, 4])
    lab.press("u")
    #expect(ids(lab) == [2, 3, 4], "the tweak came after the closing")
    lab.press("u")
    #expect(ids(lab) == [1, 2, 3, 4])
    lab.press("u")
    #expect(ids(lab) == [0, 1, 2, 3, 4] && lab.focus == 0)
    lab.press("u")
    #expect(lab.notice?.text == "nothing to undo")
  }

  @Test func aPausedLabBringsItBackPaused() throws {
    var lab = try LabSamples.lab()
    lab.press(" x")
    guard case .run(_, .release(paused: true))? = lab.press("u").first else {
      Issue.record("not paused")
      return
    }
  }

  /// Of more closed panes than runs are kept of the runs end; the panes come back all the same.
  @Test func theOldestRunsEnd() throws {
    var lab = try LabSamples.lab(Array(repeating: "StepLR(3)", count: 12), 200, 60, epochs: 1)
    let effects = (0..<11).flatMap { _ in lab.press("x") }
    let cancelled = effects.compactMap { if case .run(let id, .cancel) = $0 { id.rawValue } else { nil } }
    #expect(cancelled == [0, 1, 2] && lab.closed.count(where: { !$0.isCold }) == ClosedPane.most)
    lab.press("x")
    #expect(lab.notice?.text == "cannot close the only pane (q quits)")
    for _ in 0..<20 { lab.press("u") }
    #expect(ids(lab) == Array(0..<12))
  }
}
