import Canvas
import Charts
import LRSchedulers
import Tracks
import Training

/// The charts of a run. Tracks are shared, not copied, so that a chart costs nothing until it is drawn.
extension TrainingPane {
  func chart(_ role: ChartContent.Role, in context: FrameContext) -> ChartContent {
    var chart =
      switch role {
      case .rate: rateChart(context)
      case .loss: lossChart(context)
      case .momentum: momentumChart(context)
      // A run that trains here measures nothing else.
      case .other: ChartContent(role: .other, title: "")
      }
    chart.lines = ghostLines(role, context) + chart.lines
    chart.ruler = clock.ruler(on: context.scale)
    return chart
  }

  /// The run that was there before, and the losses with other seeds.
  private func ghostLines(_ role: ChartContent.Role, _ context: FrameContext) -> [PlotLine] {
    var lines: [PlotLine] = []
    if context.display.showsGhosts, let ghost {
      switch role {
      case .rate:
        lines += ghost.history.rates.prefix(1).map { PlotLine.ghost($0, style: Style(.lr), shape: .stepped) }
          .compactMap { placed($0, ghost.clock.rateCount, context, by: ghost.clock) }
      case .loss:
        lines += [placed(PlotLine.ghost(ghost.history.measured, style: Style(.valLoss)), .epochEnd, context)]
          .compactMap(\.self)
      case .momentum, .other: break
      }
    }
    guard role == .loss else { return lines }
    return lines
      + otherSeeds.compactMap {
        placed(PlotLine.ghost($0.losses, style: Style(.valLoss)), .epochEnd, context)
      }
  }

  private func rateChart(_ context: FrameContext) -> ChartContent {
    let title = texts.cycles.map { "LR, \(TrainingUnits.grouped($0)) cycles" } ?? "LR"
    var chart = ChartContent(role: .rate, title: title, hasMarkerRow: true)
    guard trains else {
      chart.lines = trained(forecast.plan.shown, Style(.lr), context)
      chart.markers = ChartMarkers.phases(phaseStarts, clock, on: context.scale)
      return chart
    }
    let isForked = showsFutures(context)
    chart.lines = isForked ? inForce(context) : plans(forecast.plan.shown, Style(.lr), context)
    chart.lines += trained(rates, Style(.lr), context)
    if isForked { chart.lines += futures(context) }
    chart.markers =
      ChartMarkers.phases(phaseStarts, clock, on: context.scale)
      + ChartMarkers.events(events, clock, on: context.scale)
    return chart
  }

  private func lossChart(_ context: FrameContext) -> ChartContent {
    // Beside rates by step it would seem to be of batches.
    var chart = ChartContent(role: .loss, title: clock.countsSteps ? "loss by epoch" : "loss")
    guard trains else {
      chart.placeholder = "no loss: nothing is trained"
      return chart
    }
    var lines = [PlotLine(history.trainingLoss, label: "train", style: Style(.trainLoss))]
    if !history.validationLoss.isEmpty {
      lines.append(PlotLine(history.validationLoss, label: "val", style: Style(.valLoss), dash: .dashed))
    }
    for index in lines.indices { lines[index].endText = lines[index].track.last.map(NumberFormat.brief) }
    chart.lines = lines.compactMap { placed($0, .epochEnd, context) }
    return chart
  }

  /// SGD's momentum or Adam's beta1, which CyclicLR and OneCycleLR move against the rate.
  private func momentumChart(_ context: FrameContext) -> ChartContent {
    var chart = ChartContent(role: .momentum, title: momentumName)
    guard hasMomentum else {
      chart.placeholder = "no momentum: \(configuration.optimizer.spec)"
      return chart
    }
    chart.lines =
      plans(plannedMomenta, Style(.momentum), context) + trained(momenta, Style(.momentum), context)
    return chart
  }

  private func plans(_ tracks: [Track], _ style: Style, _ context: FrameContext) -> [PlotLine] {
    tracks.compactMap { placed(PlotLine.plan($0, style: style), clock.rateCount, context) }
  }

  private func trained(_ tracks: [Track], _ style: Style, _ context: FrameContext) -> [PlotLine] {
    tracks.enumerated().compactMap { group, track in
      placed(
        PlotLine(track, style: style, dash: .line(group), shape: .stepped), clock.rateCount, context)
    }
  }

  /// A line of the comparison, as it looks before it is told its place there.
  func line(_ track: Track?, _ count: Clock.Count, _ context: FrameContext) -> PlotLine? {
    guard let track, !track.isEmpty else { return nil }
    let shape: PlotLine.Shape = count == .epochEnd ? .interpolated : .stepped
    return placed(PlotLine(track, shape: shape), count, context)
  }

  /// The line where its counts stand on the scale; nil where they stand nowhere.
  private func placed(
    _ line: PlotLine, _ count: Clock.Count, _ context: FrameContext, by clock: Clock? = nil
  ) -> PlotLine? {
    (clock ?? self.clock).placement(of: count, on: context.scale).map {
      line.placed(scale: $0.scale, offset: $0.offset)
    }
  }
}

/// The three futures of a change while a run is under way.
extension TrainingPane {
  func showsFutures(_ context: FrameContext) -> Bool {
    context.display.showsFutures && !forecast.others.isEmpty
  }

  /// The plan where it is one of three: as solid as what was trained, and joined to it.
  private func inForce(_ context: FrameContext) -> [PlotLine] {
    forecast.plan.rates.enumerated().flatMap { group, plan -> [PlotLine] in
      let label = group == 0 ? Future.inForce.rawValue : ""
      let tracks = [(plan, label)] + (joint(group, plan).map { [($0, "")] } ?? [])
      return tracks.compactMap { track, label in
        placed(
          PlotLine(track, label: label, style: Style(.lr), dash: .line(group), shape: .stepped),
          clock.rateCount, context)
      }
    }
  }

  /// From the last rate that was trained with to the first that is planned, if they follow each other.
  private func joint(_ group: Int, _ plan: Track) -> Track? {
    guard rates.indices.contains(group), let last = rates[group].last, !plan.isEmpty,
      rates[group].lastX == plan.x(at: 0) - 1
    else { return nil }
    return Track([last, plan[0]], from: plan.x(at: 0) - 1)
  }

  private func futures(_ context: FrameContext) -> [PlotLine] {
    forecast.others.enumerated().flatMap { index, future in
      future.lines.enumerated().compactMap { group, track in
        placed(
          PlotLine.alternative(track, index: index, label: future.future.rawValue, isInLegend: group == 0),
          clock.rateCount, context)
      }
    }
  }

  func futureLegend(_ display: DisplaySettings) -> FutureLegend? {
    guard let change = forecast.others.first?.change else { return nil }
    return FutureLegend(
      title: "futures since \(stepsPerEpoch == nil ? "epoch" : "step") \(change)", others: forecast.others,
      glyphs: display.glyphs)
  }
}
