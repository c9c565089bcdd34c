/// A fixed sequence of pseudo-random numbers (SplitMix64), so that failures repeat.
package struct Noise: RandomNumberGenerator {
  package var state: UInt64

  package init(state: UInt64) {
    self.state = state
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  package mutating func values(_ count: Int, gapsEvery period: Int = 0) -> [Double] {
    (0..<count).map { index in
      period > 0 && index % period == period - 1 ? .nan : Double.random(in: -1...1, using: &self)
    }
  }

  package mutating func index(in range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }
}
