import Following
import RunLogs

/// News of the logs that are followed.
extension Lab {
  mutating func take(_ news: [FollowNews], now: Double) {
    setTime(now)
    defer { findNextChange() }
    for one in news {
      switch one {
      case .run(let run): take(run, now)
      case .dropped(let id): drop(id)
      case .remark(let text):
        watch?.remark = text
        if let text { refuse(text) }
      case .settled: watch?.isSettled = true
      }
    }
  }

  /// How far the judge of the plan over a log has come.
  mutating func take(_ judgement: PlanJudgement, for id: PaneID) {
    guard let index = panes.firstIndex(where: { $0.id == id }) else { return }
    panes[index].updateLog { $0.take(judgement) }
  }

  /// Time has passed.
  mutating func pass(to now: Double) {
    setTime(now)
    findNextChange()
  }

  private mutating func setTime(_ now: Double) {
    watch?.now = now
    for index in panes.indices { panes[index].updateLog { $0.pass(to: now) } }
  }

  /// Changes of the same second are one: the ages of a thousand runs would else change in every frame.
  private mutating func findNextChange() {
    watch?.nextChange = panes.indices.compactMap { panes[$0].log?.nextChange }.min()?.rounded(.up)
  }

  /// When something on the screen will be another, though nothing comes; nil if that is never.
  package var nextChange: Double? { watch?.nextChange }

  private mutating func take(_ run: FollowedRun, _ now: Double) {
    if let index = place(of: run.id) {
      panes[index].updateLog { $0.take(run, now: now) }
    } else if let index = closed.firstIndex(where: { $0.pane.log?.followed.id == run.id }) {
      closed[index].update { $0.updateLog { $0.take(run, now: now) } }
    } else {
      show(run, now)
    }
  }

  /// The pane of a run.
  private mutating func place(of id: FollowedID) -> Int? {
    if let index = watch?.places[id], panes.indices.contains(index), panes[index].log?.followed.id == id {
      return index
    }
    var places: [FollowedID: Int] = [:]
    for index in panes.indices {
      if let id = panes[index].log?.followed.id { places[id] = index }
    }
    watch?.places = places
    return places[id]
  }

  /// Gives a run that is new a pane: that which stood for those to come, if it is the first.
  private mutating func show(_ run: FollowedRun, _ now: Double) {
    var log = LogPane(run, now: now, judgesPlateaus: watch?.judgesPlateaus ?? false)
    let isFirst = panes.count == 1 && panes[0].log?.followed.id == Watch.nobody
    let number = isFirst ? 0 : panes.count
    if let plans = watch?.plans, let plan = plans.indices.contains(number) ? plans[number] : plans.last {
      log.lay(plan)
    }
    log.smooth(display.smoothing)
    if display.showsMicroscope { log.show(microscope: true) }
    if let view = watch?.views[run.run.path] { log.restore(view, givesPlan: log.plan == nil) }
    let pane = Pane(id: newID(), source: .log(log))
    if isFirst { panes[0] = pane } else { panes.append(pane) }
    watch?.places[run.id] = number
  }

  private mutating func drop(_ id: FollowedID) {
    guard let index = place(of: id), panes.count > 1 else { return }
    panes.remove(at: index)
    if focus > index || focus == panes.count { focus -= 1 }
  }
}

/// What the x of logs counts.
extension Lab {
  /// The x that the panes share: what most of them have, or what was chosen.
  var logScale: TimeScale {
    var scale = TimeScale(display.logUnit ?? ownUnit, 0...1)
    var (low, high) = (Double.infinity, -Double.infinity)
    for index in panes.indices {
      guard let log = panes[index].log, let first = log.firstX, let end = log.shownEnd,
        let placement = log.clock.placement(of: .logged, on: scale)
      else { continue }
      low = min(low, placement.x(first))
      high = max(high, placement.x(end))
    }
    guard low <= high else { return scale }
    scale.domain = low...(high > low ? high : low + 1)
    return scale
  }

  /// Where the data end on a scale that goes on to the end of the plans.
  func dataEnd(_ scale: TimeScale) -> Double {
    guard isWatching else { return scale.end }
    let ends = panes.indices.compactMap { index -> Double? in
      guard let log = panes[index].log, let last = log.lastX else { return nil }
      return log.clock.placement(of: .logged, on: scale)?.x(last)
    }
    return ends.max() ?? scale.end
  }

  /// Steps, unless more of the logs can be shown over something else.
  private var ownUnit: TimeScale.Unit {
    let axes = panes.indices.compactMap { index in
      panes[index].log.flatMap { $0.run.series.isEmpty ? nil : $0.axis }
    }
    guard let first = axes.first else { return .step }
    if axes.allSatisfy({ $0 == first }) { return first }
    let clocks = panes.indices.compactMap { index in
      panes[index].log.flatMap { $0.run.series.isEmpty ? nil : $0.clock }
    }
    let units: [TimeScale.Unit] = [.step, .epoch, .time, .line]
    let counts = units.map { unit in
      clocks.count { $0.placement(of: .logged, on: TimeScale(unit, 0...1)) != nil }
    }
    return zip(units, counts).reduce((.step, 0)) { $1.1 > $0.1 ? $1 : $0 }.0
  }

  /// The next x that the focused log has: those that need no second reading first, then times.
  mutating func nextLogUnit() -> [LabEffect] {
    guard let log = focusedLog, !log.run.series.isEmpty else {
      refuse("nothing has been read yet")
      return []
    }
    let units: [TimeScale.Unit] = [.step, .epoch, .time, .seconds, .line]
    let present = display.logUnit ?? scale.unit
    let place = units.firstIndex(of: present) ?? 0
    let others = (1..<units.count).map { units[(place + $0) % units.count] }
    let lacking = others.filter { !log.has($0) }
    guard let next = others.first(where: log.has) else {
      refuse("\(Self.reason(lacking, log)): its x is the \(present.words)")
      return []
    }
    let skipped = others.prefix { $0 != next }
    return change(to: next, log, lacking: Array(skipped))
  }

  private mutating func change(
    to unit: TimeScale.Unit, _ log: LogPane, lacking: [TimeScale.Unit]
  ) -> [LabEffect] {
    (display.logUnit, cursor, zoom) = (unit, nil, nil)
    say("x is the \(unit.words)" + (lacking.isEmpty ? "" : "; \(Self.reason(lacking, log))"))
    if log.clock.placement(of: .logged, on: TimeScale(unit, 0...1)) != nil { return [] }
    let needsTimes = unit == .time || unit == .seconds
    watch?.asked = needsTimes ? .time : nil
    return [.logs(.reread(needsTimes ? .time : nil))]
  }

  /// Why a log is not shown over these; both kinds of times are the same ones.
  private static func reason(_ lacking: [TimeScale.Unit], _ log: LogPane) -> String {
    // What came through a pipe is gone.
    if log.run.path == "-", log.run.hasTimes, lacking.contains(.time) {
      return "a pipe cannot be read again for its times"
    }
    var names: [String] = []
    for unit in lacking where !names.contains(unit.plural) { names.append(unit.plural) }
    let last = names.popLast() ?? "other x"
    return "this log has no " + (names.isEmpty ? last : names.joined(separator: ", no ") + " and no " + last)
  }
}

extension TimeScale.Unit {
  fileprivate var words: String { self == .seconds ? "time since each run began" : rawValue }
}
