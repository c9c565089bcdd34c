/// Numbers by chance, the same in every run.
struct ChanceNumbers {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next(_ range: ClosedRange<Int>) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return range.lowerBound + Int(state >> 33) % range.count
  }

  mutating func pick<T>(_ values: [T]) -> T { values[next(0...values.count - 1)] }

  mutating func happens(_ percent: Int) -> Bool { next(1...100) <= percent }
}
