import Charts
import LRSchedulers
import RunLogs
import Tracks

/// What a pane has come to so far: what candidates are compared by.
struct PaneResult: Sendable {
  /// The lowest loss, and where it was.
  var best: (value: Double, x: Double)?
  var final: Double?
  /// What a forecast says that the loss is going to be at the end; nil while none is shown.
  var foretold: Double?
  /// A share of one.
  var accuracy: Double?
  var peakRate: Double?
  var endRate: Double?
  /// How often the rate fell at once.
  var cuts: Int?
  /// The sum of the rates of all counts.
  var area: Double?
  /// What there is to know about it, in a few words.
  var remark = ""
  /// The lowest losses with each seed, the pane's own first; empty where there is but one.
  var seeds: [Double] = []
  /// How much another seed changes the lowest loss, as a part of it; nil where nobody knows.
  var usualSpread: Double?

  /// What it is ranked by: the mean of the seeds, where there are several.
  var score: Double? {
    seeds.isEmpty ? best?.value : seeds.reduce(0, +) / Double(seeds.count)
  }

  /// The standard deviation of the seeds.
  var deviation: Double? {
    guard seeds.count > 1, let mean = score else { return nil }
    let squares = seeds.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / Double(seeds.count - 1)).squareRoot()
  }
}

extension Track {
  /// The first point with the smallest finite value; nil where there is none. O(log² count).
  var lowestPoint: Int? {
    let lowest = extremes.min
    guard lowest.isFinite else { return nil }
    return (1..<count + 1).partitionIndex { extremes(in: 0..<$0).min > lowest } - 1
  }
}

extension TrainingPane {
  var result: PaneResult {
    var result = PaneResult()
    let losses = measured
    result.best = losses.lowestPoint.map { (losses[$0], losses.x(at: $0)) }
    result.final = losses.last
    result.accuracy = history.accuracy.last
    let planned = forecast.plan.facts
    let facts = trains ? history.rateFacts : planned
    if facts.counts + planned.counts > 0 {
      result.peakRate = max(facts.peak, state.isOver ? facts.peak : planned.peak)
      result.endRate = state.isOver ? facts.last : planned.last
      result.area = facts.area + (state.isOver ? 0 : planned.area)
    }
    result.cuts = trains ? cuts : nil
    result.remark = remark
    result.seeds = seedBests
    result.usualSpread = SeedSpread.usual(of: configuration.workload)
    return result
  }

  /// The loss that panes are compared by.
  var measured: Track { history.measured }

  private var remark: String {
    if let epoch = history.divergedAt { return "diverged @\(epoch)" }
    if case .failed = state { return "failed" }
    if trains, !state.isOver { return epoch == 0 ? "" : "at \(epoch)/\(configuration.epochs)" }
    return noteTexts.first.map { "! " + $0 } ?? ""
  }
}

extension LogPane {
  var result: PaneResult {
    var result = PaneResult()
    if let losses = metricSeries.map({ run.series[$0].track }) {
      result.best = losses.lowestPoint.map { (losses[$0], losses.x(at: $0)) }
      result.final = losses.last
    }
    result.accuracy = track(.valAccuracy)?.last.flatMap { 0...1 ~= $0 ? $0 : nil }
    if let rate = rates.first, let highest = rate.extremes.finiteRange?.upperBound {
      (result.peakRate, result.endRate) = (highest, rate.last)
      result.cuts = jumps.all.count { $0.to < $0.from }
    }
    result.remark = endingWords ?? ""
    return result
  }
}

extension Pane {
  /// What it has come to.
  var result: PaneResult {
    var result =
      switch source {
      case .training(let pane): pane.result
      case .log(let pane): pane.result
      }
    result.foretold = outlook?.end
    return result
  }
}

/// How much the lowest loss of a run changes with the seed: the standard deviation over five seeds of the tutorial's five
/// schedulers, as a part of the mean.
enum SeedSpread {
  static func usual(of workload: String) -> Double? {
    switch workload {
    case "digits": 0.02
    case "spiral": 0.25
    case "linear": 0.01
    default: nil
    }
  }
}
