import LRSchedulers

extension Forecast {
  /// The rate of a group in another future; nil where there is none.
  func rate(_ future: Future, group: Int, epoch: Int) -> Double? {
    others.first { $0.future == future }?.rate(group: group, epoch: epoch)
  }

  /// After a change before `epoch`: the futures part, or are one again.
  mutating func fork(before epoch: Int, after lrs: [Double]) {
    if run?.forkedAt == nil {
      others = []
    } else if others.isEmpty {
      others = Future.beside.map { FutureTrack($0, from: epoch, after: lrs) }
    }
  }

  /// What follows a metric is planned anew when it does otherwise; the run stands before `epoch`.
  mutating func correctFutures(in epoch: Int) {
    guard let run, let stepsPerEpoch else { return }
    for index in others.indices where !others[index].foresaw(run, in: epoch) {
      others[index].replan(run, from: epoch, epochs: ahead(of: epoch), stepsPerEpoch: stepsPerEpoch)
    }
  }
}
