import Charts
import Following
import LRSchedulers
import RunLogs
import Tracks

/// A pane that shows a log: what has been read of it, what is shown of that, and what was made of it on the way.
package struct LogPane: Sendable {
  /// What is read of the log.
  package private(set) var followed: FollowedRun
  private(set) var names: ShownNames
  /// Series that the user has chosen or put away, by name: names stay when a file is rewritten.
  var choices: [String: Bool] = [:]
  private(set) var jumps = RateJumps()
  private(set) var pace = LogPace()
  /// The plan laid over it.
  package internal(set) var plan: LogPlan?
  /// The plan of the log's own that was laid, so that it is laid once: it may be taken away.
  private var ownPlan: LoggedPlan?
  /// How a plateau's scheduler sees the metric, while that is shown or somebody wants to know.
  private(set) var plateau: PlateauMicroscope?
  private(set) var showsMicroscope = false
  private let judgesPlateaus: Bool
  private(set) var smoothing = Smoothing.off
  private(set) var smoothed: [Int: SmoothedTrack] = [:]
  /// Seconds since 1970, as far as the pane knows.
  private(set) var now = 0.0
  /// What x counts, where the log begins and where it ends: what all panes are asked for with every frame.
  private(set) var axis = TimeScale.Unit.step
  /// How it counts where it is not read over times.
  private var ownClock: Clock?
  private(set) var firstX: Double?
  private(set) var lastX: Double?
  private var isPlanForetold = false
  /// Where what is foretold ends; nil while nothing is.
  var foretoldEnd: Double?

  init(_ followed: FollowedRun, now: Double, judgesPlateaus: Bool = false) {
    self.followed = followed
    self.judgesPlateaus = judgesPlateaus
    names = ShownNames(followed.run)
    self.now = now
    refresh(isFirst: true)
  }

  /// Takes the log as it stands now.
  mutating func take(_ followed: FollowedRun, now: Double) {
    if followed.beginning != self.followed.beginning {
      (jumps, smoothed, plateau) = (RateJumps(), [:], nil)
      plan?.forget()
    }
    let isRenamed =
      followed.run.series.count != self.followed.run.series.count
      || followed.beginning != self.followed.beginning
    self.followed = followed
    if isRenamed { names = ShownNames(followed.run) }
    self.now = now
    refresh(isFirst: false)
  }

  mutating func pass(to now: Double) { self.now = now }

  private mutating func refresh(isFirst: Bool) {
    axis = TimeScale.Unit(run.axis)
    firstX = run.series.compactMap(\.track.xRange?.lowerBound).min()
    lastX = run.series.compactMap(\.track.xRange?.upperBound).max()
    if axis != .time { ownClock = clock }
    if let track = rates.first { jumps.follow(track, axis: axis) }
    if let x = lastX { pace.note(time: isFirst ? followed.lastGrowth : now, x: x, isFirst: isFirst) }
    smoothAll()
    layOwnPlan()
    let subject = planSubject
    plan?.follow(subject)
    followPlateau()
  }

  /// Lays what the log itself says was planned, unless the user has said what was.
  private mutating func layOwnPlan() {
    guard run.plan != ownPlan else { return }
    ownPlan = run.plan
    guard plan == nil, let own = run.plan else { return }
    plan = LogPlan(own)
    plan?.isForetold = isPlanForetold
  }

  // MARK: Made on the way

  mutating func smooth(_ smoothing: Smoothing) {
    if smoothing != self.smoothing { smoothed = [:] }
    self.smoothing = smoothing
    smoothAll()
  }

  mutating func smoothAll() {
    guard smoothing != .off else { return smoothed = [:] }
    for index in shownSeries where isSmoothed(index) {
      var one = smoothed.removeValue(forKey: index) ?? SmoothedTrack(weight: smoothing.rawValue)
      one.follow(run.series[index].track)
      smoothed[index] = one
    }
  }

  /// Rates are what they are.
  func isSmoothed(_ index: Int) -> Bool { !roles.lrGroups.contains(index) }

  mutating func show(microscope isShown: Bool) {
    showsMicroscope = isShown
    followPlateau()
  }

  /// Looks at the validation loss as a plateau's scheduler does.
  private mutating func followPlateau() {
    guard showsMicroscope || judgesPlateaus, let index = metricSeries else { return plateau = nil }
    var one = plateau ?? PlateauMicroscope(plan?.schedule, unit: axis == .epoch ? "epoch" : "value")
    one.follow(run.series[index].track)
    plateau = one
  }

  var microscope: PlateauMicroscope? { showsMicroscope ? plateau : nil }

  /// Where a plateau's scheduler would have cut the rate last; nil if it never would.
  package var lastPlateauCut: Double? { plateau?.lastCut }

  /// Lays a plan over the log.
  mutating func lay(_ plan: LogPlan?) {
    self.plan = plan
    self.plan?.isForetold = isPlanForetold
    let subject = planSubject
    self.plan?.follow(subject)
    plateau = nil
    followPlateau()
  }

  /// Whether its plan is made to its own end, for a forecast.
  mutating func foretell(_ isForetold: Bool) {
    plan?.isForetold = isForetold
    isPlanForetold = isForetold
    if !isForetold { foretoldEnd = nil }
    let subject = planSubject
    plan?.follow(subject)
  }

  @discardableResult
  mutating func makePlan(_ steps: Int) -> Int {
    guard let made = plan?.make(steps) else { return 0 }
    let subject = planSubject
    plan?.compare(subject)
    return made
  }

  /// Takes what a judge says of the plan, which may then start from another rate.
  mutating func take(_ judgement: PlanJudgement) {
    let subject = planSubject
    plan?.take(judgement)
    plan?.follow(subject)
  }

  /// What a plan is laid over.
  private var planSubject: LogPlan.Subject {
    LogPlan.Subject(
      series: roles.lrGroups.first.map { run.series[$0] }, groups: roles.lrGroups.count, axis: axis,
      stepsPerEpoch: run.clock.stepsPerEpoch, lastX: lastX, endX: endX)
  }
}

/// What there is of the log.
extension LogPane {
  package var run: LogRun { followed.run }
  package var roles: LogRoles { followed.roles }

  /// By parameter group.
  var rates: [Track] { roles.lrGroups.map { run.series[$0].track } }

  func track(_ role: LogRole) -> Track? { roles[role].map { run.series[$0].track } }

  /// What a plateau is judged by.
  var metricSeries: Int? { roles[.valLoss] ?? roles[.testLoss] ?? roles[.trainLoss] }

  var clock: Clock {
    let pairs = run.clock
    let perEpoch = pairs.stepsPerEpoch
    let zero = pairs.first.map { $0.epoch - $0.step / (perEpoch ?? 1) } ?? 0
    return Clock(axis: axis, stepsPerEpoch: perEpoch, epochAtZero: zero, start: firstX ?? 0)
  }

  /// Whether it can be shown over an x, if need be by reading it again.
  func has(_ unit: TimeScale.Unit) -> Bool {
    let scale = TimeScale(unit, 0...1)
    if clock.placement(of: .logged, on: scale) != nil { return true }
    // A stream cannot be read twice.
    guard run.path != "-" else { return false }
    let isOfTimes = unit == .time || unit == .seconds
    return isOfTimes ? run.hasTimes : ownClock?.placement(of: .logged, on: scale) != nil
  }

  /// Where the run is going to end, on the log's own x; nil where nobody says.
  var endX: Double? {
    let end = followed.end
    let x: Double? =
      switch axis {
      case .step: end.steps ?? end.epochs.flatMap { epochs in run.clock.stepsPerEpoch.map { $0 * epochs } }
      case .epoch: end.epochs
      default: nil
      }
    return x.flatMap { x in x >= (lastX ?? 0) ? x : nil }
  }

  /// The last x that there is something to be shown at: of the data, of the plan, of what is foretold.
  var shownEnd: Double? {
    lastX.map { last in max(last, plan == nil ? last : endX ?? last, foretoldEnd ?? last) }
  }

  package var state: LogState {
    switch followed.condition {
    case .unreadable(let reason): return .unreadable(reason)
    case .noLog(let reason): return .noLog(reason)
    default: break
    }
    if let x = divergence { return .diverged(x) }
    if run.status == .failed { return .failed }
    if run.status == .finished || followed.condition == .ended { return .finished }
    if followed.condition == .vanished { return .vanished }
    guard let lastX else { return .waiting }
    if let endX, lastX >= endX { return .finished }
    let age = now - followed.lastGrowth
    guard age > pace.patience else { return .live }
    return pace.hasGrown ? .stalled(age) : .quiet(age)
  }

  /// Where the losses stopped being of any use, if they have not come back since.
  private var divergence: Double? {
    for role in [LogRole.trainLoss, .valLoss] {
      if let track = track(role), let index = track.divergence { return track.x(at: index) }
    }
    return nil
  }

  /// When its text will be another one, though nothing comes; nil where that stays.
  var nextChange: Double? {
    let age = now - followed.lastGrowth
    switch state {
    case .live: return followed.lastGrowth + pace.patience + 0.01
    case .stalled, .quiet: return now + AgeText.untilNext(age)
    default: return nil
    }
  }
}

extension TimeScale.Unit {
  init(_ axis: LogAxis) {
    switch axis {
    case .step: self = .step
    case .epoch: self = .epoch
    case .time: self = .time
    case .line: self = .line
    }
  }
}
