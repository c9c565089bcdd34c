import Canvas
import Judges
import LRSchedulers
import Lab
import RunLogs
import Tracks

/// The metric of a log that a schedule is replayed on, and the rates that the run had meanwhile.
struct ReplayedLog {
  /// As it may be shown.
  let name: String
  let xs: [Double]
  let values: [Double]
  let xName: String
  /// The logged rates of each group, at the metric's x; empty where the log has none.
  let rates: [Track]
  private(set) var notes: [String] = []

  /// The rate that the run began with.
  var firstLR: Double? {
    rates.first.flatMap { $0.isEmpty ? nil : $0[0] }.flatMap { $0.isFinite && $0 > 0 ? $0 : nil }
  }

  /// Reads the first run of a path that has a metric.
  static func read(_ path: String, _ arguments: LogArguments, _ schedule: Schedule) throws(CommandError)
    -> ReplayedLog
  {
    var found: [ReplayedLog] = []
    let outcome = try LogPaths.read([path], arguments) { (log) throws(CommandError) in
      if let one = ReplayedLog(log, arguments.lossName, schedule) { found.append(one) }
    }
    guard var first = found.first else {
      let place = SafeText.escape(path)
      throw CommandError(
        outcome.failures.first ?? "'\(place)' holds no loss to replay on; --loss-name says what it is called",
        outcome.status)
    }
    if found.count > 1 { first.notes.append("of \(found.count) runs the first is replayed") }
    return first
  }

  private init?(_ log: LogPaths.Log, _ wish: String?, _ schedule: Schedule) {
    guard let index = Self.metric(log, wish, schedule) else { return nil }
    let series = log.run.series[index]
    let track = series.track
    name = ShownNames(log.run, isForCells: false)[index]
    xs = (0..<track.count).map { track.x(at: $0) }
    values = (0..<track.count).map { track[$0] }
    xName = series.axis.rawValue
    rates = log.roles.lrGroups.map { log.run.series[$0].track }
    if wish == nil, log.roles[.valLoss] != index {
      notes.append("replayed on '\(name)'; --loss-name names another")
    }
  }

  /// What is asked for, what the callback names, or the validation loss; for a schedule of what rises the accuracy.
  private static func metric(_ log: LogPaths.Log, _ wish: String?, _ schedule: Schedule) -> Int? {
    if let wish { return log.run.series.firstIndex { $0.name == wish } }
    if case .string(let monitor)? = schedule.value(of: "monitor"),
      let named = log.run.series.firstIndex(where: { $0.name == monitor })
    {
      return named
    }
    if schedule.value(of: "mode") == .string("max"), let accuracy = log.roles[.valAccuracy] {
      return accuracy
    }
    return log.roles[.valLoss] ?? log.roles[.testLoss] ?? log.roles[.trainLoss]
  }

  /// The rates that were logged last at the x of a row or before.
  func loggedLRs(_ row: Int) -> [Double] {
    rates.compactMap { track in
      for segment in track.segments.indices.reversed() {
        let last = track.index(after: xs[row], in: segment) - 1
        if last >= track.segments[segment] { return track[last] }
      }
      return nil
    }
  }
}
