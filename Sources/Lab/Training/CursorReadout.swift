import Canvas
import Charts
import LRSchedulers
import Tracks

/// The values at the cursor: of rates every digit but those that only rounding has made, of what is measured six.
///
/// A rate is the one in force there. What is measured is that of the epoch the cursor is in; where it was not measured
/// then, as with a validation every few epochs, the nearest there is, with its epoch.
struct CursorReadout {
  let pane: TrainingPane
  /// The cursor, an x of the scale.
  let x: Double
  let scale: TimeScale
  var showsFutures = false

  var values: [StyledText] {
    [place] + rates + (phase.map { [.labelled("phase", $0)] } ?? []) + futures + batch + measured
  }

  private var epoch: Int { Self.whole(pane.clock.epoch(at: x, on: scale)) }

  /// What the pane's scheduler counts there.
  private var count: Int { Self.whole(pane.clock.count(pane.clock.rateCount, at: x, on: scale)) }

  private static func whole(_ count: Double?) -> Int { count.flatMap { Int(exactly: $0) } ?? 0 }

  private var place: StyledText {
    let at = StyledText([Span("at ", Style(.muted)), Span(CountText.of(x), Style(.accent, .bold))])
    guard scale.unit == .step else { return at }
    return at + StyledText([Span(" epoch ", Style(.muted)), Span("\(epoch)", Style(.accent))])
  }

  private var rates: [StyledText] {
    if !recorded.isEmpty { return [.labelled("lr", LRText.exact(recorded), Style(.lr))] }
    guard !planned.isEmpty else { return [StyledText("no values", Style(.muted))] }
    return [.labelled("planned lr", LRText.exact(planned), Style(.lr, .dim))]
  }

  private var recorded: [Double] {
    pane.rates.filter { $0.lastX.map { $0 >= Double(count) } ?? false }.compactMap {
      $0.held(at: Double(count))
    }
  }

  private var planned: [Double] {
    pane.configuration.lrs.indices.compactMap { pane.forecast.rate(group: $0, at: count) }
  }

  /// The rate of the first parameter group, rounded, planned or not; nil if there is none.
  var roundedRate: StyledText? {
    if let lr = recorded.first { return StyledText(LRText.readout([lr]), Style(.lr)) }
    return planned.first.map { StyledText(LRText.readout([$0]), Style(.lr, .dim)) }
  }

  /// The scheduler in force there, of a schedule of several.
  var phase: String? { pane.phase(at: count).map { "\($0.index + 1) \($0.name)" } }

  private var futures: [StyledText] {
    guard showsFutures else { return [] }
    return pane.forecast.others.enumerated().compactMap { index, track in
      let lrs = track.lines.indices.compactMap { track.rate(group: $0, at: count) }
      guard !lrs.isEmpty else { return nil }
      return .labelled(track.future.rawValue, LRText.exact(lrs), PlotLine.alternativeStyle(index))
    }
  }

  /// The loss of the step's batch.
  private var batch: [StyledText] {
    guard pane.clock.countsSteps, let last = pane.history.batchLoss.lastX, Double(count) <= last,
      let loss = pane.history.batchLoss.held(at: Double(count))
    else { return [] }
    return [.labelled("batch", LRText.plain([loss]), Style(.trainLoss))]
  }

  /// The loss that panes are compared by, rounded; nil before the epoch has been trained.
  var roundedLoss: StyledText? {
    let losses = pane.history.validationLoss.isEmpty ? pane.history.trainingLoss : pane.history.validationLoss
    return nearest(losses).map { StyledText(NumberFormat.readout(losses[$0])) }
  }

  /// The same as a number.
  var loss: Double? { nearest(pane.measured).map { pane.measured[$0] } }

  private var measured: [StyledText] {
    let columns: [(String, Track, Style)] = [
      ("train", pane.history.trainingLoss, Style(.trainLoss)),
      ("val", pane.history.validationLoss, Style(.valLoss)), ("acc", pane.history.accuracy, .standard),
    ]
    return columns.compactMap { name, track, style in
      guard let index = nearest(track) else { return nil }
      let text = StyledText.labelled(name, LRText.plain([track[index]]), style)
      let place = track.x(at: index)
      return place == Double(epoch) ? text : text + StyledText(" @\(CountText.of(place))", Style(.muted))
    }
  }

  /// The point of an epoch, or the nearest one; nil ahead of the run.
  private func nearest(_ track: Track) -> Int? {
    epoch <= pane.epoch ? track.index(nearestTo: Double(epoch)) : nil
  }
}

extension TrainingPane {
  func cursorReadout(at x: Double, _ context: FrameContext) -> CursorReadout {
    CursorReadout(pane: self, x: x, scale: context.scale, showsFutures: context.display.showsFutures)
  }
}
