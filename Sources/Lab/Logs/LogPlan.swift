import Canvas
import Charts
import LRSchedulers
import RunLogs
import Tracks

/// A plan laid over a log: its rates, made in slices, where they stand on the log's x, and how far the log is from them.
///
/// Producers count from 0 or from 1, and log the rate before or after a step: of the places that differ by a row, the plan
/// stands where it fits best.
package struct LogPlan: Sendable {
  package let schedule: Schedule
  /// As it was given.
  package let text: String
  /// The rate that was asked for, or the text's own; nil: the judge's, and before that the largest of the log.
  private let lrs: [Double]?
  package var givenLRs: [Double]? { lrs }
  /// What the scheduler steps with; nil where nobody has said it: that with which it fits better.
  private let interval: Interval?
  /// What a careful judge says.
  private(set) var judged: PlanVerdict?
  /// Whether the judge has had a say, if only that nothing can be judged.
  private(set) var isJudged = false
  /// Whether the judge has been at it for so long that this is worth saying.
  private(set) var isJudging = false
  private var rates: PlannedRates?
  private(set) var failure: String?
  private var length = 0
  /// Whether it is made to its own end, however far the log is from it.
  var isForetold = false
  /// Where its counts stand on the log's x.
  private(set) var stand = PlanStand(interval: .step, shift: 1, perCount: 1)
  private(set) var deviation = PlanDeviation()
  private var start: Double?

  /// Plans of logs that grow are made so much longer than what there is.
  private static let spare = 1.25
  private static let longest = 100_000_000.0

  package init(schedule: Schedule, text: String, lrs: [Double]?, interval: Interval? = nil) {
    self.schedule = schedule
    self.interval = interval
    self.text = text
    self.lrs = lrs
  }

  /// What a plan is laid over: the logged rate, and how far the log goes.
  struct Subject {
    var series: LogSeries?
    var groups: Int
    var axis: TimeScale.Unit
    var stepsPerEpoch: Double?
    var lastX: Double?
    var endX: Double?
  }

  /// The log has started over.
  mutating func forget() {
    (rates, length, start) = (nil, 0, nil)
    deviation = PlanDeviation()
    (judged, isJudged, isJudging) = (nil, false, false)
  }

  mutating func take(_ judgement: PlanJudgement) {
    switch judgement {
    case .underWay: isJudging = true
    case .verdict(let verdict): (judged, isJudged, isJudging) = (verdict, true, false)
    }
  }

  /// Takes the log as it stands: plans as far as it goes, and compares.
  mutating func follow(_ log: Subject) {
    let wanted = log.endX ?? (log.lastX ?? 0) * Self.spare + 10
    // Of a log of epochs a plan may count the steps; the other way round fewer counts are needed.
    let scale = log.axis == .epoch && interval != .epoch ? log.stepsPerEpoch ?? 1 : 1
    let own = isForetold ? Double(ownCounts ?? 0) : 0
    let count = Int(min(max(2, (wanted + 2) * scale, own), Self.longest))
    let largest = log.series?.track.extremes.finiteRange?.upperBound
    let start = lrs?.first ?? judged?.start ?? largest
    let isStarted = rates != nil && (lrs != nil || start == self.start)
    if !isStarted || count > length {
      plan(count + count / 4, from: start ?? 0.1, groups: max(1, log.groups))
      self.start = start
    }
    compare(log)
  }

  private mutating func plan(_ count: Int, from start: Double, groups: Int) {
    length = count
    deviation = PlanDeviation()
    let wanted = lrs ?? Array(repeating: start, count: groups)
    let parameters = wanted.map { ParameterGroup(lr: $0, momentum: 0.9) }
    do {
      let cursor = try Plan(schedule, groups: parameters, interval: .step, length: count).cursor()
      var rates = PlannedRates(from: 1, length: count, of: .run(cursor))
      rates.make(2_048)
      (self.rates, failure) = (rates, nil)
    } catch {
      (rates, failure) = (nil, error.message)
    }
  }

  /// What it starts from; nil before that is known.
  var groups: [ParameterGroup]? {
    guard let first = start else { return nil }
    return (lrs ?? [first]).map { ParameterGroup(lr: $0, momentum: 0.9) }
  }

  var isComplete: Bool { rates?.isComplete ?? true }

  /// The planned rates of the first group by the scheduler's count, as far as they are made.
  var plannedTrack: Track? { rates?.rates.first }

  /// How many counts the schedule itself says that it goes; nil where it says nothing.
  var ownCounts: Int? {
    guard let (parameter, start) = schedule.length, case .int(let count)? = schedule.value(of: parameter.name)
    else { return nil }
    let (end, overflows) = count.addingReportingOverflow(start)
    return overflows || end <= 0 ? nil : end
  }

  mutating func make(_ steps: Int) -> Int { rates?.make(steps) ?? 0 }

  /// Compares what the log has with what is planned, so far as both are there.
  mutating func compare(_ log: Subject) {
    guard let series = log.series, let planned = rates?.rates.first else { return }
    if deviation.count < 64, let best = best(series, planned, log), best != stand {
      stand = best
      deviation = PlanDeviation()
    }
    deviation.follow(series, planned, stand)
  }

  /// Of the ways in which the plan may stand, that in which the log is nearest to it: the likeliest of an interval, unless the log
  /// all but follows another. A log that departs is near to none, and must not push the plan to where it departs less.
  private func best(_ series: LogSeries, _ planned: Track, _ log: Subject) -> PlanStand? {
    let track = series.track
    let step = max(1, track.count / 256)
    func distance(_ stand: PlanStand) -> Double {
      stride(from: 0, to: track.count, by: step).reduce(0) { sum, index in
        guard track[index].isFinite, let plan = planned.held(at: stand.count(at: track.x(at: index))) else {
          return sum
        }
        return sum + abs(track[index] - plan)
      }
    }
    let candidates = PlanStand.candidates(
      interval, log.axis, log.stepsPerEpoch, startsAtZero: track.x(at: 0) == 0)
    let measured = candidates.map { ($0, distance($0)) }
    guard let nearest = measured.min(by: { $0.1 < $1.1 }),
      let likeliest = measured.first(where: { $0.0.interval == nearest.0.interval })
    else { return nil }
    return nearest.1 <= likeliest.1 / 20 ? nearest.0 : likeliest.0
  }
}

/// How it is drawn and said.
extension LogPlan {
  func lines(_ clock: Clock, _ context: FrameContext) -> [PlotLine] {
    guard let rates, let placement = clock.placement(of: .logged, on: context.scale) else { return [] }
    return rates.rates.prefix(1).map { track in
      PlotLine.plan(track, style: Style(.lr))
        .placed(
          scale: placement.scale * stand.perCount,
          offset: placement.offset - stand.shift * stand.perCount * placement.scale)
    }
  }

  func shades(_ clock: Clock, _ scale: TimeScale) -> [PlotShade] {
    guard let placement = clock.placement(of: .logged, on: scale), !(judged?.isGood ?? false) else {
      return []
    }
    return deviation.stretches.map { PlotShade(placement.x($0.lowerBound)...placement.x($0.upperBound)) }
  }

  /// What the title says, and that the judge is still at it.
  var title: (text: String, short: String, isGood: Bool)? {
    guard isJudging, let verdict else { return verdict }
    return ("\(verdict.text), judging", "\(verdict.short), judging", verdict.isGood)
  }

  /// The judge's words; before there are any, what the largest deviation comes to.
  var verdict: (text: String, short: String, isGood: Bool)? {
    if failure != nil { return ("plan fails", "plan!", false) }
    if let judged { return (judged.title, judged.isGood ? "plan ok" : "off plan", judged.isGood) }
    guard deviation.count > 0 else { return nil }
    guard let worst = deviation.worst else { return ("as planned", "plan ok", true) }
    let share = LogPlan.percent(worst.share)
    return ("\(share) off plan", "off plan", false)
  }

  private static func percent(_ share: Double) -> String {
    guard share.isFinite, share < 1_000 else { return "far" }
    return NumberFormat.percent(decimals: share < 0.1 ? 1 : 0).text(share)
  }

  /// `plan StepLR(step_size=30)  worst at step 300: 1.00e-03, planned 1.10e-03`
  func gauge(_ axis: TimeScale.Unit) -> FieldLine {
    let name = FieldLine.Field(4, .labelled("plan", schedule.spec), .labelled("plan", schedule.name))
    guard let worst = deviation.worst, !(judged?.isGood ?? false) else { return FieldLine([name]) }
    let (logged, planned) = (NumberFormat.lr.text(worst.logged), NumberFormat.lr.text(worst.planned))
    let place = "\(axis.rawValue) \(CountText.of(worst.x))"
    return FieldLine([
      name,
      .init(
        5, StyledText("worst at \(place): \(logged), planned \(planned)", Style(.warning)),
        StyledText("worst at \(place)", Style(.warning))),
    ])
  }

  var notes: [String] {
    if let failure { return ["the plan fails: \(failure)"] }
    let words = judged.map { $0.isGood ? [] : [$0.words] } ?? []
    guard lrs == nil, let start else { return words }
    let rate = NumberFormat.shortest.text(start)
    return words + [
      judged?.start == nil
        ? "the plan starts from the log's largest rate, \(rate); --lr gives another"
        : "the plan starts from \(rate), as the log's rates say; --lr gives another"
    ]
  }

  /// The planned rate at a place of the log.
  func cursorValue(_ x: Double) -> [StyledText] {
    guard let value = rates?.rates.first?.held(at: stand.count(at: x)) else { return [] }
    return [.labelled("planned lr", PythonNumber.repr(value), Style(.lr, .dim))]
  }
}
