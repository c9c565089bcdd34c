import Dispatch
import Synchronization

/// A computation spread over the cores.
package enum ParallelMap {
  /// The results for 0, 1, 2 and so on, in that order, made by as many threads as the machine has cores.
  package static func map<Result: Sendable>(_ count: Int, _ body: @Sendable (Int) -> Result) -> [Result] {
    let results = Mutex([Result?](repeating: nil, count: count))
    DispatchQueue.concurrentPerform(iterations: count) { index in
      let result = body(index)
      results.withLock { $0[index] = result }
    }
    return results.withLock { $0.compactMap(\.self) }
  }
}
