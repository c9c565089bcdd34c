import LRSchedulers

/// Logged rates as points of a schedule: by the scheduler's steps, each step once.
struct RateCurve {
  /// Steps of the scheduler, ascending.
  private(set) var units: [Int] = []
  private(set) var values: [Double] = []
  private(set) var slack: [Double] = []
  /// By how finely each point is known; of exact ones all weigh alike.
  private(set) var weights: [Double] = []
  let peak: Double
  let interval: Interval
  let stepsPerEpoch: Int?
  /// The x of the first point and of the last.
  let extent: (first: Double, last: Double)
  /// What all that is tried with these points has in common.
  let effort: SearchEffort

  /// - Parameters:
  ///   - offset: added to x.
  ///   - stepsPerEpoch: where the rates are taken to change once an epoch.
  init(
    _ rates: LoggedRates, rows: Range<Int>, offset: Double, stepsPerEpoch: Int?, effort: SearchEffort
  ) {
    (peak, self.effort) = (rates.peak, effort)
    interval = stepsPerEpoch != nil || rates.axis == .epoch ? .epoch : .step
    self.stepsPerEpoch = stepsPerEpoch
    extent = (rates.xs[rows.lowerBound], rates.xs[rows.upperBound - 1])
    let steps = Double(stepsPerEpoch ?? 1)
    reserve(rows.count)
    for index in rows {
      let unit = Int(exactly: ((rates.xs[index] + offset) / steps).rounded(.down)) ?? 0
      if let last = units.last, unit <= last {
        // A row that repeats a step says it again; where x falls a run was resumed, and the later rows count.
        while let last = units.last, last >= unit { removeLast() }
      }
      let range = rates.range(index)
      append(unit, range.middle, range.room)
    }
  }

  /// One of the same run without points.
  private init(like other: RateCurve, capacity: Int) {
    (interval, peak, stepsPerEpoch) = (other.interval, other.peak, other.stepsPerEpoch)
    (extent, effort) = (other.extent, other.effort)
    reserve(capacity)
  }

  private mutating func reserve(_ count: Int) {
    units.reserveCapacity(count)
    values.reserveCapacity(count)
    slack.reserveCapacity(count)
    weights.reserveCapacity(count)
  }

  private mutating func append(_ unit: Int, _ value: Double, _ room: Double) {
    units.append(unit)
    values.append(value)
    slack.append(room)
    let part = room / (peak > 0 ? peak : 1)
    weights.append(1 / (part * part + 1e-18))
  }

  private mutating func removeLast() {
    units.removeLast()
    values.removeLast()
    slack.removeLast()
    weights.removeLast()
  }

  var count: Int { units.count }

  /// Whether rows are missing before the first, by the distance of the next one.
  var isLate: Bool { count > 1 && units[0] > units[1] - units[0] }

  /// The first points, some between, and the last: enough to fit by.
  ///
  /// - Parameter others: points that are to be among them.
  func sampled(_ most: Int = 320, with others: Set<Int> = []) -> RateCurve {
    guard count > most else { return self }
    return part(others.union(Self.spread(most, over: 0..<count)).sorted())
  }

  /// The points from a step on, counted from it; of many so many, as those of ``sampled(_:with:)``.
  func dropping(before start: Int, most: Int = .max) -> RateCurve {
    let rows = place(of: start)..<count
    if rows.count > most { return part(Self.spread(most, over: rows), from: start) }
    return part(rows, from: start)
  }

  /// The points before a step.
  func prefix(before end: Int) -> RateCurve { part(0..<place(of: end)) }

  /// Some of the points, which keep their steps.
  ///
  /// - Parameter start: the step that they count from.
  func part(_ rows: some Collection<Int>, from start: Int = 0) -> RateCurve {
    var curve = RateCurve(like: self, capacity: rows.count)
    for index in rows {
      curve.units.append(units[index] - start)
      curve.values.append(values[index])
      curve.slack.append(slack[index])
      curve.weights.append(weights[index])
    }
    return curve
  }

  /// The first of some rows, others at even distances, and the last.
  static func spread(_ most: Int, over rows: Range<Int>) -> [Int] {
    let dense = most / 8
    let rest = rows.count - 1 - dense
    return (0..<most).map {
      rows.lowerBound + ($0 < dense ? $0 : dense + ($0 - dense) * rest / (most - dense - 1))
    }
  }

  /// So many rows, or all of fewer.
  func spread(_ most: Int) -> [Int] { count > most ? Self.spread(most, over: 0..<count) : Array(0..<count) }

  /// The first row that is not before a step.
  private func place(of step: Int) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if units[middle] < step { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Where the rate stays until the end, two points at least; nil where it does not.
  var flatTail: (from: Int, rate: Double)? {
    var (low, high, first) = (-Double.infinity, Double.infinity, count)
    while first > 0 {
      // Two that are printed as neighbors only touch.
      let (value, room) = (values[first - 1], 0.9 * slack[first - 1])
      guard max(low, value - room) <= min(high, value + room) else { break }
      (low, high, first) = (max(low, value - room), min(high, value + room), first - 1)
    }
    guard first > 0, first < count - 1 else { return nil }
    return (units[first], RoundNumber.between(max(low, 0), high))
  }

  /// How often the rate turns from falling to rising or back, by more than a fifth of the peak.
  var turns: Int {
    var (count, last, isRising) = (0, values.first ?? 0, Bool?.none)
    for value in values {
      if let rises = isRising, rises ? value > last : value < last { last = value }
      guard abs(value - last) > 0.2 * peak else { continue }
      if isRising != nil { count += 1 }
      (isRising, last) = (value > last, value)
    }
    return count
  }

  /// The same points, each known as finely as the others.
  var weighedAlike: RateCurve {
    var curve = self
    curve.weights = Array(repeating: weights.min() ?? 1, count: count)
    return curve
  }

  /// With a rate taken away from every point.
  func lowered(by rate: Double) -> RateCurve {
    var curve = self
    if rate != 0 { curve.values = values.map { $0 - rate } }
    return curve
  }
}
