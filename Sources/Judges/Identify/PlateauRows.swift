import LRSchedulers
import RunLogs

/// Rates that fall where a logged metric stalls, as ReduceLROnPlateau of PyTorch and of Keras lowers them.
///
/// Any levels at any epochs are a plateau's as well as stairs': it is one where the factor is the same at each fall, but for the last, which may
/// end at the least rate, and where a metric of the log, fed once an epoch, makes every one of them with some patience and no other.
package struct PlateauRows {
  private let rates: LoggedRates
  private let levels: [Double]
  /// What the falls may multiply by, and the least rates with which they do.
  private let ways: [(factor: Double, least: Double)]
  private let effort: SearchEffort
  private static let mostPatience = 60
  private static let mostRows = 5_000

  /// A series that the scheduler may be fed with.
  package struct Metric: Sendable {
    var name: String
    var values: [Double]
    /// Whether more is better.
    var isMax: Bool

    /// Those of a log that have a value beside each rate, the likeliest first.
    package static func all(_ run: LogRun, _ roles: LogRoles, _ rates: LoggedRates) -> [Metric] {
      let wanted: [(LogRole, Bool)] = [
        (.valLoss, false), (.valAccuracy, true), (.testLoss, false), (.trainLoss, false),
      ]
      guard rates.axis == .epoch, rates.count <= mostRows else { return [] }
      return wanted.compactMap { role, isMax in
        guard let index = roles[role] else { return nil }
        let track = run.series[index].track
        guard track.count == rates.count, (0..<track.count).allSatisfy({ track.x(at: $0) == rates.xs[$0] })
        else { return nil }
        return Metric(name: run.series[index].name, values: (0..<track.count).map { track[$0] }, isMax: isMax)
      }
    }
  }

  /// What a metric makes of the rates; none where they are no stairs.
  static func candidates(
    _ rates: LoggedRates, _ metrics: [Metric], _ effort: SearchEffort
  ) -> [Identified] {
    guard !metrics.isEmpty, let rows = PlateauRows(rates, effort) else { return [] }
    return metrics.lazy.compactMap { rows.found($0) }.first.map { [$0] } ?? []
  }

  private init?(_ rates: LoggedRates, _ effort: SearchEffort) {
    let curve = RateCurve(
      rates, rows: 0..<rates.count, offset: -(rates.xs.first ?? 0), stepsPerEpoch: nil, effort: effort)
    guard rates.axis == .epoch, curve.count == rates.count, let stairs = Stairs(curve, most: 24),
      stairs.levels.count > 1,
      zip(stairs.levels, stairs.levels.dropFirst()).allSatisfy({ $0 > $1 && $1 > 0 })
    else { return nil }
    (self.rates, self.effort, levels) = (rates, effort, stairs.levels)
    let last = stairs.levels[stairs.levels.count - 1]
    var ways: [(factor: Double, least: Double)] = []
    // The last rate may be the least, so that no stall lowers it further.
    if let factor = stairs.commonFactor { ways += [(factor, 0), (factor, last)] }
    if stairs.levels.count > 2, let factor = stairs.droppingLast.commonFactor { ways.append((factor, last)) }
    self.ways = ways.filter { $0.factor < 1 }
    guard !self.ways.isEmpty else { return nil }
  }

  /// Whether some fall is at an epoch that nobody writes as a milestone.
  static func isUneven(_ rates: LoggedRates) -> Bool {
    rates.xs.indices.dropFirst().contains { row in
      let falls = rates.values[row - 1] - rates.values[row] > rates.slack[row] + rates.slack[row - 1]
      return falls && !Int(rates.xs[row] - rates.xs[0]).isMultiple(of: 5)
    }
  }

  private enum Library: String {
    case pytorch = "ReduceLROnPlateau"
    case keras = "keras.callbacks.ReduceLROnPlateau"
  }

  private func found(_ metric: Metric) -> Identified? {
    // Keras keeps its rate as a 32-bit float and logs it so.
    let isSingle = rates.values.allSatisfy { Double(Float($0)) == $0 }
    let libraries: [Library] = isSingle ? [.keras, .pytorch] : [.pytorch, .keras]
    for cooldown in [0, 1, 2, 3, 5] {
      for (library, way) in libraries.flatMap({ library in ways.map { (library, $0) } }) {
        for threshold in [1e-4, 0, 1e-3] {
          for patience in 0...Self.mostPatience where !effort.isSpent {
            guard let schedule = schedule(library, way, metric, patience, threshold, cooldown) else {
              continue
            }
            if let found = explained(schedule, metric) { return found }
          }
        }
      }
    }
    return nil
  }

  private func schedule(
    _ library: Library, _ way: (factor: Double, least: Double), _ metric: Metric, _ patience: Int,
    _ threshold: Double,
    _ cooldown: Int
  ) -> Schedule? {
    var arguments: [String: ParameterValue] = ["factor": .double(way.factor), "patience": .int(patience)]
    if metric.isMax { arguments["mode"] = .string("max") }
    if threshold != 1e-4 { arguments[library == .keras ? "min_delta" : "threshold"] = .double(threshold) }
    if cooldown > 0 { arguments["cooldown"] = .int(cooldown) }
    if way.least > 0 || library == .keras { arguments["min_lr"] = .double(way.least) }
    return Composition.schedule(library.rawValue, arguments)
  }

  /// Fed once for each row, whose rate is that of its epoch or the one that its metric has made.
  private func explained(_ schedule: Schedule, _ metric: Metric) -> Identified? {
    guard var run = try? ScheduleRun(schedule, groups: [ParameterGroup(lr: levels[0])]) else { return nil }
    var (isOfEpoch, isAfter) = (true, true)
    var (residual, after) = (0.0, 0.0)
    for row in rates.xs.indices {
      effort.spend(8)
      let rate = run.groups[0].lr
      isOfEpoch = isOfEpoch && rates.isEqual(row, to: rate)
      residual = max(residual, abs(rates.values[row] - rate))
      guard (try? run.step(metric: metric.values[row])) != nil else { return nil }
      isAfter = isAfter && rates.isEqual(row, to: run.groups[0].lr)
      after = max(after, abs(rates.values[row] - run.groups[0].lr))
      guard isOfEpoch || isAfter else { return nil }
    }
    var found = Identified(
      schedule: schedule, lr: levels[0], interval: .epoch, stepsPerEpoch: nil, length: rates.count,
      residual: (isOfEpoch ? residual : after) / rates.peak, from: rates.xs[0], to: rates.xs[rates.count - 1],
      isExact: true,
      parameters: 3, offset: 0)
    found.metric = metric.name
    return found
  }
}
