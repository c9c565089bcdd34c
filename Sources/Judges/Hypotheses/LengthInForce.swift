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

  /// All that explain every row.
  static func all(_ check: CheckCase) -> [LengthInForce] {
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
      guard let speed = speed(from: start), let whole = isWhole ? counts.longest : counts.length.map({ Int($0.value) })
      else { continue }
      let kept = isWhole ? 0 : counts.kept(start)
      let lengths = candidates(Double(whole - kept) / speed.high, Double(whole - kept) / speed.low)
      for length in lengths where length > 0 && length != whole - kept {
        let factor = Double(whole - kept) / Double(length)
        let changed = isWhole ? counts.stretched(by: 1 / factor) : [counts.settingLength(length + kept)].compactMap(\.self)
        guard let (schedule, fit) = explaining(changed) else { continue }
        found.append(
          LengthInForce(
            schedule: schedule, factor: factor, end: start + length, fit: fit, placement: placement))
        break
      }
    }
    return found
  }

  private func explaining(_ schedules: [Schedule]) -> (Schedule, Fit)? {
    for schedule in schedules {
      guard let rates = check.alternative(schedule),
        let fit = check.exactFit(check.all, { rates.rate(at: units[$0]) })
      else { continue }
      return (schedule, fit)
    }
    return nil
  }

  /// How many units of the plan go by in one of the run's: by the rows of its fall, and where all counts are stretched by those of
  /// its rise too.
  private func speed(from start: Int) -> (low: Double, high: Double)? {
    let values = check.logged.values
    let peak = check.logged.firstPeak
    var speed = (low: 0.0, high: Double.infinity)
    var last = Double.infinity
    for index in CheckCase.samples(check.all) where units[index] > start && (index >= peak || start == 0) {
      let (rate, room) = (values[index], check.logged.slack[index])
      if index >= peak {
        if rate > last + 2 * room { break }
        last = min(last, rate)
      }
      guard let span = index < peak ? rise(rate, room) : fall(rate, room) else { continue }
      let distance = Double(units[index] - start)
      speed.low = max(speed.low, (span.low - Double(start)) / distance)
      speed.high = min(speed.high, (span.high - Double(start)) / distance)
    }
    guard speed.low > 0, speed.high.isFinite, speed.low <= speed.high else { return nil }
    return speed
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

  private func candidates(_ low: Double, _ high: Double) -> [Int] {
    guard low.isFinite, high < 1e9 else { return [] }
    let (first, last) = (Int((low - 1).rounded(.down)), Int((high + 1).rounded(.up)))
    let middle = Int(((low + high) / 2).rounded())
    var all = [RoundNumber.integer(max(1, Int(low.rounded(.up))), max(1, Int(high.rounded(.down)))), middle]
    let near = last - first <= 16 ? Array(first...last) : stride(from: first, through: last, by: (last - first) / 16).map(\.self)
    for one in near.sorted(by: { abs($0 - middle) < abs($1 - middle) }) where !all.contains(one) { all.append(one) }
    return all
  }
}
