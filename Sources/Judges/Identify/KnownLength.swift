import LRSchedulers

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// transformers' linear and cosine schedules of a length that the log itself says, as its `max_steps` does.
///
/// The length leaves a peak, a warm-up, and how many updates were skipped before each row: few rows tell these, also where every one of
/// them has fallen further behind, and where the warm-up is not among them. Of the peaks the roundest is taken.
struct KnownLength {
  private let rates: LoggedRates
  private let total: Int
  private let effort: SearchEffort
  /// The first row behind the warm-up.
  private let first: Int
  /// More before the first row are no accidents.
  private static let mostSkipped = 64
  /// The part of the steps between two rows, and of all behind the first, that may have been skipped; a few always may.
  private static let mostOften = (between: 0.5, all: 0.05, few: 3)
  /// Warm-ups that no row tells of: as parts of the length and as steps.
  private static let parts = [0.03, 0.1, 0.05, 0.01, 0.06, 0.02, 0.04]
  private static let steps = [10, 20, 50, 100, 200, 500, 1_000, 2_000]

  private struct Shape: Sendable {
    let name: String
    var isLine: Bool { name.contains("linear") }
    let part: @Sendable (_ unit: Double, _ warmup: Double, _ total: Double) -> Double

    static let all = [
      Shape(name: "get_linear_schedule_with_warmup") { max(0, $2 - $0) / max(1, $2 - $1) },
      Shape(name: "get_cosine_schedule_with_warmup") { Elementary.cosine(($0 - $1) / max(1, $2 - $1)) },
    ]
  }

  static func candidates(_ rates: LoggedRates, total: Int, _ effort: SearchEffort) -> [Identified] {
    guard let search = KnownLength(rates, total, effort) else { return [] }
    return Shape.all.lazy.compactMap { search.found($0) }.first.map { [$0] } ?? []
  }

  private init?(_ rates: LoggedRates, _ total: Int, _ effort: SearchEffort) {
    guard rates.axis == .step, rates.count >= 3, let last = rates.xs.last, Double(total) >= last,
      total < 20_000_000,
      rates.xs[0] >= 0, zip(rates.xs, rates.xs.dropFirst()).allSatisfy(<),
      rates.values.allSatisfy({ $0 >= 0 })
    else { return nil }
    (self.rates, self.total, self.effort) = (rates, total, effort)
    let top = rates.firstPeak
    // The highest row may be the last of the warm-up.
    first = top == 0 ? 0 : top + 1
    guard rates.count - first >= 2 else { return nil }
  }

  private func found(_ shape: Shape) -> Identified? {
    guard rates.values[first] > 0 else { return nil }
    if first > 0, rates.values[0] > 0 { return risen(shape) }
    for warmup in warmups {
      if let found = fallen(shape, warmup) { return found }
    }
    return first == 0 && shape.isLine ? unseenRise(shape) : nil
  }

  /// Of a line the peak tells how long a warm-up was that no row tells of: of the peaks that give whole steps the roundest, and of
  /// those the lowest.
  private func unseenRise(_ shape: Shape) -> Identified? {
    let (x, value, end) = (rates.xs[0], rates.values[0], Double(total))
    for skipped in 0...Self.mostSkipped where Double(skipped) < x {
      let slope = value / (end - x + Double(skipped))
      let room = (rates.slack[0] / value + 1e-10) * end
      guard slope > 0, room < 0.1, !effort.isSpent else { continue }
      let peaks = roundPeaks(to: slope * end).filter { RoundNumber.digits($0) <= 2 }
      for peak in peaks.sorted(by: { (RoundNumber.digits($0), $0) < (RoundNumber.digits($1), $1) }) {
        let warmup = end - peak / slope
        guard warmup >= 0.5, warmup <= x, abs(warmup - warmup.rounded()) <= room,
          let before = skips(shape, Int(warmup.rounded()), peak)
        else { continue }
        return identified(shape, Int(warmup.rounded()), peak, before)
      }
    }
    return nil
  }

  /// With a warm-up of which no row tells, or only that it began at 0: the first row behind it says the peak.
  private func fallen(_ shape: Shape, _ warmup: Int) -> Identified? {
    let (x, value) = (rates.xs[first], rates.values[first])
    let room = rates.slack[first] / value + 1e-10
    for skipped in 0...Self.mostSkipped where Double(skipped) <= x - Double(warmup) {
      guard !effort.isSpent else { return nil }
      let part = shape.part(x - Double(skipped), Double(warmup), Double(total))
      guard part > 0 else { continue }
      let peak = RoundNumber.between(value / part * (1 - room), value / part * (1 + room))
      guard RoundNumber.digits(peak) <= 3, let before = skips(shape, warmup, peak) else { continue }
      return identified(shape, warmup, peak, before)
    }
    return nil
  }

  /// Lengths of the warm-up, the likeliest first.
  private var warmups: [Int] {
    let limit = Int(saturating: rates.xs[first])
    guard first == 0 else { return Array(1...max(1, min(limit, 4_096))) }
    let parts = Self.parts.map { Int(saturating: ($0 * Double(total)).rounded(.up)) }
    var seen: Set<Int> = []
    return ([0] + parts + Self.steps).filter { $0 <= limit && seen.insert($0).inserted }
  }

  /// With a warm-up that rows tell of: they lie on a line from 0, fewer steps behind than there are, on which every round peak has its step.
  private func risen(_ shape: Shape) -> Identified? {
    let (x, value) = (rates.xs[0], rates.values[0])
    let room = rates.slack[0] / value + 1e-10
    // The warm-up ends behind the last row that rises, but for what was skipped.
    let least = first > 1 ? rates.xs[first - 2] - Double(Self.mostSkipped) : 1
    var hits: [(warmup: Int, peak: Double)] = []
    for skipped in 0...Self.mostSkipped where Double(skipped) < x {
      let slope = value / (x - Double(skipped))
      for peak in roundPeaks(to: slope * rates.xs[first] * (1 + room)) {
        let steps = peak / slope
        let whole = steps.rounded()
        guard whole >= max(1, least), whole <= rates.xs[first], abs(steps - whole) <= room * steps + 1e-6
        else { continue }
        hits.append((Int(whole), peak))
      }
    }
    effort.spend(hits.count)
    hits.sort {
      (RoundNumber.digits($0.peak), RoundNumber.digits($0.warmup)) < (
        RoundNumber.digits($1.peak), RoundNumber.digits($1.warmup)
      )
    }
    for hit in hits where !effort.isSpent {
      if let before = skips(shape, hit.warmup, hit.peak) {
        return identified(shape, hit.warmup, hit.peak, before)
      }
    }
    return nil
  }

  /// Numbers of three digits or fewer from the highest rate on.
  private func roundPeaks(to most: Double) -> [Double] {
    let low = rates.peak * (1 - 1e-9)
    guard low > 0, most >= low, most < low * 64 else { return [] }
    var (unit, found) = (RoundNumber.unit(of: low, digits: 3), [Double]())
    var count = (low / unit).rounded(.up)
    while count * unit <= most {
      found.append(RoundNumber.between(count * unit * (1 - 1e-12), count * unit * (1 + 1e-12)))
      count += 1
      if count > 1_000 { (unit, count) = (unit * 10, 101) }
    }
    return found
  }

  /// How many updates were skipped before each row; nil where some row is not the schedule's.
  private func skips(_ shape: Shape, _ warmup: Int, _ peak: Double) -> [Int]? {
    var (before, last) = ([Int](), 0)
    for row in rates.xs.indices {
      let most =
        row == 0
        ? Self.mostSkipped : last + Self.most(rates.xs[row] - rates.xs[row - 1], Self.mostOften.between)
      guard
        let count = (last...most).first(where: { count in
          let unit = rates.xs[row] - Double(count)
          let part =
            unit < Double(warmup)
            ? max(0, unit) / Double(warmup) : shape.part(unit, Double(warmup), Double(total))
          return unit >= 0 && abs(peak * part - rates.values[row]) <= rates.slack[row]
        })
      else {
        effort.spend(row + 8)
        return nil
      }
      before.append(count)
      last = count
    }
    effort.spend(4 * rates.count)
    let all = Self.most(rates.xs[rates.count - 1] - rates.xs[0], Self.mostOften.all)
    return last - before[0] <= all ? before : nil
  }

  private static func most(_ steps: Double, _ part: Double) -> Int {
    max(mostOften.few, Int(saturating: (steps * part).rounded(.down)))
  }

  private func identified(_ shape: Shape, _ warmup: Int, _ peak: Double, _ before: [Int]) -> Identified? {
    guard
      let schedule = Composition.schedule(
        shape.name, ["num_warmup_steps": .int(warmup), "num_training_steps": .int(total)])
    else { return nil }
    // Rows that are all one step late are labeled so.
    let isLate = before.allSatisfy { $0 == 1 }
    let moved = isLate ? 0 : before.last ?? 0
    let comparison = RowComparison(rates.behind(before), 0..<rates.count, offset: 0, steps: 1)
    let length = Int(saturating: rates.xs[rates.count - 1]) + 1
    let plan = Plan(schedule, lr: peak, interval: .step, length: length)
    guard let outcome = comparison.outcome(of: plan, effort: effort), outcome.isExact else { return nil }
    var found = Identified(
      schedule: schedule, lr: peak, interval: .step, stepsPerEpoch: nil, length: length,
      residual: outcome.residual / rates.peak, from: rates.xs[0], to: rates.xs[rates.count - 1],
      isExact: true,
      parameters: 2, offset: isLate ? -1 : 0)
    found.skippedUpdates = moved > 0 ? moved : nil
    found.unseenSteps = first == 0 && warmup > 0 ? warmup : nil
    return found
  }
}
