import Dispatch
import Synchronization

/// Work that nobody waits for, done piece by piece on the threads that train, and its results.
package final class BackgroundWork<Result: Sendable>: Sendable {
  private let queue = DispatchQueue(label: "lrviz.work", target: TrainingPool.queue)
  private let results = Mutex<[Result]>([])
  private let wake: @Sendable () -> Void

  /// - Parameter wake: called on another thread when there is something to ``take()``. It must not block.
  package init(wake: @escaping @Sendable () -> Void) {
    self.wake = wake
  }

  /// Returns at once; the work begins when what was given before is done.
  package func begin(_ work: @escaping @Sendable () -> Result) {
    queue.async { [self] in
      let result = work()
      results.withLock { $0.append(result) }
      wake()
    }
  }

  /// What has been done since the last call, in order.
  package func take() -> [Result] {
    results.withLock { results in
      defer { results = [] }
      return results
    }
  }
}
