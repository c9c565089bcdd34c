extension Optimizer {
  /// Adam (Kingma and Ba, 2015) as PyTorch computes it: eps is added after the second moment's bias correction,
  /// and a cycled beta1 enters its own correction with its present value.
  mutating func stepAdam(_ group: Int, lr: Double, beta1: Double, _ parameters: inout Parameters) {
    let rate = lr / (1 - Self.power(beta1, steps))
    let correction = (1 - Self.power(configuration.beta2, steps)).squareRoot()
    for range in groups[group] {
      applyDecay(range, lr, &parameters)
      Self.updateMean(range, beta1, parameters.gradients, &first)
      Self.updateSquare(range, configuration.beta2, parameters.gradients, &second)
      if configuration.amsgrad { Self.raise(range, &largestSecond, to: second) }
      Self.descend(
        range, rate, correction, configuration.eps, mean: first,
        square: configuration.amsgrad ? largestSecond : second, &parameters.values)
    }
  }

  /// AdamW shrinks the parameters themselves; Adam adds the decay to the gradient.
  private func applyDecay(_ range: Range<Int>, _ lr: Double, _ parameters: inout Parameters) {
    let decay = configuration.weightDecay
    if configuration.kind == .adam {
      Self.decay(range, decay, parameters.values, &parameters.gradients)
    } else {
      for i in range { parameters.values[i] *= 1 - lr * decay }
    }
  }

  private static func updateMean(
    _ range: Range<Int>, _ beta1: Double, _ gradients: [Double], _ mean: inout [Double]
  ) {
    let gradients = gradients.span
    var mean = mean.mutableSpan
    for i in range { mean[i] += (1 - beta1) * (gradients[i] - mean[i]) }
  }

  private static func updateSquare(
    _ range: Range<Int>, _ beta2: Double, _ gradients: [Double], _ square: inout [Double]
  ) {
    let gradients = gradients.span
    var square = square.mutableSpan
    for i in range {
      square[i] = square[i] * beta2 + (1 - beta2) * gradients[i] * gradients[i]
    }
  }

  private static func descend(
    _ range: Range<Int>, _ rate: Double, _ correction: Double, _ eps: Double, mean: [Double],
    square: [Double], _ values: inout [Double]
  ) {
    let mean = mean.span
    let square = square.span
    var values = values.mutableSpan
    for i in range {
      values[i] -= rate * (mean[i] / (square[i].squareRoot() / correction + eps))
    }
  }

  /// The element-wise maximum; NaN wins, as in PyTorch.
  private static func raise(_ range: Range<Int>, _ largest: inout [Double], to square: [Double]) {
    for i in range where !(square[i] <= largest[i]) { largest[i] = square[i] }
  }

  /// By squaring: only multiplications, so the same on every machine.
  private static func power(_ base: Double, _ exponent: Int) -> Double {
    var (result, square, rest) = (1.0, base, exponent)
    while rest > 0 {
      if rest & 1 == 1 { result *= square }
      square *= square
      rest >>= 1
    }
    return result
  }
}
