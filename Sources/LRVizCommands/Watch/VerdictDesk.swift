import Engine
import Judges
import LRSchedulers
import Lab
import RunLogs

/// Has the plans over logs judged as `check` does, on another thread, when rows have come: each at most once a second, all never more
/// than a twentieth of the time, and a log that goes on as it was only when it has grown by a part of its length.
struct VerdictDesk {
  /// Of longer logs so many rows are compared: more would take a second and longer.
  static let mostRows = 1_000_000
  private static let pause = Duration.seconds(1)
  private static let share = 20
  /// A log that has grown by this part of it is judged again although nothing seems to have changed.
  private static let growth = 0.02
  /// What takes longer is said to be under way.
  private static let patience = Duration.milliseconds(300)
  /// As many are judged one after the other before the next turn.
  private static let most = 8

  /// What came of a plan.
  private struct Finding: Sendable {
    var pane: PaneID
    var subject: Int
    var verdict: PlanVerdict?
    var cost: Duration
  }

  private struct Judged {
    var key: Int
    var rows: Int
    var time: ContinuousClock.Instant
    var isOpen = true
    var isSaid = false
  }

  /// What finds a verdict, on another thread; nil where nothing can be judged.
  typealias Judge = @Sendable (LogRun, LogRoles, LogPane.JudgedPlan) -> PlanVerdict?

  private let work: BackgroundWork<Finding>
  private let judge: Judge
  private var judged: [PaneID: Judged] = [:]
  /// Before then nothing is begun.
  private var earliest = ContinuousClock.now
  private var cost = Duration.zero
  /// When to look again though nothing comes; nil if that is never.
  private(set) var nextTurn: ContinuousClock.Instant?

  /// - Parameter wake: called on another thread when a verdict has been found.
  init(wake: @escaping @Sendable () -> Void, judge: @escaping Judge = VerdictDesk.verdict) {
    (work, self.judge) = (BackgroundWork(wake: wake), judge)
  }

  /// Whether a plan is being judged, or is going to be.
  func isBusy(_ lab: Lab) -> Bool {
    lab.panes.contains { judged[$0.id]?.isOpen ?? false || needsVerdict($0) }
  }

  /// Begins what is due.
  ///
  /// - Returns: the verdicts that are new, and what has been under way for long.
  mutating func messages(_ lab: Lab, now: ContinuousClock.Instant = .now) -> [LabMessage] {
    let shown = Set(lab.panes.map(\.id))
    judged = judged.filter { shown.contains($0.key) }
    let verdicts = work.take().compactMap { take($0, lab, now) }
    begin(lab, now)
    return verdicts + slowOnes(now)
  }

  private func needsVerdict(_ pane: Pane) -> Bool {
    guard let log = pane.log, let plan = log.judgedPlan else { return false }
    guard let known = judged[pane.id] else { return true }
    guard !known.isOpen else { return false }
    return known.key != plan.key || plan.rows < known.rows
      || Double(plan.rows - known.rows) > Self.growth * Double(known.rows)
  }

  // MARK: On this thread

  /// Of a plan that is no longer there nothing is said.
  private mutating func take(_ finding: Finding, _ lab: Lab, _ now: ContinuousClock.Instant) -> LabMessage? {
    cost += finding.cost
    judged[finding.pane]?.isOpen = false
    if !judged.values.contains(where: \.isOpen) {
      (earliest, cost) = (now + cost * Self.share, .zero)
    }
    guard let pane = lab.panes.first(where: { $0.id == finding.pane }),
      pane.log?.judgedPlan?.subject == finding.subject
    else { return nil }
    return .judgement(finding.pane, .verdict(finding.verdict))
  }

  /// Those first that have waited longest.
  private mutating func begin(_ lab: Lab, _ now: ContinuousClock.Instant) {
    nextTurn = nil
    guard !judged.values.contains(where: \.isOpen) else { return }
    let waiting = lab.panes.filter(needsVerdict).map { (pane: $0, due: due($0.id)) }
      .sorted { $0.due < $1.due }
    for (pane, _) in waiting.filter({ $0.due <= now }).prefix(Self.most) { begin(pane, now) }
    // Who is judged calls when that is done.
    if !judged.values.contains(where: \.isOpen) { nextTurn = waiting.first?.due }
  }

  private func due(_ id: PaneID) -> ContinuousClock.Instant {
    max(earliest, judged[id].map { $0.time + Self.pause } ?? earliest)
  }

  private mutating func begin(_ pane: Pane, _ now: ContinuousClock.Instant) {
    guard let log = pane.log, let plan = log.judgedPlan else { return }
    judged[pane.id] = Judged(key: plan.key, rows: plan.rows, time: now)
    var run = log.run
    if plan.goesOn { run.status = .running }
    let (id, roles, judge) = (pane.id, log.roles, judge)
    work.begin { [run] in
      let start = ContinuousClock.now
      let verdict = judge(run, roles, plan)
      return Finding(pane: id, subject: plan.subject, verdict: verdict, cost: start.duration(to: .now))
    }
  }

  private mutating func slowOnes(_ now: ContinuousClock.Instant) -> [LabMessage] {
    var messages: [LabMessage] = []
    for (id, one) in judged where one.isOpen && !one.isSaid {
      let turn = one.time + Self.patience
      if turn <= now {
        judged[id]?.isSaid = true
        messages.append(.judgement(id, .underWay))
      } else {
        nextTurn = min(nextTurn ?? turn, turn)
      }
    }
    return messages
  }

  /// How long until it has to look again; nil if that is never.
  func untilTurn(now: ContinuousClock.Instant = .now) -> Duration? {
    nextTurn.map { max(.zero, now.duration(to: $0)) }
  }

  // MARK: On another one

  @Sendable
  static func verdict(_ run: LogRun, _ roles: LogRoles, _ judged: LogPane.JudgedPlan) -> PlanVerdict? {
    let plan = Plan(judged.schedule, groups: judged.groups, interval: judged.interval, length: 1)
    let options = CheckOptions(mostRows: mostRows, assumesStart: judged.assumesStart)
    guard let report = try? RateCheck.report(run, roles, against: plan, options) else { return nil }
    let words = report.verdict.rawValue.split(separator: "_").joined(separator: " ")
    let some = judged.rows > mostRows ? " (\(mostRows) of \(judged.rows) rows were compared)" : ""
    return PlanVerdict(
      isGood: report.isMatch, title: report.isMatch ? "as planned" : words, words: report.explanation + some,
      start: report.start.flatMap { $0.isLargest ? nil : $0.rate })
  }
}
