import LRSchedulers
import Tracks

/// The plan's schedule at another length, read off the logged rates: what was really in force.
struct LengthInForce {
  /// The schedule with the length that the rates show.
  let schedule: Schedule
  /// How many times as fast as the plan's it runs through.
  let factor: Double
  /// The unit at which it ends.
  let end: Int
  let fit: Fit
  let placement: Placement
  /// Whether the last rate stays behind its end: the schedule's own `end` came back with a checkpoint.
  var isHeld = false

  /// All that explain every row.
  static func all(_ check: CheckCase) -> [LengthInForce] {
    if let known = check.memo.lengths { return known }
    let found = search(check)
    check.memo.lengths = found
    return found
  }

  private static func search(_ check: CheckCase) -> [LengthInForce] {
    for placement in check.placements where !placement.isMean {
      let units = check.units(placement)
      let found = LengthSearch(check, units, placement).found
      if !found.isEmpty { return found }
    }
    return []
  }
}

/// Finds it: each rate of the fall says how far the schedule has come, and so how fast it goes.
private struct LengthSearch {
  private let check: CheckCase
  private let units: [Int]
  private let placement: Placement
  /// The largest rate's unit, from which the plan falls.
  private var top = 0
  private var bottom = 0

  init(_ check: CheckCase, _ units: [Int], _ placement: Placement) {
    (self.check, self.units, self.placement) = (check, units, placement)
    let rates = check.table.rates.prefix(max(2, check.plan.length))
    for (unit, rate) in rates.enumerated() where rate > rates[top] { top = unit }
    bottom = top
    // To the first rise, where a cycle ends.
    while bottom + 1 < rates.count, rates[bottom + 1] <= rates[bottom] { bottom += 1 }
  }

  var found: [LengthInForce] {
    guard bottom > top, let counts = ScheduleCounts(check.plan.schedule) else { return [] }
    var found: [LengthInForce] = []
    // Only the length, counted from where the fall begins; then all counts, from the beginning.
    for isWhole in [false, true] where !isWhole || counts.count > 1 || counts.length == nil {
      let start = isWhole ? 0 : counts.start(of: check.plan.schedule)
      guard let speed = speed(from: start, isWhole: isWhole),
        let whole = isWhole ? counts.longest : counts.length.map({ Int($0.value) })
      else { continue }
      let kept = isWhole ? 0 : counts.kept(start)
      let lengths = candidates(whole - kept, speed)
      for length in lengths where length > 0 && length != whole - kept {
        let factor = Double(whole - kept) / Double(length)
        let changed =
          isWhole
          ? counts.stretched(by: 1 / factor) : [counts.settingLength(length + kept)].compactMap(\.self)
        guard let (schedule, fit, isHeld) = explaining(changed, end: start + length) else { continue }
        found.append(
          LengthInForce(
            schedule: schedule, factor: factor, end: start + length, fit: fit, placement: placement,
            isHeld: isHeld))
        break
      }
    }
    return found
  }

  /// - Parameter end: the unit behind which a rate may stay.
  private func explaining(_ schedules: [Schedule], end: Int) -> (Schedule, Fit, isHeld: Bool)? {
    for schedule in schedules {
      guard let rates = check.alternative(schedule) else { continue }
      if let fit = check.exactFit(check.all, { rates.rate(at: units[$0]) }) { return (schedule, fit, false) }
      guard (units.max() ?? 0) > end else { continue }
      if let fit = check.exactFit(check.all, { rates.rate(at: min(units[$0], end - 1)) }) {
        return (schedule, fit, true)
      }
    }
    return nil
  }

  /// How many units of the plan go by in one of the run's: between which bounds, and most likely.
  private struct Speed {
    var low = 0.0
    var high = Double.infinity
    var likely = 1.0
  }

  /// By the rows of the run's fall, and where all counts are stretched by those of its rise too.
  private func speed(from start: Int, isWhole: Bool) -> Speed? {
    var speed = Speed()
    // Counts that were stretched were rounded, each by itself.
    let rounding = isWhole ? 1.0 : 0
    for index in rows(isWhole) where units[index] > start {
      let (rate, room) = (check.logged.values[index], check.logged.slack[index])
      guard let span = index < check.logged.firstPeak ? rise(rate, room) : fall(rate, room) else { continue }
      let distance = Double(units[index] - start)
      speed.low = max(speed.low, (span.low - rounding - Double(start)) / distance)
      speed.high = min(speed.high, (span.high + rounding - Double(start)) / distance)
      speed.likely = (between(span, rate) - Double(start)) / distance
    }
    guard speed.low > 0, speed.high.isFinite, speed.low <= speed.high else { return nil }
    return speed
  }

  /// Those of the rise, if they are wanted, and those of the fall. The lowest may stand behind the turn already, and the
  /// highest on either side of it.
  private func rows(_ isWhole: Bool) -> [Int] {
    let (values, peak) = (check.logged.values, check.logged.firstPeak)
    var rows: [Int] = []
    var last = Double.infinity
    for index in CheckCase.samples(check.all) where index != peak && (index > peak || isWhole) {
      if index > peak {
        if values[index] > last + 2 * check.logged.slack[index] { break }
        last = min(last, values[index])
      }
      rows.append(index)
    }
    // A rate that stays until the end says nothing of the speed behind its first row.
    if let last = rows.last, last > peak {
      let tail = rows.count { $0 > peak && abs(values[$0] - values[last]) <= check.logged.slack[$0] }
      if tail > 2 { rows.removeLast(tail - 1) }
    }
    if rows.count > 3 { rows.removeLast() }
    return rows
  }

  /// The place on the chord between a span's ends.
  private func between(_ span: (low: Double, high: Double), _ rate: Double) -> Double {
    let (low, high) = (max(0, Int(span.low)), Int(span.high))
    let (first, last) = (check.table.rate(at: low), check.table.rate(at: high))
    guard first != last, (min(first, last)...max(first, last)).contains(rate) else {
      return (span.low + span.high) / 2
    }
    return Double(low) + (rate - first) / (last - first) * Double(high - low)
  }

  /// Where the plan's fall has a rate: after which unit, and not after which.
  private func fall(_ rate: Double, _ room: Double) -> (low: Double, high: Double)? {
    let rates = check.table.rates
    guard rate + room < rates[top] - 1e-9 * rates[top], rate - room > rates[bottom] else { return nil }
    let fall = top..<bottom + 1
    let first = fall.partitionIndex { rates[$0] > rate + room }
    let last = fall.partitionIndex { rates[$0] >= rate - room }
    return (Double(first - 1), Double(last))
  }

  private func rise(_ rate: Double, _ room: Double) -> (low: Double, high: Double)? {
    let rates = check.table.rates
    guard rate + room < rates[top], rate - room > rates[0] else { return nil }
    let rise = 0..<top + 1
    let first = rise.partitionIndex { rates[$0] < rate - room }
    let last = rise.partitionIndex { rates[$0] <= rate + room }
    return (Double(first - 1), Double(last))
  }

  /// The lengths that a speed allows: what stands at a round ratio to the plan's first, then the likeliest.
  private func candidates(_ whole: Int, _ speed: Speed) -> [Int] {
    let (low, high) = (Double(whole) / speed.high, Double(whole) / speed.low)
    guard low.isFinite, high < 1e9 else { return [] }
    let (first, last) = (
      max(1, Int(saturating: (low - 1).rounded(.down))), Int(saturating: (high + 1).rounded(.up))
    )
    let likely = Int(saturating: (Double(whole) / speed.likely).rounded())
    var all = Self.ratios.map { Int(saturating: (Double(whole) * $0).rounded()) } + [likely]
    all.append(
      RoundNumber.integer(
        max(1, Int(saturating: low.rounded(.up))), max(1, Int(saturating: high.rounded(.down)))))
    let step = max(1, (last - first) / 48)
    all += stride(from: first, through: last, by: step).sorted { abs($0 - likely) < abs($1 - likely) }
    var seen: Set<Int> = []
    return all.filter { (first...last).contains($0) && seen.insert($0).inserted }
  }

  private static let ratios: [Double] =
    (2...64).map(Double.init) + [1.25, 1.5, 1.75, 2.5, 3.5] + (2...16).map { 1 / Double($0) } + [
      0.75, 0.8, 2 / 3.0,
    ]
}
