/// The seeded generator of every workload: xoshiro256** (Blackman and Vigna, 2018), its state filled by
/// SplitMix64. The same seed and stream give the same numbers on every machine.
///
/// It deliberately uses no libm function and none of the standard library's shuffles, whose algorithms may
/// change between releases.
package struct RandomGenerator: RandomNumberGenerator, Sendable {
  private var state: (UInt64, UInt64, UInt64, UInt64)

  /// - Parameter stream: independent sequences of one seed, one per purpose (weights, split, epoch…).
  package init(seed: UInt64, stream: UInt64 = 0) {
    var outer = SplitMix64(state: stream)
    var mixer = SplitMix64(state: seed ^ outer.next())
    state = (mixer.next(), mixer.next(), mixer.next(), mixer.next())
  }

  package mutating func next() -> UInt64 {
    let product = state.1 &* 5
    let result = ((product << 7) | (product >> 57)) &* 9
    let shifted = state.1 << 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= shifted
    state.3 = (state.3 << 45) | (state.3 >> 19)
    return result
  }
}

extension RandomGenerator {
  /// A number in 0..<1, a multiple of 2⁻⁵³.
  package mutating func uniform() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// A number between `low` and `high`.
  package mutating func uniform(_ low: Double, _ high: Double) -> Double {
    low + (high - low) * uniform()
  }

  /// Nearly normal with mean 0 and deviation 1: the sum of twelve uniform numbers less six (Irwin-Hall),
  /// because `log` and `cos` of the polar method differ in last bits from one libm to the next.
  package mutating func normal() -> Double {
    var sum = -6.0
    for _ in 0..<12 { sum += uniform() }
    return sum
  }

  /// An index in 0..<count, for a positive count; free of bias (Lemire, 2019).
  package mutating func index(below count: Int) -> Int {
    let bound = UInt64(count)
    let threshold = (0 &- bound) % bound
    while true {
      let product = next().multipliedFullWidth(by: bound)
      if product.low >= threshold { return Int(product.high) }
    }
  }

  /// Fisher and Yates' shuffle, from the back.
  package mutating func shuffle<Element>(_ elements: inout [Element]) {
    for last in stride(from: elements.count - 1, to: 0, by: -1) {
      elements.swapAt(last, index(below: last + 1))
    }
  }
}

/// The generator recommended to seed xoshiro (Steele, Lea and Flood, 2014).
private struct SplitMix64 {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
