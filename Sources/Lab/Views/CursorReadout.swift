import Canvas
import Charts
import LRSchedulers
import Tracks

/// The exact values at the cursor's epoch, or step: every digit that tells the double from its neighbours.
struct CursorReadout {
  let pane: Pane
  /// The cursor.
  let x: Int
  let time: TimeAxis
  var showsFutures = false

  private var epoch: Int { time.epoch(at: x) }

  /// What the pane's scheduler counts there.
  private var count: Int { pane.stepsPerEpoch == nil ? epoch : x }

  /// The values on as many rows as they need, at most `rows`.
  func lines(_ width: Int, rows: Int) -> [StyledText] {
    var lines: [StyledText] = []
    for value in values {
      if let last = lines.last, last.width + 2 + value.width <= width {
        lines[lines.count - 1] = last + StyledText("  ") + value
      } else if lines.count < rows {
        lines.append(value)
      }
    }
    return lines
  }

  private var values: [StyledText] {
    [place] + rates + phase + futures + batch + measured
  }

  private var place: StyledText {
    let at = StyledText([Span("at ", Style(.muted)), Span("\(x)", Style(.accent, .bold))])
    guard time.stepsPerEpoch != nil else { return at }
    return at + StyledText([Span(" epoch ", Style(.muted)), Span("\(epoch)", Style(.accent))])
  }

  private var rates: [StyledText] {
    if !recorded.isEmpty { return [.labelled("lr", LRText.list(recorded), Style(.lr))] }
    guard !planned.isEmpty else { return [StyledText("no values", Style(.muted))] }
    return [.labelled("planned lr", LRText.list(planned), Style(.lr, .dim))]
  }

  private var recorded: [Double] { pane.rates.compactMap { $0.value(at: Double(count)) } }

  private var planned: [Double] {
    pane.forecast.plan.indices.compactMap { pane.forecast.rate(group: $0, at: count) }
  }

  /// The rate of the first parameter group, rounded, planned or not; nil if there is none.
  var roundedRate: StyledText? {
    if let lr = recorded.first { return StyledText(LRText.readout([lr]), Style(.lr)) }
    return planned.first.map { StyledText(LRText.readout([$0]), Style(.lr, .dim)) }
  }

  /// The scheduler in force there, of a schedule of several.
  var phase: [StyledText] {
    pane.phase(at: count).map { [.labelled("phase", "\($0.index + 1) \($0.name)")] } ?? []
  }

  private var futures: [StyledText] {
    guard showsFutures else { return [] }
    return pane.forecast.others.enumerated().compactMap { index, track in
      let lrs = track.lines.indices.compactMap { track.rate(group: $0, at: count) }
      guard !lrs.isEmpty else { return nil }
      return .labelled(track.future.rawValue, LRText.list(lrs), PlotLine.alternativeStyle(index))
    }
  }

  /// The loss of the step's batch.
  private var batch: [StyledText] {
    guard pane.stepsPerEpoch != nil, let loss = pane.history.batchLoss.value(at: Double(x)) else { return [] }
    return [.labelled("batch", PythonNumber.repr(loss), Style(.trainLoss))]
  }

  /// The loss that panes are compared by, rounded; nil where the epoch has none.
  var roundedLoss: StyledText? {
    let losses = pane.history.valLoss.isEmpty ? pane.history.trainLoss : pane.history.valLoss
    return losses.value(at: Double(epoch)).map { StyledText(NumberFormat.readout($0)) }
  }

  private var measured: [StyledText] {
    let columns: [(String, Track, Style)] = [
      ("train", pane.history.trainLoss, Style(.trainLoss)), ("val", pane.history.valLoss, Style(.valLoss)),
      ("acc", pane.history.accuracy, .standard),
    ]
    return columns.compactMap { name, track, style in
      track.value(at: Double(epoch)).map { .labelled(name, PythonNumber.repr($0), style) }
    }
  }
}
