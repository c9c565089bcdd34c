import Canvas
import Lab
import Predict
import RunLogs
import Tracks

/// A run's range test, as its log has it.
struct RangeRun {
  /// As it may be shown.
  let path: String
  let lossName: String
  let test: RangeTest

  /// - Throws: where the run has no rates or no losses, or none at the same places.
  init(_ log: LogPaths.Log, _ arguments: LogArguments, planned: Int?, isSmoothed: Bool) throws(CommandError) {
    path = SafeText.escape(log.run.path)
    let wish = arguments.lossName.flatMap { name in log.run.series.firstIndex { $0.name == name } }
    guard let loss = wish ?? log.roles[.trainLoss] ?? log.roles[.valLoss] else {
      throw CommandError("'\(path)' holds no loss; --loss-name says what it is called", .unreadableData)
    }
    guard let rate = log.roles.lrGroups.first else {
      throw CommandError(
        "'\(path)' holds no learning rate; --lr-name says what it is called", .unreadableData)
    }
    lossName = ShownNames(log.run, isForCells: false)[loss]
    let rows = Self.rows(log.run.series[rate].track, log.run.series[loss].track)
    guard !rows.isEmpty else {
      throw CommandError("'\(path)' has no row with both a rate and a loss", .unreadableData)
    }
    guard rows.allSatisfy({ $0.rate > 0 && $0.rate.isFinite }) else {
      throw CommandError("'\(path)' has a rate that is not above 0, which no range test has", .unreadableData)
    }
    guard Self.rises(rows.map(\.rate)) else {
      throw CommandError(
        "'\(path)' has a rate that falls from row to row; in a range test it rises, as 'lrviz range --workload digits' makes one",
        .unreadableData)
    }
    test = RangeTest(
      rates: rows.map(\.rate), losses: rows.map(\.loss), planned: planned, isSmoothed: isSmoothed)
  }

  /// The run of a test that was made here.
  init(name: String, lossName: String, _ test: RangeTest) {
    (path, self.lossName, self.test) = (name, lossName, test)
  }

  /// Whether it falls in a tenth of the rows at most: a few may be out of order.
  private static func rises(_ rates: [Double]) -> Bool {
    let falls = zip(rates, rates.dropFirst()).count { $0 > $1 }
    return falls * 10 <= rates.count
  }

  /// What both have at the same x, in their order.
  private static func rows(_ rates: Track, _ losses: Track) -> [(rate: Double, loss: Double)] {
    var rows: [(rate: Double, loss: Double)] = []
    var next = 0
    for point in 0..<losses.count {
      let x = losses.x(at: point)
      while next < rates.count, rates.x(at: next) < x { next += 1 }
      guard next < rates.count else { break }
      if rates.x(at: next) == x {
        rows.append((rates[next], losses[point]))
        next += 1
      }
    }
    return rows
  }
}
