import Synchronization
import Testing

@testable import LRVizCommands

/// However much there is to tell, the screen is woken once until it has looked.
struct WakeLatchTests {
  private final class Count: Sendable {
    let value = Atomic(0)
    func add() { value.add(1, ordering: .relaxed) }
    var now: Int { value.load(ordering: .relaxed) }
  }

  @Test func signalsOnceUntilItIsReset() {
    let count = Count()
    let latch = WakeLatch { count.add() }
    for expected in 1...3 {
      for _ in 0..<5 { latch.signal() }
      #expect(count.now == expected)
      latch.reset()
    }
  }

  @Test func signalsOnceForManyThreads() async {
    let count = Count()
    let latch = WakeLatch { count.add() }
    await withTaskGroup(of: Void.self) { group in
      for _ in 0..<20 { group.addTask { for _ in 0..<100 { latch.signal() } } }
    }
    #expect(count.now == 1)
  }
}
