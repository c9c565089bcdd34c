import RunLogs
import Tracks

/// Updates that a gradient scaler skipped, as gradients overflowed in half precision: the scheduler is not stepped with them, and its
/// rates fall behind the steps that the log counts.
package struct SkippedUpdates: Sendable {
  /// How many were skipped before each row.
  let before: [Int]

  var count: Int { before.last ?? 0 }

  /// More are no accidents.
  private static let most = 256
  /// The part of the distances between rows in which updates may be skipped.
  private static let often = 1.0 / 3

  /// As a log tells them itself, such as DeepSpeed's `step=100, skipped=10, lr=[5e-05]`; nil where it does not.
  package init?(_ run: LogRun, _ rates: LoggedRates) {
    guard rates.axis == .step,
      let series = run.series.first(where: { $0.name.lowercased().hasSuffix("skipped") && $0.axis == .step })
    else { return nil }
    let track = series.track
    var (row, last) = (0, 0)
    var before: [Int] = []
    for x in rates.xs {
      while row < track.count, track.x(at: row) <= x {
        guard let count = Int(exactly: track[row]), count >= last else { return nil }
        (row, last) = (row + 1, count)
      }
      before.append(last)
    }
    self.init(before)
  }

  private init?(_ before: [Int]) {
    self.before = before
    guard count > 0 else { return nil }
  }

  /// What the rates themselves may tell: rows of a line that lie whole steps behind it, and a warm-up that begins late.
  static func inferred(_ rates: LoggedRates) -> [SkippedUpdates] {
    guard rates.axis == .step, rates.count >= 6, zip(rates.xs, rates.xs.dropFirst()).allSatisfy(<) else {
      return []
    }
    let top = rates.firstPeak
    // Between the last row that rises and the first that falls lies the peak, on neither line.
    let first = top == 0 ? 0 : top + 1
    let start = risen(rates, to: first)
    func total(_ fallen: [Int]?) -> SkippedUpdates? {
      let (base, rest) = (start.last ?? 0, fallen ?? Array(repeating: 0, count: rates.count - first))
      guard (rest.last ?? 0) + base <= most else { return nil }
      return SkippedUpdates(start + rest.map { $0 + base })
    }
    let fall = Line(rates, first..<rates.count)
    return [fall.flatMap { total($0.skipped(from: 0)) }, total(nil)].compactMap(\.self)
  }

  /// How many were skipped before each row that rises; the highest may lie behind the bend of a curve that falls.
  private static func risen(_ rates: LoggedRates, to end: Int) -> [Int] {
    for last in [end, end - 1] where last >= 3 {
      guard let line = Line(rates, 0..<last), let before = line.skipped(from: line.late) else { continue }
      return before + Array(repeating: before[last - 1], count: end - last)
    }
    return Array(repeating: 0, count: end)
  }

  /// Rows of which most lie on one line.
  private struct Line {
    let rates: LoggedRates
    let rows: Range<Int>
    let slope: Double

    init?(_ rates: LoggedRates, _ rows: Range<Int>) {
      guard rows.count >= 3 else { return nil }
      (self.rates, self.rows) = (rates, rows)
      let pairs = rows.dropFirst()
      let slopes = pairs.map {
        (rates.values[$0] - rates.values[$0 - 1]) / (rates.xs[$0] - rates.xs[$0 - 1])
      }
      let median = slopes.sorted()[slopes.count / 2]
      // All rows of the line together say its slope best.
      let own = zip(pairs, slopes).filter { row, slope in
        abs(slope - median) * (rates.xs[row] - rates.xs[row - 1]) <= Self.room(rates, row)
      }
      let span = own.reduce(0) { $0 + rates.xs[$1.0] - rates.xs[$1.0 - 1] }
      guard Double(own.count) >= (1 - SkippedUpdates.often) * Double(pairs.count), span > 0 else {
        return nil
      }
      slope = own.reduce(0) { $0 + rates.values[$1.0] - rates.values[$1.0 - 1] } / span
      // A step has to be more than what the digits hide.
      guard pairs.allSatisfy({ abs(slope) > 2 * Self.room(rates, $0) }) else { return nil }
    }

    /// How far two rows may be off together.
    private static func room(_ rates: LoggedRates, _ row: Int) -> Double {
      rates.slack[row] + rates.slack[row - 1] + 1e-12 * rates.peak
    }

    /// The steps by which the line begins late, of one that rises from 0; 0 where it begins elsewhere.
    var late: Int {
      let row = rows.lowerBound
      let start = rates.xs[row] - rates.values[row] / slope
      let whole = start.rounded()
      guard (1...64).contains(whole),
        abs(start - whole) * abs(slope) <= 4 * rates.slack[row] + 1e-9 * rates.peak
      else { return 0 }
      return Int(whole)
    }

    /// How many steps each row lies behind the line on which the one before lies, added up; nil where some lies elsewhere.
    func skipped(from start: Int) -> [Int]? {
      var before = [start]
      for row in rows.dropFirst() {
        let distance = rates.xs[row] - rates.xs[row - 1]
        let step = rates.values[row] - rates.values[row - 1]
        let missing = (distance - step / slope).rounded()
        guard missing >= 0, missing <= distance,
          abs(step - slope * (distance - missing)) <= 2 * Self.room(rates, row)
        else { return nil }
        before.append(before[before.count - 1] + Int(missing))
      }
      return before
    }
  }
}

extension Identification {
  /// The schedules that explain every row where updates were skipped, best first.
  static func candidates(
    _ rates: LoggedRates, skipping all: [SkippedUpdates], producer: String?, stepsPerEpoch: Int?,
    effort: SearchEffort
  ) -> [Identified] {
    for (number, skipped) in all.enumerated() {
      let found = effort.using(1 / Double(all.count - number)) {
        candidates(
          rates.behind(skipped.before), rows: nil, producer: producer, stepsPerEpoch: stepsPerEpoch,
          effort: effort)
      }
      let exact = found.filter(\.isExact).map { one in
        var one = one
        one.skippedUpdates = skipped.count
        (one.from, one.to) = (rates.xs[0], rates.xs[rates.count - 1])
        return one
      }
      if !exact.isEmpty { return exact }
    }
    return []
  }
}
