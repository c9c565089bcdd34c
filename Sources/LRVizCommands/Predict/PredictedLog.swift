import Canvas
import Lab
import Predict
import RunLogs
import Tracks

/// A log that a law is fitted to, or that a forecast is held against: its losses and, where it has them, its rates.
struct PredictedLog {
  /// As they may be shown.
  let path: String
  let lossName: String
  let rows: LossRows
  /// All rows of the loss, those without a finite one counted.
  let rowCount: Int
  /// nil where the log has no rates.
  let rates: LoggedRateCurve?
  let isTrainingLoss: Bool
  /// Passes over the data, as far as the log tells.
  let epochs: Double
  private(set) var notes: [String] = []

  /// So many rows of a validation loss are preferred to any number of a training loss.
  private static let enough = 20

  /// - Parameter stepsPerEpoch: by which epochs are turned into steps; nil where only the log may know.
  init(_ log: LogPaths.Log, _ arguments: LogArguments, stepsPerEpoch: Int?) throws(CommandError) {
    path = SafeText.escape(log.run.path)
    guard let index = Self.loss(log, arguments.lossName) else {
      throw CommandError(
        "'\(path)' holds no loss; --loss-name says what it is called", .unreadableData)
    }
    lossName = ShownNames(log.run, isForCells: false)[index]
    let series = log.run.series[index]
    isTrainingLoss = log.roles[.valLoss] != index && log.roles[.testLoss] != index
    let scale = try LogSteps(log, series, path, stepsPerEpoch: stepsPerEpoch)
    rows = LossRows(
      (0..<series.track.count).map { (step: scale.step(series.track.x(at: $0)), loss: series.track[$0]) })
    rowCount = series.track.count
    notes = scale.notes
    epochs = Self.epochs(log, series, last: rows.steps.last ?? 0, stepsPerEpoch: stepsPerEpoch)
    guard let group = log.roles.lrGroups.first else {
      rates = nil
      return
    }
    let curve = log.run.series[group]
    let rateScale = try LogSteps(log, curve, path, stepsPerEpoch: stepsPerEpoch)
    rates = LoggedRateCurve(Self.rates(curve.track, rateScale))
  }

  /// What is asked for, else the validation loss where it has enough rows, else the training loss.
  private static func loss(_ log: LogPaths.Log, _ wish: String?) -> Int? {
    if let wish { return log.run.series.firstIndex { $0.name == wish } }
    if let validation = log.roles[.valLoss], log.run.series[validation].track.count >= enough {
      return validation
    }
    return log.roles[.trainLoss] ?? log.roles[.valLoss] ?? log.roles[.testLoss]
  }

  /// Finite rates in ascending order; where the steps jump back, what came later takes the place of what was there.
  private static func rates(_ track: Track, _ scale: LogSteps) -> [(step: Int, rate: Double)] {
    var rows: [(step: Int, rate: Double)] = []
    for point in 0..<track.count where track[point].isFinite {
      let step = scale.step(track.x(at: point))
      while let last = rows.last, last.step >= step { rows.removeLast() }
      rows.append((step, track[point]))
    }
    return rows
  }

  private static func epochs(_ log: LogPaths.Log, _ series: LogSeries, last: Int, stepsPerEpoch: Int?)
    -> Double
  {
    if series.axis == .epoch { return series.track.lastX ?? 1 }
    if let steps = stepsPerEpoch.map(Double.init) ?? log.run.clock.stepsPerEpoch, steps > 0 {
      return Double(last) / steps
    }
    return log.roles[.epoch].flatMap { log.run.series[$0].track.last } ?? 1
  }
}

/// What the x of a series is in optimizer steps.
struct LogSteps {
  private let factor: Double
  private(set) var notes: [String] = []

  init(_ log: LogPaths.Log, _ series: LogSeries, _ path: String, stepsPerEpoch: Int?) throws(CommandError) {
    switch series.axis {
    case .step: factor = 1
    case .epoch:
      let known = stepsPerEpoch.map(Double.init) ?? log.run.clock.stepsPerEpoch
      factor = known ?? 1
      if known == nil {
        notes.append(
          "'\(path)' counts epochs; each is taken as a step, --steps-per-epoch K says how many it has")
      }
    case .line:
      factor = 1
      notes.append("'\(path)' has no steps; its rows are counted instead")
    case .time:
      throw CommandError(
        "'\(path)' has its losses by time, and the laws count steps; --x says which series counts them",
        .unreadableData)
    }
  }

  func step(_ x: Double) -> Int { Int(exactly: (min(max(x * factor, 0), 1e15)).rounded()) ?? 0 }
}
