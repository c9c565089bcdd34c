/// An input and what the model should make of it.
struct Sample {
  var x: [Double]
  var y: Double
}

/// Noisy samples of y = 1·x0 + 2·x1 + 3·x2 + 4, the same in every run.
func samples(_ count: Int, seed: UInt64) -> [Sample] {
  var generator = SplitMix64(state: seed)
  return (0..<count).map { _ in
    let x = (0..<3).map { _ in Double.random(in: -1...1, using: &generator) }
    let noise = Double.random(in: -0.1...0.1, using: &generator)
    return Sample(x: x, y: x[0] + 2 * x[1] + 3 * x[2] + 4 + noise)
  }
}

/// A small generator with a seed, which Swift's own has not.
struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
