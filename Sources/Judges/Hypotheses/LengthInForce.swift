import LRSchedulers

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
    for unit in top..<rates.count where rates[unit] <= rates[bottom] { bottom = unit }
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
        let changed = isWhole ? counts.stretched(by: 1 / factor) : counts.settingLength(length + kept)
        guard let changed, let rates = check.alternative(changed),
          let fit = check.exactFit(check.all, { rates.rate(at: units[$0]) })
        else { continue }
        found.append(
          LengthInForce(
            schedule: changed, factor: factor, end: start + length, fit: fit, placement: placement))
        break
      }
    }
    return found
  }

  /// How many units of the plan's fall go by in one of the run's.
  private func speed(from start: Int) -> (low: Double, high: Double)? {
    var speed = (low: 0.0, high: Double.infinity)
    var lowest = Double.infinity
    for index in CheckCase.samples(check.all) where units[index] > start {
      let (rate, room) = (check.logged.values[index], check.logged.slack[index])
      if rate > lowest + 2 * room { break }
      lowest = min(lowest, rate)
      guard let span = span(rate, room) else { continue }
      let distance = Double(units[index] - start)
      speed.low = max(speed.low, (span.low - Double(start)) / distance)
      speed.high = min(speed.high, (span.high - Double(start)) / distance)
    }
    // The spans are those of rounded rates, and a little more.
    guard speed.low > 0, speed.high.isFinite, speed.low <= speed.high * 1.001 else { return nil }
    return (min(speed.low, speed.high), max(speed.low, speed.high))
  }

  /// Where the plan's fall has a rate: between which units.
  private func span(_ rate: Double, _ room: Double) -> (low: Double, high: Double)? {
    let rates = check.table.rates
    guard rate + room < rates[top] - 1e-9 * rates[top], rate - room > rates[bottom] else { return nil }
    let fall = top...bottom
    let first = Array(fall).partitionedFirst { rates[$0] > rate + room }
    let last = Array(fall).partitionedFirst { rates[$0] >= rate - room }
    guard first > top else { return nil }
    return (between(first - 1, rate + room), between(max(first, last) - 1, rate - room))
  }

  /// The place between a unit and the next where a line goes through a rate; for a schedule in stairs the next one.
  private func between(_ unit: Int, _ rate: Double) -> Double {
    let rates = check.table.rates
    guard unit + 1 < rates.count, rates[unit] > rates[unit + 1] else { return Double(unit) }
    // A curve lies near its chord, a stair anywhere between.
    return Double(unit) + (rates[unit] - rate) / (rates[unit] - rates[unit + 1])
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

extension Array where Element == Int {
  /// The first element for which `isBefore` does not hold, or one past the last.
  fileprivate func partitionedFirst(_ isBefore: (Int) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if isBefore(self[middle]) { low = middle + 1 } else { high = middle }
    }
    return low < count ? self[low] : (last ?? 0) + 1
  }
}
