import Judges
import LRSchedulers
import RunLogs
import Tracks

/// Plans under the charts of logs: what one of their steps is of the log's x, where log and plan count otherwise.
struct PlansOverLogs {
  private let axis: LogAxis
  /// The logged rate, by which it is seen with what the scheduler steps where nobody says it.
  private let logged: Track
  /// The x that a plan's first rate stands at.
  let start: Double
  private let last: Double
  /// Of the options, else of the log.
  let stepsPerEpoch: Int?

  /// - Parameter stepsPerEpoch: what the options say.
  init?(_ log: LogPaths.Log?, stepsPerEpoch: Int?) {
    guard let log, let index = log.roles.lrGroups.first,
      let range = log.run.series[index].track.xRange
    else { return nil }
    let series = log.run.series[index]
    (axis, logged) = (series.axis, series.track)
    (start, last) = (range.lowerBound == 1 ? 1 : 0, range.upperBound)
    self.stepsPerEpoch = stepsPerEpoch ?? Self.stepsPerEpoch(log, series)
  }

  /// Where steps and epochs were logged together. What the rate alone says of epochs is the plan's own affair.
  private static func stepsPerEpoch(_ log: LogPaths.Log, _ series: LogSeries) -> Int? {
    let found = EpochLength.find(log.run, log.roles, LoggedRates(series), given: nil, epochs: nil)
    return found.flatMap { $0.source == .epochColumn ? $0.steps : nil }
  }

  /// What the scheduler may step with, what the log counts first.
  ///
  /// - Parameter said: by options or the text.
  func intervals(_ said: Interval?) -> [Interval] {
    if let said { return [said] }
    let own: Interval = axis == .epoch ? .epoch : .step
    return stepsPerEpoch == nil || axis != .step && axis != .epoch
      ? [own] : [own, own == .step ? .epoch : .step]
  }

  /// What one step of the scheduler is of the log's x.
  func perCount(_ interval: Interval) -> Double {
    switch (interval, axis, stepsPerEpoch) {
    case (.epoch, .step, let steps?): Double(steps)
    case (.step, .epoch, let steps?): 1 / Double(steps)
    default: 1
    }
  }

  /// How many steps of the scheduler the log covers.
  func length(_ interval: Interval) -> Int {
    let counts = ((last - start) / perCount(interval)).rounded(.down) + 1
    return Int(min(max(2, counts), 10_000_000))
  }

  /// The rates of a plan over the log's x, the last one to the end of its step.
  func placed(_ rates: [Double], _ interval: Interval) -> Track {
    let perCount = perCount(interval)
    var track = Track()
    for (count, rate) in rates.enumerated() { track.append(x: start + Double(count) * perCount, rate) }
    if perCount > 1, let last = rates.last { track.append(x: start + Double(rates.count) * perCount, last) }
    return track
  }

  /// How far the log is from rates, as a mean over some of its rows.
  func distance(to rates: [Double], _ interval: Interval) -> Double {
    guard !rates.isEmpty else { return .infinity }
    let perCount = perCount(interval)
    let stride = max(1, logged.count / 1_000)
    var (sum, rows) = (0.0, 0)
    for index in Swift.stride(from: 0, to: logged.count, by: stride) where logged[index].isFinite {
      // As a number that is no whole one yet: a log may name any step.
      let count = min(max(0, (logged.x(at: index) - start) / perCount), Double(rates.count - 1))
      sum += abs(logged[index] - rates[Int(count)])
      rows += 1
    }
    return rows > 0 ? sum / Double(rows) : .infinity
  }

  /// What was taken for what a step of the plan is; nil where it was said, or there is nothing to ask.
  func note(_ interval: Interval, said: Interval?) -> String? {
    switch (interval, axis, stepsPerEpoch, said) {
    case (.epoch, .step, nil, _?):
      "the plan counts epochs and the log steps, and nothing says how many make one: each epoch is drawn as a step; give --steps-per-epoch K"
    case (.step, .epoch, nil, _?):
      "the plan counts steps and the log epochs, and nothing says how many make one: each step is drawn as an epoch; give --steps-per-epoch K"
    case (.step, .step, nil, nil):
      "the log counts steps, and so is the plan taken to; for one of epochs give --interval epoch --steps-per-epoch K"
    case (.epoch, .step, let steps?, nil):
      "the plan is drawn with epochs of \(steps) steps, which is nearer to the log than with a step for each; --interval step draws it so"
    case (.step, .epoch, let steps?, nil):
      "the plan is drawn with \(steps) steps an epoch, which is nearer to the log than with an epoch for each; --interval epoch draws it so"
    default: nil
    }
  }
}

extension PlotArguments {
  /// A plan is as long as the run, and starts from its largest rate, unless the options say otherwise.
  func lay(_ specs: [String], over plot: inout LogPlot, of log: LogPaths.Log?) throws(CommandError) {
    guard let peak = plot.peak, let places = PlansOverLogs(log, stepsPerEpoch: units.stepsPerEpoch) else {
      throw CommandError(
        "the log holds no learning rate to lay a plan over; --lr-name says what it is called", .unreadableData
      )
    }
    var planned = schedule
    (planned.specs, planned.counts) = (specs, units.counts)
    let likely = units.givenInterval ?? places.intervals(nil)[0]
    planned.givenEpochs = schedule.givenEpochs ?? places.length(likely)
    if planned.givenLR == nil, peak > 0 {
      planned.givenLR = LearningRates(values: [peak])
      let start =
        try assumedStart(of: planned, likely, places.stepsPerEpoch, log)
        ?? AssumedStart(rate: peak, isLargest: true)
      planned.givenLR = LearningRates(values: [start.rate])
      StandardError.say("note: \(start.words)")
    }
    let items = try planned.schedules(stepsPerEpoch: places.stepsPerEpoch, interval: likely)
    let said = try saidInterval(of: items)
    for (index, item) in items.enumerated() {
      var best: (rates: [Double], interval: Interval, distance: Double)?
      for interval in places.intervals(said) {
        planned.givenEpochs = schedule.givenEpochs ?? places.length(interval)
        let plan = PrintPlan(
          items: [item], epochs: planned.length(of: [item], in: interval),
          metrics: try metrics.map { text throws(CommandError) in try MetricSource(text, self.log) },
          units: PlanUnits(interval: interval, stepsPerEpoch: places.stepsPerEpoch), drawsWithoutMetric: true)
        let rates = try plan.firstGroup()
        let distance = places.distance(to: rates, interval)
        if best.map({ distance < $0.distance }) ?? true { best = (rates, interval, distance) }
      }
      guard let best else { continue }
      if let note = places.note(best.interval, said: said) { StandardError.say("note: \(note)") }
      plot.add(plan: places.placed(best.rates, best.interval), label: "plan: \(item.schedule.spec)", index)
    }
  }

  /// So many rows tell where a plan starts.
  private static let mostRows = 100_000

  /// What the log's rates say that the only plan starts from; nil where there are several, or nothing to compare.
  private func assumedStart(
    of planned: ScheduleArguments, _ interval: Interval, _ stepsPerEpoch: Int?, _ log: LogPaths.Log?
  ) throws(CommandError) -> AssumedStart? {
    let items = try planned.schedules(stepsPerEpoch: stepsPerEpoch, interval: interval)
    guard items.count == 1, let item = items.first, let log, !item.schedule.needsMetric else { return nil }
    let plan = Plan(
      item.schedule, groups: item.groups, interval: try saidInterval(of: items) ?? interval, length: 1)
    let options = CheckOptions(stepsPerEpoch: stepsPerEpoch, mostRows: Self.mostRows, assumesStart: true)
    return (try? RateCheck.report(log.run, log.roles, against: plan, options))?.start
  }

  /// With what the schedulers step; nil where neither option nor text says it.
  private func saidInterval(of items: [SpecSchedule]) throws(CommandError) -> Interval? {
    let isSaid =
      units.givenInterval != nil || items.contains { $0.isConfiguration || $0.stepsPerBatch != nil }
    return isSaid ? try units.units(of: items).interval : nil
  }
}

extension PrintPlan {
  /// The rates of the first group of the only schedule.
  fileprivate func firstGroup() throws(CommandError) -> [Double] {
    var rates: [Double] = []
    for var walk in try walks() {
      var row = ScheduleRow()
      while try walk.next(into: &row) { rates.append(row.lrs[0]) }
    }
    return rates
  }
}
