import Judges
import LRSchedulers
import Lab

/// Has the plans over logs judged as `check` does, when rows have come: at most once a second, and never more than a
/// twentieth of the time.
struct VerdictDesk {
  /// Longer logs are for `check`: judging one takes longer than anybody waits for a key.
  static let mostRows = 50_000
  private static let pause = 1.0
  private static let share = 20.0

  private var judged: [PaneID: Int] = [:]
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
    guard let log = pane.log, let subject = log.judgedPlan, subject.rows <= Self.mostRows else {
      return false
    }
    return judged[pane.id] != subject.key
  }

  private mutating func verdict(of pane: Pane) -> LabMessage? {
    guard let log = pane.log, let subject = log.judgedPlan else { return nil }
    judged[pane.id] = subject.key
    let plan = Plan(subject.schedule, groups: subject.groups, interval: subject.interval, length: 1)
    do {
      let report = try RateCheck.report(log.run, log.roles, against: plan)
      let words = report.verdict.rawValue.split(separator: "_").joined(separator: " ")
      return .verdict(
        pane.id,
        PlanVerdict(
          isGood: report.isMatch, title: report.isMatch ? "as planned" : words, words: report.explanation))
    } catch {
      return .verdict(pane.id, nil)
    }
  }
}
