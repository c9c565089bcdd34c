import LRSchedulers
import Tracks

/// The rates of one future beside the one in force: those it would have had since the first change, then its plan.
///
/// Counts are the scheduler's, from 1: epochs, or steps where it steps with every batch.
struct FutureTrack: Sendable {
  let future: Future
  /// The first count after the change.
  let change: Int
  /// The count of the first rate: where there is one before the change, that is where the line begins.
  let start: Int
  /// By parameter group.
  private(set) var lines: [Track]
  /// Why there are no rates, or none any more.
  private(set) var reason: String?

  /// - Parameters:
  ///   - count: the first after the change.
  ///   - lrs: the rates in force just before; empty if there are none.
  init(_ future: Future, from count: Int, after lrs: [Double]) {
    self.future = future
    change = count
    start = lrs.isEmpty ? count : count - 1
    lines = lrs.map { [start] in Track([$0], from: Double(start)) }
  }

  /// The rate of a group at a count; nil before the change and after the end.
  func rate(group: Int, at count: Int) -> Double? {
    guard lines.indices.contains(group), count >= start, count - start < lines[group].count else {
      return nil
    }
    return lines[group][count - start]
  }

  /// Whether the plan holds at a count; what follows a metric cannot be planned.
  func foresaw(_ run: ForkedRun, at count: Int) -> Bool {
    guard let lrs = try? run.lrs(future) else { return lines.first?.count ?? 0 <= count - start }
    return lrs.indices.allSatisfy { rate(group: $0, at: count) == lrs[$0] }
  }

  /// Takes the rates from a count on, the one the run stands before.
  mutating func replan(_ run: ForkedRun, from count: Int, ahead: Int) {
    do { reason = try run.lrs(future).isEmpty ? reason : nil } catch { reason = error.message }
    let plan = reason == nil ? run.planned(future, epochs: ahead) : []
    while lines.count < plan.count { lines.append(Track([], from: Double(start))) }
    for group in lines.indices {
      lines[group].removeAll(from: count - start)
      for rate in plan.indices.contains(group) ? plan[group] : [] { lines[group].append(rate) }
    }
  }
}
