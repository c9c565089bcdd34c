import CKernels

extension Network {
  /// The mean loss of the batch loaded; the parameters' gradients are overwritten.
  package mutating func lossAndGradients(_ parameters: inout Parameters) -> Double {
    forward(parameters)
    let loss = lossAndErrors()
    backward(&parameters)
    return loss
  }

  /// The mean loss of the batch loaded.
  package mutating func loss(_ parameters: Parameters) -> Double {
    forward(parameters)
    return lossAndErrors()
  }

  /// Fills ``activations`` from the input on.
  private mutating func forward(_ parameters: Parameters) {
    for index in shape.layers.indices {
      let isLast = index == shape.layers.count - 1
      lrviz_forward(
        shape.layers[index].kernel(blocks: blocks), parameters.values, activations[index],
        &activations[index + 1], isLast ? Activation.none.kernel : shape.activation.kernel)
    }
  }

  /// Carries ``errors`` of the last layer back to the first and writes all gradients. The input's own gradient
  /// is not computed: nothing uses it.
  private mutating func backward(_ parameters: inout Parameters) {
    for index in shape.layers.indices.reversed() {
      let layer = shape.layers[index].kernel(blocks: blocks)
      lrviz_gradients(layer, errors[index], activations[index], &parameters.gradients)
      guard index > 0 else { return }
      lrviz_backward(
        layer, parameters.values, errors[index], activations[index], &errors[index - 1],
        shape.activation.kernel)
    }
  }

  /// The mean loss of the outputs against the targets, and its gradient in the last ``errors``.
  private mutating func lossAndErrors() -> Double {
    guard count > 0, let last = errors.indices.last else { return 0 }
    switch shape.loss {
    case .meanSquaredError: return squaredError(last)
    case .crossEntropy:
      return lrviz_cross_entropy(activations[last + 1], targets, shape.outputs, count, &errors[last])
        / Double(count)
    case .sumOfOutputs: return sumOfOutputs(last)
    }
  }

  private mutating func squaredError(_ last: Int) -> Double {
    let scale = 1 / Double(count * shape.outputs)
    var sum = Lanes()
    for output in 0..<shape.outputs {
      for block in 0..<blocks {
        let index = output * blocks + block
        let error = (activations[last + 1][index] - targets[index]).keepingFirst(lanes(in: block))
        sum += error * error
        errors[last][index] = error * (2 * scale)
      }
    }
    return sum.total * scale
  }

  private mutating func sumOfOutputs(_ last: Int) -> Double {
    var sum = Lanes()
    for output in 0..<shape.outputs {
      for block in 0..<blocks {
        let index = output * blocks + block
        sum += activations[last + 1][index].keepingFirst(lanes(in: block))
        errors[last][index] = Lanes(repeating: 1).keepingFirst(lanes(in: block))
      }
    }
    return sum.total
  }
}

extension Network {
  /// How many samples of the batch loaded have their class's output as the largest, the first among equals.
  package func correctPredictions() -> Int {
    (0..<blocks).reduce(0) { correct, block in
      var best = output(0, block)
      var choice = Lanes()
      for index in 1..<max(1, shape.outputs) {
        let isLarger = output(index, block) .> best
        best = best.replacing(with: output(index, block), where: isLarger)
        choice = choice.replacing(with: Double(index), where: isLarger)
      }
      let hits = Lanes().replacing(with: 1, where: choice .== targets[block])
      return correct + Int(hits.keepingFirst(lanes(in: block)).total)
    }
  }

  private func output(_ index: Int, _ block: Int) -> Lanes {
    activations[shape.layers.count][index * blocks + block]
  }
}
