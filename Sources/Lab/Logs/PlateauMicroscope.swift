import Canvas
import Charts
import LRSchedulers
import Tracks

/// A metric as ReduceLROnPlateau sees it: after every epoch the best, what would be better, the bad epochs, and where it
/// cuts; and what the next epochs would bring.
///
/// The scheduler is the one of the pane, or of the plan over a log; else PyTorch's with its defaults. Of a log it says
/// what would have been done: its losses are those of the run as it was.
struct PlateauMicroscope: Sendable {
  struct Moment: Sendable {
    var x: Double
    var value: Double
    var status: PlateauStatus
    var hasCut: Bool
  }

  /// Moments that are kept, more than a screen shows.
  private static let most = 600
  private static let shown = 40

  let schedule: Schedule
  /// Whether the pane has none of its own.
  let isAssumed: Bool
  /// What it is given one metric for.
  private let unit: String
  private var run: ScheduleRun?
  private(set) var moments: [Moment] = []
  /// Where it has cut last.
  private(set) var lastCut: Double?
  private var progress = TrackProgress()

  /// - Parameters:
  ///   - schedule: what the pane follows; taken if it is driven by a metric.
  ///   - unit: what it is given one metric for, such as an epoch.
  init(_ schedule: Schedule?, unit: String = "epoch") {
    self.unit = unit
    let own = schedule.flatMap { $0.needsMetric ? $0 : nil }
    isAssumed = own == nil
    self.schedule = own ?? Schedule(ReduceLROnPlateau())
    run = try? ScheduleRun(self.schedule, groups: [ParameterGroup(lr: 1)])
    // One that is driven by a metric otherwise has no plateau.
    if run?.plateau == nil { run = nil }
  }

  mutating func follow(_ metric: Track) {
    if !progress.holds(metric) {
      let fresh = PlateauMicroscope(isAssumed ? nil : schedule, unit: unit)
      self = fresh
    }
    for index in progress.count..<metric.count { append(metric.x(at: index), metric[index]) }
    progress.finish(metric)
  }

  private mutating func append(_ x: Double, _ value: Double) {
    guard let changes = try? run?.step(metric: value), let status = run?.plateau else { return }
    let hasCut = changes.contains { $0.kind == .plateau }
    if hasCut { lastCut = x }
    moments.append(Moment(x: x, value: value, status: status, hasCut: hasCut))
    if moments.count > 2 * Self.most { moments.removeFirst(moments.count - Self.most) }
  }

  /// The last epochs: since the best, twice the patience, and some.
  private var window: ArraySlice<Moment> {
    guard let last = moments.last else { return [] }
    let wanted = max(2 * last.status.patience + last.status.cooldown + 4, 12)
    return moments.suffix(min(wanted, Self.shown))
  }

  // MARK: Words

  /// `best 0.4500 @12  bad 7/10  cooldown 0`, and what comes next.
  var gauge: FieldLine? {
    guard let last = moments.last else { return nil }
    var line = PlateauGauge(status: last.status).line
    line.fields.insert(.init(6, StyledText(forecast(last), Style(.warning))), at: 0)
    if isAssumed { line.fields.append(.init(0, StyledText("PyTorch's defaults", Style(.muted)))) }
    return line
  }

  private func forecast(_ last: Moment) -> String {
    let status = last.status
    let epochs = max(1, status.patience - status.numBadEpochs + 1) + status.cooldownCounter
    let side = rises ? "above" : "below"
    let count = epochs == 1 ? "1 \(unit)" : "\(epochs) \(unit)s"
    guard status.nextBest.isFinite else { return "cuts in \(count)" }
    return "cuts in \(count) unless \(side) \(Self.text(status.nextBest))"
  }

  private var rises: Bool {
    guard case .string(let mode)? = schedule.value(of: "mode") else { return false }
    return mode == "max"
  }

  private static func text(_ value: Double) -> String { NumberFormat.readout(value) }

  // MARK: Chart

  func chart(_ clock: Clock, _ context: FrameContext) -> ChartContent {
    var chart = ChartContent(
      role: .loss, title: "plateau", placeholder: "no validation loss yet")
    guard let first = window.first, let last = window.last,
      let placement = clock.placement(of: clock.measureCount, on: context.scale)
    else { return chart }
    func line(_ value: (Moment) -> Double) -> PlotLine {
      var track = Track()
      for moment in window { track.append(x: moment.x, value(moment)) }
      return PlotLine(track).placed(scale: placement.scale, offset: placement.offset)
    }
    var (best, bar, metric) = (
      line { $0.status.best }, line { $0.status.nextBest }, line(\.value)
    )
    (best.label, best.style, best.dash, best.shape) = ("best", Style(.good), .dotted, .stepped)
    (bar.label, bar.style, bar.dash, bar.shape) = ("to beat", Style(.warning), .fine, .stepped)
    (metric.label, metric.style) = ("loss", Style(.valLoss))
    chart.lines = [bar, best, metric]
    chart.x = placement.x(first.x)...placement.x(max(last.x, first.x + 1))
    chart.markers = window.compactMap { marker($0, placement) }
    chart.shades = shades(placement)
    return chart
  }

  /// A cut, or how many bad epochs there are.
  private func marker(_ moment: Moment, _ placement: Placement) -> PlotMarker? {
    if moment.hasCut { return PlotMarker(x: placement.x(moment.x)) }
    guard moment.status.numBadEpochs > 0 else { return nil }
    return PlotMarker(
      x: placement.x(moment.x), kind: .count, label: "\(moment.status.numBadEpochs)", style: Style(.warning))
  }

  private func shades(_ placement: Placement) -> [PlotShade] {
    window.filter { $0.status.cooldownCounter > 0 }.map { moment in
      let x = placement.x(moment.x)
      return PlotShade(x...x, style: Style(.muted, [.dim]))
    }
  }
}
