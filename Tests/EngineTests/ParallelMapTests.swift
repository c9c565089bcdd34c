import Engine
import Testing

@Suite("A map over the cores")
struct ParallelMapTests {
  @Test("Every result once, in order", arguments: [0, 1, 2, 1000])
  func order(count: Int) {
    #expect(ParallelMap.map(count) { $0 * $0 } == (0..<count).map { $0 * $0 })
  }
}
