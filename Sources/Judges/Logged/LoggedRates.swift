import RunLogs
import Tracks

/// The learning rates of one parameter group as a log has them, with how finely each of them is known.
///
/// Rows whose rate is not finite are left out. The rows stand in the order of the file, so x may fall where a run was
/// resumed from a checkpoint.
package struct LoggedRates: Sendable {
  /// Where each rate was logged, in units of ``axis``.
  package private(set) var xs: [Double] = []
  package private(set) var values: [Double] = []
  /// How far the true rate may lie from each value: half of the last digit that was printed, and rounding.
  package private(set) var slack: [Double] = []
  /// Of values that are known more finely to one side: the middle of what they may be, and how far it reaches.
  private var ranges: [Double: Slack.Range] = [:]
  /// What x counts.
  package private(set) var axis: LogAxis
  /// The series' name in the log.
  package let name: String
  /// The parameter group, counted from 0.
  package let group: Int
  /// The largest rate.
  package private(set) var peak = 0.0

  package var count: Int { xs.count }

  /// - Parameter most: of more rows only so many are taken, the first ones and some of the others; nil for all.
  package init(_ series: LogSeries, group: Int = 0, most: Int? = nil) {
    (axis, name, self.group) = (series.axis, series.name, group)
    let track = series.track
    var powers: [Int?] = []
    for index in Self.rows(track.count, most) {
      let value = track[index]
      guard value.isFinite else { continue }
      xs.append(track.x(at: index))
      values.append(value)
      powers.append(series.digits.power(at: index))
      peak = max(peak, abs(value))
    }
    let slack = Slack(values, powers, peak: peak)
    (self.slack, ranges) = (slack.values, slack.ranges)
  }

  /// The first eighth without gaps, from which the interval of the log is seen, then some at even distances, and the last.
  private static func rows(_ count: Int, _ most: Int?) -> [Int] {
    guard let most, count > most, most >= 16 else { return Array(0..<count) }
    let dense = most / 8
    let others = most - dense
    return Array(0..<dense) + (0..<others).map { dense + $0 * (count - 1 - dense) / (others - 1) }
  }

  /// Rates that are given and not read, exact as doubles are.
  ///
  /// - Parameter slack: of every rate; rounding is added.
  package init(
    xs: [Double], values: [Double], slack: Double = 0, axis: LogAxis = .step, name: String = "lr",
    group: Int = 0
  ) {
    (self.xs, self.values, self.axis, self.name, self.group) = (xs, values, axis, name, group)
    peak = values.map(abs).max() ?? 0
    self.slack = Slack(values, values.map { _ in nil }, peak: peak).values.map { $0 + slack }
  }

  /// The least distance of two neighboring rows that lie apart; 1 where there are none.
  package var stride: Double {
    var least = Double.infinity
    for index in xs.indices.dropFirst() where xs[index] > xs[index - 1] {
      least = min(least, xs[index] - xs[index - 1])
    }
    return least.isFinite ? least : 1
  }

  /// The distance of most neighboring rows: every so many units the run logged. Rows that stand between, such as those of
  /// a validation, do not count.
  package var interval: Double {
    let distances = zip(xs, xs.dropFirst()).prefix(4_096).map { $1 - $0 }.filter { $0 > 0 }.sorted()
    return distances.isEmpty ? 1 : distances[distances.count / 2]
  }

  /// Whether x are epochs and parts of them, as transformers' Trainer prints them.
  var hasPartsOfEpochs: Bool { axis == .epoch && xs.contains { $0 != $0.rounded() } }

  /// Whether x are steps that were made out of such: those that are done, so that they count from 1.
  private(set) var countsDone = false

  /// The same rates over steps, of which `stepsPerEpoch` make an epoch.
  func inSteps(_ stepsPerEpoch: Int) -> LoggedRates {
    var rates = self
    rates.xs = xs.map { ($0 * Double(stepsPerEpoch)).rounded() }
    rates.axis = .step
    rates.countsDone = true
    return rates
  }

  /// The same rates at the steps at which a schedule stands that was not stepped as often.
  func behind(_ steps: [Int]) -> LoggedRates {
    var rates = self
    rates.xs = zip(xs, steps).map { $0 - Double($1) }
    return rates
  }

  /// The first rows.
  func prefix(_ count: Int) -> LoggedRates { part(0..<count) }

  /// Some of the rows.
  package func part(_ rows: Range<Int>) -> LoggedRates {
    var rates = self
    (rates.xs, rates.values, rates.slack) = (Array(xs[rows]), Array(values[rows]), Array(slack[rows]))
    rates.peak = rates.values.map(abs).max() ?? 0
    return rates
  }

  /// Some of the rows, in their order.
  func rows(_ rows: [Int]) -> LoggedRates {
    var rates = self
    (rates.xs, rates.values, rates.slack) = (
      rows.map { xs[$0] }, rows.map { values[$0] }, rows.map { slack[$0] }
    )
    rates.peak = rates.values.map(abs).max() ?? 0
    return rates
  }

  /// What a rate may be, by its digits.
  func range(_ row: Int) -> Slack.Range {
    if !ranges.isEmpty, let range = ranges[values[row]] { return range }
    return Slack.Range(middle: values[row], room: slack[row])
  }

  /// The fewest steps of an epoch by which all x are whole steps, as far as they were rounded; nil where there are none.
  var stepsOfParts: Int? {
    guard hasPartsOfEpochs else { return nil }
    return (2...4_096).first { steps in
      let room = min(0.1, 0.005 * Double(steps) + 1e-6)
      return xs.allSatisfy { x in
        let step = x * Double(steps)
        return abs(step - step.rounded()) <= room
      }
    }
  }

  /// The row of the highest rate before the rates fall for the first time.
  var firstPeak: Int {
    var top = 0
    for index in values.indices {
      if values[index] > values[top] { top = index }
      if values[index] < values[top] - 2 * slack[index] - 0.001 * peak { break }
    }
    return top
  }

  package func isEqual(_ index: Int, to value: Double) -> Bool {
    abs(values[index] - value) <= slack[index]
  }

  /// Whether all rates are the same as far as their digits tell.
  package var isConstant: Bool {
    guard let first = values.first else { return true }
    return values.indices.allSatisfy { abs(values[$0] - first) <= slack[$0] + slack[0] }
  }
}
