import LRSchedulers
import Tracks

/// The rates ahead of a run, made a slice at a time: however long the plan is, no key waits for it.
///
///     var plan = PlannedRates(from: 11, length: 1_000_000, of: .run(cursor))
///     while !plan.isComplete { plan.make(4_096) }      // between two keys
///
/// Counts are the scheduler's, from 1: epochs, or steps where it steps with every batch. A plan of up to a million counts
/// keeps them all; of a longer one every stretch keeps its smallest and its largest rate, which is more than any screen
/// can show.
struct PlannedRates: Sendable {
  /// The count of the first rate.
  let start: Int
  /// How many there will be; fewer where the schedule turns out to fail before.
  private(set) var length: Int
  private(set) var made = 0
  private var source: RateSource
  private var rateColumns: [PlanColumn]
  private var momentumColumns: [PlanColumn]
  /// Of the first group.
  private(set) var facts = PlanFacts()
  /// What stands for the rates until they are made; nil where they soon are, or nothing can.
  private var sketch: PlanSketch?

  /// - Parameters:
  ///   - past: by parameter group, what comes before the plan on the same line.
  ///   - length: 0 or more.
  init(from start: Int, length: Int, of source: RateSource, following past: [Track] = []) {
    self.start = start
    self.length = max(0, length)
    self.source = source
    let stride = PlanColumn.stride(for: length)
    let groups = source.groupCount
    rateColumns = (0..<max(groups, past.count)).map { group in
      let line = past.indices.contains(group) ? past[group] : Track([], from: Double(start))
      return PlanColumn(line, stride: stride)
    }
    momentumColumns = (0..<source.momentumCount).map { _ in
      PlanColumn(Track([], from: Double(start)), stride: stride)
    }
    if case .run(let cursor) = source, past.isEmpty {
      sketch = PlanSketch(cursor.run, from: start, length: length)
    }
  }

  /// By parameter group; x is the count.
  var rates: [Track] { rateColumns.map(\.track) }
  /// The rates as they are looked at: the whole curve, roughly as long as it is not made.
  var shown: [Track] { isComplete ? rates : sketch?.rates ?? rates }
  /// What the rates come to, likewise.
  var shownFacts: PlanFacts { isComplete ? facts : sketch?.facts ?? facts }
  /// The same of the momenta; empty for a schedule that leaves them alone.
  var momenta: [Track] { momentumColumns.map(\.track) }

  var isComplete: Bool { made >= length }

  /// Makes up to `limit` rates more.
  /// - Returns: how many steps that took.
  @discardableResult
  mutating func make(_ limit: Int) -> Int {
    guard !isComplete, limit > 0 else { return 0 }
    if let groups = source.constant { return makeConstant(groups) }
    let wanted = min(limit, length - made)
    // Taken out, as what is visited goes into this plan.
    var source = source
    self.source = .nothing
    let visited = source.advance(by: wanted) { append($0) }
    self.source = source
    if visited < wanted { length = made }
    finishIfComplete()
    return max(1, visited)
  }

  private mutating func finishIfComplete() {
    guard isComplete else { return }
    sketch = nil
    guard let curve = rateColumns.first?.track else { return }
    facts.finish(curve, end: start + length - 1)
  }

  private mutating func append(_ groups: [ParameterGroup], times: Int = 1) {
    if let rate = groups.first?.lr { facts.take(rate, at: start + made, times: times) }
    let (count, isLast) = (start + made, made + 1 == length)
    for index in groups.indices {
      rateColumns[index].append(groups[index].lr, at: count, isLast: isLast)
      guard momentumColumns.indices.contains(index), let momentum = groups[index].momentum else { continue }
      momentumColumns[index].append(momentum, at: count, isLast: isLast)
    }
    made += 1
  }

  /// A line of two points says all there is to say.
  private mutating func makeConstant(_ groups: [ParameterGroup]) -> Int {
    defer { finishIfComplete() }
    append(groups)
    guard length > 1 else { return 1 }
    made = length - 1
    append(groups, times: length - 1)
    return 1
  }

  /// A line as long as the plan that never changes.
  func constant(_ value: Double) -> Track {
    guard length > 1 else { return Track(repeatElement(value, count: length), from: Double(start)) }
    return Track([value, value], from: Double(start), every: Double(length - 1))
  }

  /// The rate of a group at a count, of a thinned plan the one kept before it; nil where there is none (yet).
  func rate(group: Int, at count: Int) -> Double? {
    guard rateColumns.indices.contains(group), count < start + made else { return nil }
    return rateColumns[group].track.held(at: Double(count))
  }
}

/// One line of a plan.
struct PlanColumn: Sendable {
  private(set) var track: Track
  /// Counts of which two are kept, or 1 where all are.
  private let stride: Int
  private var filled = 0
  private var low = (count: 0, value: Double.infinity)
  private var high = (count: 0, value: -Double.infinity)

  private static let mostStretches = 1 << 19

  /// The stride of a plan.
  static func stride(for length: Int) -> Int {
    length <= 2 * mostStretches ? 1 : (length - 1) / mostStretches + 1
  }

  init(_ track: Track, stride: Int) {
    self.track = track
    self.stride = stride
  }

  mutating func append(_ value: Double, at count: Int, isLast: Bool) {
    guard stride > 1 else {
      track.append(x: Double(count), value)
      return
    }
    if filled == 0 { (low, high) = ((count, value), (count, value)) }
    if value < low.value { low = (count, value) }
    if value > high.value { high = (count, value) }
    filled += 1
    if isLast || filled == stride { flush(to: isLast ? (count, value) : nil) }
  }

  private mutating func flush(to last: (count: Int, value: Double)?) {
    let points = [low, high, last ?? low].sorted { $0.count < $1.count }
    for point in points where track.lastX.map({ $0 < Double(point.count) }) ?? true {
      track.append(x: Double(point.count), point.value)
    }
    filled = 0
  }
}

extension Track {
  /// The value at `x`, or the last one before it; nil before the first point.
  func held(at x: Double) -> Double? {
    guard let segment = segments.indices.last else { return nil }
    let index = index(after: x, in: segment) - 1
    return index >= segments[segment] ? self[index] : nil
  }
}
