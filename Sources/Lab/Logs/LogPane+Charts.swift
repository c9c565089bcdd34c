import Canvas
import Charts
import RunLogs
import Tracks

/// The charts of a log.
extension LogPane {
  /// Those that the display asks for, as far as the log has something for them; else what it has.
  func charts(_ context: FrameContext) -> [ChartContent] {
    if let microscope { return [microscope.chart(clock, context)] }
    let shown = shownSeries
    let wanted = context.display.charts.roles
    let charts = wanted.compactMap { chart($0, shown, context) }
    let others = wanted.contains(.momentum) ? nil : chart(.other, shown, context)
    let all = charts + (others.map { [$0] } ?? [])
    return all.isEmpty ? [nothing(wanted.first ?? .rate)] : all
  }

  private func nothing(_ role: ChartContent.Role) -> ChartContent {
    let words: String =
      switch role {
      case .rate: "no learning rate in this log (/ chooses series)"
      case .loss: "no loss in this log (/ chooses series)"
      case .momentum: "no momentum in this log"
      case .other: ""
      }
    return ChartContent(role: role, title: role.title, placeholder: run.series.isEmpty ? waitingWords : words)
  }

  private var waitingWords: String {
    switch followed.condition {
    case .noLog, .unreadable, .vanished: ""
    default: followed.id == Watch.nobody ? "no log so far: watching for one" : "nothing yet"
    }
  }

  /// A log so much shorter than what all share is drawn over its own x: nothing of it could be seen.
  private static let shortest = 3.0

  /// The chart over the shared x; over the log's own where that cannot be or where it is much shorter, unless somebody
  /// asked for the shared one, or looks at one place in all panes.
  private func chart(_ role: ChartContent.Role, _ shown: [Int], _ context: FrameContext) -> ChartContent? {
    guard context.display.logUnit == nil, let firstX, let shownEnd, needsOwnScale(firstX, shownEnd, context)
    else {
      return sharedChart(role, shown, context)
    }
    var own = context
    own.scale = TimeScale(axis, firstX...max(shownEnd, firstX.nextUp))
    own.cursor = nil
    var chart = sharedChart(role, shown, own)
    chart?.x = own.scale.domain
    chart?.xUnit = axis
    return chart
  }

  private func needsOwnScale(_ first: Double, _ end: Double, _ context: FrameContext) -> Bool {
    guard let placement = clock.placement(of: .logged, on: context.scale) else { return true }
    guard context.cursor == nil, !context.isZoomed else { return false }
    let width = placement.x(end) - placement.x(first)
    return width > 0 && width * Self.shortest < context.scale.end - context.scale.start
  }

  /// nil where the log has nothing for it.
  private func sharedChart(_ role: ChartContent.Role, _ shown: [Int], _ context: FrameContext)
    -> ChartContent?
  {
    let own = shown.filter { chartRole($0) == role }
    let plan = role == .rate ? plan : nil
    guard !own.isEmpty || plan != nil else { return nil }
    var chart = ChartContent(role: role, title: role.title, hasMarkerRow: role == .rate)
    guard clock.placement(of: .logged, on: context.scale) != nil else {
      chart.placeholder = "no \(context.scale.unit.plural) in this log (X)"
      return chart
    }
    chart.lines =
      (plan?.lines(clock, context) ?? []) + own.enumerated().flatMap { lines($1, $0, own.count, context) }
    if role == .rate {
      chart.markers = ChartMarkers.events(events, clock, on: context.scale)
      chart.shades = plan?.shades(clock, context.scale) ?? []
    }
    if context.display.clipsOutliers, role != .rate {
      chart.values = OutlierRange.of(chart.lines, within: context.scale.domain)
    }
    chart.ruler = clock.ruler(on: context.scale)
    return chart
  }

  /// A series, or its average over it, the series faint.
  private func lines(_ index: Int, _ place: Int, _ count: Int, _ context: FrameContext) -> [PlotLine] {
    let (style, dash) = look(index, place)
    let shape: PlotLine.Shape = chartRole(index) == .rate ? .stepped : .interpolated
    let label = chartRole(index) == .rate && count == 1 ? "" : label(index)
    let track = run.series[index].track
    guard let smoothed = smoothed[index] else {
      return placed(PlotLine(track, label: label, style: style, dash: dash, shape: shape), context)
    }
    let faint = Style(style.foreground, [.dim])
    return placed(PlotLine(track, style: faint, dash: .fine), context)
      + placed(PlotLine(smoothed.track, label: label, style: style, dash: dash), context)
  }

  private func look(_ index: Int, _ place: Int) -> (Style, DashPattern) {
    switch roles.pairs.first(where: { $0.series == index })?.role {
    case .trainLoss: (Style(.trainLoss), .solid)
    case .valLoss: (Style(.valLoss), .dashed)
    case .lr(let group): (Style(group == 0 ? .lr : .series(group)), .line(group))
    case .momentum: (Style(.momentum), .solid)
    default: (Style(.series(place + 2)), .line(place))
    }
  }

  private func placed(_ line: PlotLine, _ context: FrameContext) -> [PlotLine] {
    clock.placement(of: .logged, on: context.scale).map {
      [line.placed(scale: $0.scale, offset: $0.offset)]
    } ?? []
  }

  /// What the comparison draws.
  func comparison(in context: FrameContext) -> ComparisonEntry {
    func line(_ role: LogRole, _ shape: PlotLine.Shape) -> PlotLine? {
      guard let index = roles[role] else { return nil }
      let track = smoothed[index]?.track ?? run.series[index].track
      return placed(PlotLine(track, shape: shape), context).first
    }
    return ComparisonEntry(
      name: title, isPlaced: run.series.isEmpty || clock.placement(of: .logged, on: context.scale) != nil,
      rate: line(.lr(group: 0), .stepped), momentum: line(.momentum, .stepped),
      validationLoss: line(.valLoss, .interpolated), trainingLoss: line(.trainLoss, .interpolated),
      rateAtCursor: value(.lr(group: 0), in: context).map { StyledText(LRText.readout([$0]), Style(.lr)) },
      lossAtCursor: (value(.valLoss, in: context) ?? value(.trainLoss, in: context)).map {
        StyledText(NumberFormat.readout($0))
      })
  }
}

extension ChartContent.Role {
  var title: String {
    switch self {
    case .rate: "LR"
    case .loss: "loss"
    case .momentum: "momentum"
    case .other: "others"
    }
  }
}
