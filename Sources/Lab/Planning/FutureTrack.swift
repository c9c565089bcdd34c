import LRSchedulers
import Tracks

/// The rates of one future beside the one in force: those it would have had since the first change, then its plan.
///
/// Counts are the scheduler's, from 1: epochs, or steps where it steps with every batch.
struct FutureTrack: Sendable {
  let future: Future
  /// The first count after the change.
  let change: Int
  /// The rates since the change, and those that are planned.
  var plan: PlannedRates
  /// Why there are no rates, or none any more.
  private(set) var reason: String?

  /// - Parameters:
  ///   - count: the first after the change.
  ///   - lrs: the rates in force just before, where the lines begin; empty if there are none.
  init(_ future: Future, from count: Int, after lrs: [Double]) {
    self.future = future
    change = count
    plan = PlannedRates(
      from: count, length: 0, of: .nothing, following: lrs.map { Track([$0], from: Double(count - 1)) })
  }

  /// By parameter group; x is the count.
  var lines: [Track] { plan.rates }

  /// The rate of a group at a count; nil before the change and after the end.
  func rate(group: Int, at count: Int) -> Double? { plan.rate(group: group, at: count) }

  /// Whether the plan holds at a count.
  func matches(_ run: ForkedRun, at count: Int) -> Bool {
    guard let lrs = try? run.lrs(future) else { return rate(group: 0, at: count) == nil }
    return lrs.indices.allSatisfy { rate(group: $0, at: count) == lrs[$0] }
  }

  /// Plans from a count on, the one the run stands before; what comes before it stays.
  mutating func replan(_ run: ForkedRun, from count: Int, length: Int) {
    let past = lines.map { line in
      var line = line
      if let last = line.segments.indices.last {
        line.removeAll(from: line.index(atOrAfter: Double(count), in: last))
      }
      return line
    }
    plan = PlannedRates(from: count, length: length, of: source(run, length), following: past)
  }

  private mutating func source(_ run: ForkedRun, _ length: Int) -> RateSource {
    do {
      let lrs = try run.lrs(future)
      if !lrs.isEmpty { reason = nil }
      return future == .closedForm
        ? .formula(try run.closedForm(), at: run.run.lastEpoch, groups: lrs.count)
        : .run(PlanCursor(try run.scheduleRun(future), length: length))
    } catch {
      reason = error.message
      return .nothing
    }
  }
}
