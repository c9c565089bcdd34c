import LRSchedulers

/// Logged rates as points of a schedule: by the scheduler's steps, each step once.
struct RateCurve {
  /// Steps of the scheduler, ascending.
  private(set) var units: [Int] = []
  private(set) var values: [Double] = []
  private(set) var slack: [Double] = []
  let peak: Double
  let interval: Interval
  let stepsPerEpoch: Int?
  /// The x of the first point and of the last.
  let extent: (first: Double, last: Double)

  /// - Parameters:
  ///   - offset: added to x.
  ///   - stepsPerEpoch: where the rates are taken to change once an epoch.
  init(_ rates: LoggedRates, rows: Range<Int>, offset: Double, stepsPerEpoch: Int?) {
    peak = rates.peak
    interval = stepsPerEpoch != nil || rates.axis == .epoch ? .epoch : .step
    self.stepsPerEpoch = stepsPerEpoch
    extent = (rates.xs[rows.lowerBound], rates.xs[rows.upperBound - 1])
    let steps = Double(stepsPerEpoch ?? 1)
    units.reserveCapacity(rows.count)
    for index in rows {
      let unit = Int(exactly: ((rates.xs[index] + offset) / steps).rounded(.down)) ?? 0
      if let last = units.last, unit <= last {
        // A row that repeats a step says it again; where x falls a run was resumed, and the later rows count.
        while let last = units.last, last >= unit { removeLast() }
      }
      append(unit, rates.values[index], rates.slack[index])
    }
  }

  private init(interval: Interval, peak: Double, stepsPerEpoch: Int?, extent: (Double, Double)) {
    (self.interval, self.peak, self.stepsPerEpoch, self.extent) = (interval, peak, stepsPerEpoch, extent)
  }

  private mutating func append(_ unit: Int, _ value: Double, _ room: Double) {
    units.append(unit)
    values.append(value)
    slack.append(room)
  }

  private mutating func removeLast() {
    units.removeLast()
    values.removeLast()
    slack.removeLast()
  }

  var count: Int { units.count }

  /// The first points, some between, and the last: enough to fit by.
  ///
  /// - Parameter others: points that are to be among them.
  func sampled(_ most: Int = 320, with others: Set<Int> = []) -> RateCurve {
    guard count > most else { return self }
    let dense = most / 8
    let spread = (0..<(most - dense)).map { dense + $0 * (count - 1 - dense) / (most - dense - 1) }
    return part(others.union(0..<dense).union(spread).sorted())
  }

  /// The points from a step on, counted from it.
  func dropping(before start: Int) -> RateCurve {
    var curve = RateCurve(interval: interval, peak: peak, stepsPerEpoch: stepsPerEpoch, extent: extent)
    for index in units.indices where units[index] >= start {
      curve.append(units[index] - start, values[index], slack[index])
    }
    return curve
  }

  /// The points before a step.
  func prefix(before end: Int) -> RateCurve {
    var curve = RateCurve(interval: interval, peak: peak, stepsPerEpoch: stepsPerEpoch, extent: extent)
    for index in units.indices where units[index] < end {
      curve.append(units[index], values[index], slack[index])
    }
    return curve
  }

  /// Some of the points, which keep their steps.
  func part(_ rows: some Collection<Int>) -> RateCurve {
    var curve = RateCurve(interval: interval, peak: peak, stepsPerEpoch: stepsPerEpoch, extent: extent)
    for index in rows { curve.append(units[index], values[index], slack[index]) }
    return curve
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

  /// With a rate taken away from every point.
  func lowered(by rate: Double) -> RateCurve {
    var curve = self
    if rate != 0 { curve.values = values.map { $0 - rate } }
    return curve
  }
}
