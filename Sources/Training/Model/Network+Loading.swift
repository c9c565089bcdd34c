extension Network {
  /// Loads samples as the next batch, at most ``capacity`` of them.
  package mutating func load(_ samples: Samples, _ indices: ArraySlice<Int>) {
    count = min(indices.count, capacity)
    Self.gather(samples.features, width: samples.width, indices, blocks, into: &activations[0])
    Self.gather(samples.targets, width: shape.targets, indices, blocks, into: &targets)
  }

  private static func gather(
    _ rows: [Double], width: Int, _ indices: ArraySlice<Int>, _ blocks: Int, into lanes: inout [Lanes]
  ) {
    let first = indices.startIndex
    for block in 0..<blocks {
      let start = first + block * 8
      let last = indices.endIndex - 1
      // Lanes without a sample repeat the last one: finite, and left out of every sum.
      let row = SIMD8<Int>(0, 1, 2, 3, 4, 5, 6, 7) &+ start
      let offsets = (0..<8).reduce(into: SIMD8<Int>()) { $0[$1] = indices[min(row[$1], last)] * width }
      for feature in 0..<width {
        lanes[feature * blocks + block] = gathered(rows, offsets &+ feature)
      }
    }
  }

  @inline(__always)
  private static func gathered(_ rows: [Double], _ at: SIMD8<Int>) -> Lanes {
    Lanes(
      rows[at[0]], rows[at[1]], rows[at[2]], rows[at[3]], rows[at[4]], rows[at[5]], rows[at[6]], rows[at[7]])
  }
}

extension Network {
  /// Loads a batch of drawn numbers, sample by sample, for a loss without targets.
  package mutating func loadInputs(count: Int, _ draw: () -> Double) {
    self.count = min(count, capacity)
    for sample in 0..<self.count {
      for feature in 0..<shape.inputs {
        activations[0][feature * blocks + sample / 8][sample % 8] = draw()
      }
    }
  }
}
