import LRSchedulers

extension Forecast {
  /// The rate of a group in another future, at a count of the scheduler; nil where there is none.
  func rate(_ future: Future, group: Int, at count: Int) -> Double? {
    others.first { $0.future == future }?.rate(group: group, at: count)
  }

  /// Forks the other futures at `epoch`, or drops them when the change has been undone.
  mutating func fork(before epoch: Int, after lrs: [Double]) {
    if run?.forkedAt == nil {
      others = []
    } else if others.isEmpty {
      others = Future.allButInForce.map { FutureTrack($0, from: count(ofEpoch: epoch), after: lrs) }
    }
  }

  /// What follows a metric is planned again when it turns out otherwise; the run stands before `count`.
  mutating func correctFutures(at count: Int) {
    guard let run, run.run.schedule.needsMetric else { return }
    for index in others.indices where !others[index].matches(run, at: count) {
      others[index].replan(run, from: count, length: left(from: count))
      others[index].plan.make(Self.firstSlice)
    }
  }
}
