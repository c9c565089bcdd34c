extension Network {
  mutating func forward(_ parameters: Parameters) {
    let blocks = blocks
    for (index, layer) in shape.layers.enumerated() {
      let isLast = index == shape.layers.count - 1
      let pass = DensePass(layer: layer, blocks: blocks)
      let activation = isLast ? Activation.none : shape.activation
      activations.withUnsafeMutableBufferPointer { activations in
        parameters.values.withUnsafeBufferPointer { values in
          activations[index].withUnsafeBufferPointer { input in
            activations[index + 1].withUnsafeMutableBufferPointer { output in
              pass.forward(values, input, into: output)
              pass.activate(output, activation)
            }
          }
        }
      }
    }
  }
}
