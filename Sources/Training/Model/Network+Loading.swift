import CKernels

extension Network {
  /// Loads samples as the next batch, at most ``capacity`` of them.
  ///
  /// - Parameter indices: of rows that `samples` has.
  package mutating func load(_ samples: Samples, _ indices: ArraySlice<Int>) {
    count = min(indices.count, capacity)
    indices.withUnsafeBufferPointer { indices in
      let rows = indices.baseAddress
      lrviz_gather(samples.features, samples.width, rows, count, &activations[0])
      lrviz_gather(samples.targets, shape.targets, rows, count, &targets)
    }
  }

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
