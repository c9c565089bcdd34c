import LRSchedulers
import RunLogs
import Tracks

/// How many steps of the x of a log make an epoch.
package enum EpochLength {
  /// Where the number comes from.
  package enum Source: Sendable { case given, epochColumn, wholeRun, plateaus }

  /// - Parameters:
  ///   - given: what the user says, which wins.
  ///   - epochs: how many epochs the run is meant to have; nil where that is not known.
  package static func find(
    _ run: LogRun, _ roles: LogRoles, _ rates: LoggedRates, given: Int?, epochs: Int?
  ) -> (steps: Int, source: Source)? {
    if let given { return (given, .given) }
    if let steps = column(run, roles) { return (steps, .epochColumn) }
    if let epochs, epochs > 1, let last = rates.xs.max() {
      // x counts from 0 or from 1.
      for length in [last + 1, last] where length.truncatingRemainder(dividingBy: Double(epochs)) == 0 {
        let steps = Int(clamping: Int(exactly: length / Double(epochs)) ?? 0)
        if steps > 1 { return (steps, .wholeRun) }
      }
    }
    return likeliest(rates).map { ($0.steps, .plateaus) }
  }

  /// From a column of epochs beside the steps.
  private static func column(_ run: LogRun, _ roles: LogRoles) -> Int? {
    guard let index = roles[.epoch], run.series[index].axis == .step else {
      return whole(run.clock.stepsPerEpoch)
    }
    let track = run.series[index].track
    guard track.count > 1 else { return nil }
    var first: (x: Double, epoch: Double)?
    var last: (x: Double, epoch: Double)?
    var isFraction = false
    for point in 0..<track.count {
      let (x, epoch) = (track.x(at: point), track[point])
      guard epoch.isFinite else { continue }
      isFraction = isFraction || epoch != epoch.rounded()
      // Of whole epochs only the rows count in which a new one begins.
      if let seen = last ?? first, epoch <= seen.epoch { continue }
      if first == nil { first = (x, epoch) } else { last = (x, epoch) }
    }
    guard let first, let last, last.epoch > first.epoch else { return nil }
    let length = (last.x - first.x) / (last.epoch - first.epoch)
    guard length >= 1.5, length.isFinite, length < 1e15 else { return nil }
    if isFraction { return whole(length) }
    return bestFit(length, track)
  }

  /// Of the lengths near an estimate the one by which most rows are in the epoch that they name.
  private static func bestFit(_ estimate: Double, _ track: Track) -> Int? {
    let middle = Int(saturating: estimate.rounded())
    let base = track[0]
    var best: (steps: Int, hits: Int)?
    for steps in max(1, middle - 8)...(middle + 8) {
      for shift in [0.0, -1] {
        var hits = 0
        for point in 0..<min(track.count, 4_096) {
          let epoch = ((track.x(at: point) + shift) / Double(steps)).rounded(.down)
          if epoch == track[point] - min(base, 1) || epoch == track[point] { hits += 1 }
        }
        if hits > (best?.hits ?? -1)
          || hits == best?.hits && abs(steps - middle) < abs((best?.steps ?? 0) - middle)
        {
          best = (steps, hits)
        }
      }
    }
    return best?.steps
  }

  private static func whole(_ length: Double?) -> Int? {
    guard let length, length >= 1.5, length < 1e15 else { return nil }
    let rounded = length.rounded()
    return abs(length - rounded) <= 0.02 * max(1, rounded * 0.05) ? Int(rounded) : nil
  }

  /// The distance at which the rate changes, where it always is the same: a schedule that steps once an epoch. Of the lengths that the rows
  /// allow the roundest.
  ///
  /// - Parameter offset: added to x, so that the first epoch begins at 0.
  static func plateaus(_ rates: LoggedRates, offset: Double = 0) -> Int? {
    allowed(rates, offset: offset).map { RoundNumber.integer($0.lowerBound, $0.upperBound) }
  }

  /// All lengths that the rows allow, wherever in its epoch a row has the new rate: x may count from 1, and the last row of an epoch may be
  /// written behind the scheduler's step.
  static func allowed(_ rates: LoggedRates) -> ClosedRange<Int>? {
    let all = labels.compactMap { allowed(rates, offset: $0) }
    guard let low = all.map(\.lowerBound).min(), let high = all.map(\.upperBound).max() else { return nil }
    return low...high
  }

  /// The roundest of ``allowed(_:)`` and what is added to x for it.
  static func likeliest(_ rates: LoggedRates) -> (steps: Int, offset: Double)? {
    labels.compactMap { offset in plateaus(rates, offset: offset).map { ($0, offset) } }
      .min { RoundNumber.digits($0.0) < RoundNumber.digits($1.0) }
  }

  private static let labels: [Double] = [0, -1, 1]

  private static func allowed(_ rates: LoggedRates, offset: Double) -> ClosedRange<Int>? {
    var (low, high, number) = (1.0, Double.infinity, 0.0)
    for index in 1..<max(1, rates.count) {
      let room = rates.slack[index] + rates.slack[index - 1]
      guard abs(rates.values[index] - rates.values[index - 1]) > room else { continue }
      // Each change is one epoch later than the one before, and lies between two rows.
      number += 1
      low = max(low, (rates.xs[index - 1] + offset + 0.5) / number)
      high = min(high, (rates.xs[index] + offset) / number)
      guard low <= high, number < 4_096 else { return nil }
    }
    guard number >= 2, high >= 2 else { return nil }
    let first = max(Int(saturating: low.rounded(.up)), Int(saturating: rates.stride.rounded(.down)) + 1)
    let last = Int(saturating: high.rounded(.down))
    return first <= last ? first...last : nil
  }
}
