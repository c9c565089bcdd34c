extension Network {
  /// Carries ``errors`` of the last layer back to the first and writes all gradients. The input's own gradient
  /// is not computed: nothing uses it.
  mutating func backward(_ parameters: inout Parameters) {
    let blocks = blocks
    for index in shape.layers.indices.reversed() {
      let pass = DensePass(layer: shape.layers[index], blocks: blocks)
      let activations = activations
      let activation = shape.activation
      errors.withUnsafeMutableBufferPointer { errors in
        errors[index].withUnsafeBufferPointer { error in
          activations[index].withUnsafeBufferPointer { input in
            parameters.gradients.withUnsafeMutableBufferPointer { pass.gradients(error, input, into: $0) }
            guard index > 0 else { return }
            errors[index - 1].withUnsafeMutableBufferPointer { below in
              parameters.values.withUnsafeBufferPointer { pass.backward($0, error, into: below) }
              pass.deactivate(below, input, activation)
            }
          }
        }
      }
    }
  }
}
