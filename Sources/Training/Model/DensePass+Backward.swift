extension DensePass {
  /// The gradients of weights and biases: per weight, error times input summed over the batch.
  @inline(__always)
  func gradients(_ error: Block, _ input: Block, into gradients: UnsafeMutableBufferPointer<Double>) {
    for output in 0..<layer.outputs {
      let errors = output * blocks
      let row = layer.weights + output * layer.inputs
      for pair in stride(from: 0, to: layer.inputs - 1, by: 2) {
        var a = Lanes()
        var b = Lanes()
        for block in 0..<blocks {
          let e = error[errors &+ block]
          a += e * input[pair &* blocks &+ block]
          b += e * input[(pair &+ 1) &* blocks &+ block]
        }
        gradients[row + pair] = a.total
        gradients[row + pair + 1] = b.total
      }
      if layer.inputs % 2 == 1 {
        gradients[row + layer.inputs - 1] = dot(error, errors, input, (layer.inputs - 1) * blocks)
      }
      gradients[layer.biases + output] = sum(error, errors)
    }
  }

  /// The errors of the layer below, before its activation: weights transposed times error.
  @inline(__always)
  func backward(_ values: Numbers, _ error: Block, into below: UnsafeMutableBufferPointer<Lanes>) {
    let width = layer.inputs
    for input in 0..<width {
      for block in 0..<blocks {
        var sum = Lanes()
        for output in 0..<layer.outputs {
          sum += error[output &* blocks &+ block] * values[layer.weights &+ output &* width &+ input]
        }
        below[input * blocks + block] = sum
      }
    }
  }

  /// Takes the errors of the layer below through its activation, whose values are this layer's input.
  @inline(__always)
  func deactivate(
    _ below: UnsafeMutableBufferPointer<Lanes>, _ values: Block, _ activation: Activation
  ) {
    for index in 0..<layer.inputs * blocks {
      below[index] = activation.backward(below[index], value: values[index])
    }
  }

  @inline(__always)
  private func dot(_ left: Block, _ leftStart: Int, _ right: Block, _ rightStart: Int) -> Double {
    var sum = Lanes()
    for block in 0..<blocks { sum += left[leftStart + block] * right[rightStart + block] }
    return sum.total
  }

  @inline(__always)
  private func sum(_ lanes: Block, _ start: Int) -> Double {
    var sum = Lanes()
    for block in 0..<blocks { sum += lanes[start + block] }
    return sum.total
  }
}
