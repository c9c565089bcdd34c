import Charts
import LRSchedulers

/// The rates of one future beside the one in force: those it would have had since the first change, then its plan.
struct FutureTrack: Sendable {
  let future: Future
  /// The first epoch after the change, counted from 1.
  let change: Int
  /// The epoch of the first rate, counted from 1: where there is one before the change, that is where the line begins.
  let start: Int
  /// By parameter group.
  private(set) var lines: [Series]
  /// Why there are no rates, or none any more.
  private(set) var reason: String?

  /// - Parameters:
  ///   - epoch: the first epoch after the change.
  ///   - lrs: the rates in force in the epoch before; empty if there is none.
  init(_ future: Future, from epoch: Int, after lrs: [Double]) {
    self.future = future
    change = epoch
    start = lrs.isEmpty ? epoch : epoch - 1
    lines = lrs.map { Series([$0]) }
  }

  /// The rate of a group in an epoch, counted from 1; nil before the change and after the end.
  func rate(group: Int, epoch: Int) -> Double? {
    guard lines.indices.contains(group), epoch >= start, epoch - start < lines[group].count else {
      return nil
    }
    return lines[group][epoch - start]
  }

  /// Whether the plan holds for an epoch; what follows a metric cannot be planned.
  func foresaw(_ run: ForkedRun, in epoch: Int) -> Bool {
    guard let lrs = try? run.lrs(future) else { return lines.first?.count ?? 0 <= epoch - start }
    return lrs.indices.allSatisfy { rate(group: $0, epoch: epoch) == lrs[$0] }
  }

  /// Takes the rates from an epoch on, the one the run stands before.
  mutating func replan(_ run: ForkedRun, from epoch: Int, epochs: Int, stepsPerEpoch: Int) {
    let past = lines.map { $0.values.prefix(epoch - start) }
    do { reason = try run.lrs(future).isEmpty ? reason : nil } catch { reason = error.message }
    let plan = reason == nil ? run.planned(future, epochs: epochs * stepsPerEpoch) : []
    lines = (0..<max(past.count, plan.count)).map { group in
      let ahead = plan.indices.contains(group) ? plan[group] : []
      let rates = stride(from: 0, to: ahead.count, by: stepsPerEpoch).map { ahead[$0] }
      return Series((past.indices.contains(group) ? Array(past[group]) : []) + rates)
    }
  }
}
