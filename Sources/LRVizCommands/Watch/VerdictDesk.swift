import Judges
import LRSchedulers
import Lab

/// Has the plans over logs judged as `check` does, when rows have come: at most once a second, never more than a twentieth of the
/// time, and a log that goes on as it was only when it has grown by a part of its length.
struct VerdictDesk {
  /// Of longer logs so many rows are compared: judging more takes longer than anybody waits for a key.
  static let mostRows = 50_000
  private static let pause = 1.0
  private static let share = 20.0
  /// A log that has grown by this part of it is judged again although nothing seems to have changed.
  private static let growth = 0.02

  private struct Judged {
    var key: Int
    var rows: Int
  }

  private var judged: [PaneID: Judged] = [:]
  private(set) var nextTurn: Double?

  func isDue(_ now: Double) -> Bool { nextTurn.map { $0 <= now } ?? false }

  /// The verdicts that are new.
  mutating func messages(_ lab: Lab, _ now: Double) -> [LabMessage] {
    let waiting = lab.panes.indices.filter { needsVerdict(lab.panes[$0]) }
    guard !waiting.isEmpty else {
      if judged.isEmpty || nextTurn.map({ $0 <= now }) ?? false { nextTurn = nil }
      return []
    }
    if let turn = nextTurn, now < turn { return [] }
    let start = ContinuousClock.now
    let messages = waiting.prefix(8).compactMap { verdict(of: lab.panes[$0]) }
    let cost = start.duration(to: .now) / .seconds(1)
    nextTurn = now + max(Self.pause, Self.share * cost)
    return messages
  }

  private func needsVerdict(_ pane: Pane) -> Bool {
    guard let log = pane.log, let subject = log.judgedPlan else { return false }
    guard let known = judged[pane.id], known.key == subject.key else { return true }
    return subject.rows < known.rows
      || Double(subject.rows - known.rows) > Self.growth * Double(known.rows)
  }

  private mutating func verdict(of pane: Pane) -> LabMessage? {
    guard let log = pane.log, let subject = log.judgedPlan else { return nil }
    judged[pane.id] = Judged(key: subject.key, rows: subject.rows)
    let plan = Plan(subject.schedule, groups: subject.groups, interval: subject.interval, length: 1)
    do {
      let options = CheckOptions(mostRows: Self.mostRows)
      let report = try RateCheck.report(log.run, log.roles, against: plan, options)
      let words = report.verdict.rawValue.split(separator: "_").joined(separator: " ")
      let some =
        subject.rows > Self.mostRows ? " (\(Self.mostRows) of \(subject.rows) rows were compared)" : ""
      return .verdict(
        pane.id,
        PlanVerdict(
          isGood: report.isMatch, title: report.isMatch ? "as planned" : words,
          words: report.explanation + some))
    } catch {
      return .verdict(pane.id, nil)
    }
  }
}
