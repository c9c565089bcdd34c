extension Network {
  /// The mean loss of the outputs against the targets, and if asked for its gradient in the last ``errors``.
  mutating func loss(withErrors: Bool) -> Double {
    guard count > 0, let last = errors.indices.last else { return 0 }
    switch shape.loss {
    case .meanSquaredError: return squaredError(last, withErrors)
    case .crossEntropy: return crossEntropy(last, withErrors)
    case .sumOfOutputs: return sumOfOutputs(last, withErrors)
    }
  }

  private mutating func squaredError(_ last: Int, _ withErrors: Bool) -> Double {
    let scale = 1 / Double(count * shape.outputs)
    var sum = Lanes()
    for output in 0..<shape.outputs {
      for block in 0..<blocks {
        let index = output * blocks + block
        let error = (activations[last + 1][index] - targets[index]).keepingFirst(lanes(in: block))
        sum += error * error
        if withErrors { errors[last][index] = error * (2 * scale) }
      }
    }
    return sum.total * scale
  }

  private mutating func sumOfOutputs(_ last: Int, _ withErrors: Bool) -> Double {
    var sum = Lanes()
    for output in 0..<shape.outputs {
      for block in 0..<blocks {
        let index = output * blocks + block
        sum += activations[last + 1][index].keepingFirst(lanes(in: block))
        if withErrors { errors[last][index] = Lanes(repeating: 1).keepingFirst(lanes(in: block)) }
      }
    }
    return sum.total
  }
}
