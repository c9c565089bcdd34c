import Synchronization
import Testing

@testable import Engine

/// Work that nobody waits for.
@Suite struct BackgroundWorkTests {
  @Test func resultsComeInOrderAndOnce() async {
    let wakes = Atomic(0)
    let work = BackgroundWork<Int>(wake: { wakes.add(1, ordering: .relaxed) })
    for number in 0..<50 { work.begin { number * number } }
    var results: [Int] = []
    while results.count < 50 {
      results += work.take()
      await Task.yield()
    }
    #expect(results == (0..<50).map { $0 * $0 } && work.take().isEmpty)
    #expect(wakes.load(ordering: .relaxed) >= 49)
  }
}
