import Synchronization

extension LogRun {
  /// Lets `body` append to some series, each by one of two threads where that pays.
  ///
  /// - Parameter bytes: of what is appended to all of them.
  mutating func shareSeries(_ ids: [Int], bytes: Int, _ body: (Int, inout LogSeries) -> Void) {
    let next = Atomic(0)
    series.withUnsafeMutableBufferPointer { all in
      let series = all
      func work() {
        while case let place = next.add(1, ordering: .relaxed).oldValue, place < ids.count {
          body(ids[place], &series[ids[place]])
        }
      }
      if ids.count > 1, TwoThreads.isWorthwhile(bytes) { TwoThreads.run(work, work) } else { work() }
    }
  }
}
