import Canvas
import Charts
import LRSchedulers
import Training

/// The rates of schedules that a form has found, made in slices as those of panes are.
struct ScriptPreview: Sendable {
  /// So many curves can be told apart.
  private static let most = 8

  private var plans: [PlannedRates] = []
  private var labels: [String] = []
  /// Counts from the first to the last rate of the longest.
  private var length = 1
  private var countsSteps = false
  /// Why the rates of one cannot be made.
  private(set) var refusal: String?

  init(_ origins: [ScriptOrigin]) {
    for origin in origins.prefix(Self.most) { add(origin) }
    for index in plans.indices { plans[index].make(Forecast.firstSlice) }
  }

  private mutating func add(_ origin: ScriptOrigin) {
    do {
      let run = try ScheduleRun(origin.schedule, groups: origin.groups)
      let length = origin.previewLength
      plans.append(PlannedRates(from: 1, length: length, of: .run(PlanCursor(run, length: length))))
      labels.append(origin.label)
      self.length = max(self.length, length)
      countsSteps = countsSteps || origin.countsSteps
    } catch {
      refusal = refusal ?? "\(origin.schedule.name): \(error.message)"
    }
  }

  var isComplete: Bool { plans.allSatisfy(\.isComplete) }

  /// - Returns: how many steps that took.
  mutating func make(_ limit: Int) -> Int {
    var steps = 0
    for index in plans.indices where steps < limit { steps += plans[index].make(limit - steps) }
    return steps
  }

  /// The curves, told apart where there are several.
  func chart(_ display: DisplaySettings) -> LineChart {
    var chart = LineChart(title: "LR", glyphs: display.glyphs)
    chart.x.bounds = .fixed(1, Double(max(2, length)))
    chart.x.name = countsSteps ? "step" : "epoch"
    chart.y.scale = display.logLR ?? false ? .log : .linear
    let isAlone = plans.count == 1
    for (index, plan) in plans.enumerated() {
      for (group, track) in plan.rates.enumerated() where !track.isEmpty {
        chart.lines.append(
          isAlone
            ? PlotLine(track, style: Style(.lr), dash: .line(group), shape: .stepped)
            : .compared(track, index: index, label: group == 0 ? labels[index] : "", shape: .stepped))
      }
    }
    return chart
  }
}

extension ScriptOrigin {
  /// What tells it from the other schedules of its text.
  var label: String { pasted.name ?? "\(pasted.schedule.name) of \(document.place(pasted.line))" }

  /// Whether the scheduler steps with every batch, by the text, by what was asked for, or by its library's custom.
  var countsSteps: Bool {
    interval.map { $0 == .step }
      ?? (options.countsSteps || [.transformers, .optax].contains(schedule.entry.library))
  }

  /// As long as the run, or as the schedule where that is longer.
  fileprivate var previewLength: Int {
    let standard = options.epochs ?? pasted.length ?? 100
    guard let own = schedule.length, case .int(let count)? = schedule.value(of: own.parameter.name) else {
      return min(standard, Self.longestPreview)
    }
    let (end, overflow) = own.start.addingReportingOverflow(max(0, count))
    return min(max(standard, overflow ? standard : end), Self.longestPreview)
  }

  /// The rates beyond would take longer than anybody looks at them.
  private static let longestPreview = 10_000_000

  /// The parameter groups before the scheduler has seen them.
  fileprivate var groups: [ParameterGroup] {
    let lrs = pasted.startingLRs(asked: options.lrs, standard: options.defaultLRs)
    let momenta = pasted.momenta ?? PastedSetup(pasted).momenta(groups: lrs.count)
    let standard = OptimizerConfiguration(.sgd).momentumForGroups
    return lrs.enumerated().map { index, lr in
      ParameterGroup(lr: lr, momentum: (momenta.indices.contains(index) ? momenta[index] : nil) ?? standard)
    }
  }
}
