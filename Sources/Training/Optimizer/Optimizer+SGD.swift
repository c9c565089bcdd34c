extension Optimizer {
  mutating func stepSGD(_ group: Int, lr: Double, momentum: Double, _ parameters: inout Parameters) {
    let decay = configuration.weightDecay
    for range in groups[group] {
      guard momentum != 0 else {
        Self.descend(range, lr, decay, parameters.gradients, &parameters.values)
        continue
      }
      // The first time the buffer is the gradient itself, without dampening.
      let (keep, take) = hasMomentum[group] ? (momentum, 1 - configuration.dampening) : (0, 1)
      Self.decay(range, decay, parameters.values, &parameters.gradients)
      Self.accumulate(range, keep, take, parameters.gradients, &first)
      if configuration.nesterov {
        Self.descendAhead(range, lr, momentum, parameters.gradients, first, &parameters.values)
      } else {
        Self.descend(range, lr, 0, first, &parameters.values)
      }
    }
    if momentum != 0 { hasMomentum[group] = true }
  }

  /// p -= lr · (g + decay · p)
  private static func descend(
    _ range: Range<Int>, _ lr: Double, _ decay: Double, _ gradients: [Double], _ values: inout [Double]
  ) {
    let gradients = gradients.span
    var values = values.mutableSpan
    if decay == 0 {
      for i in range { values[i] -= lr * gradients[i] }
    } else {
      for i in range { values[i] -= lr * (gradients[i] + decay * values[i]) }
    }
  }

  /// b = keep · b + take · g
  private static func accumulate(
    _ range: Range<Int>, _ keep: Double, _ take: Double, _ gradients: [Double], _ buffer: inout [Double]
  ) {
    let gradients = gradients.span
    var buffer = buffer.mutableSpan
    for i in range { buffer[i] = buffer[i] * keep + gradients[i] * take }
  }

  /// Nesterov's look-ahead: p -= lr · (g + momentum · b)
  private static func descendAhead(
    _ range: Range<Int>, _ lr: Double, _ momentum: Double, _ gradients: [Double], _ buffer: [Double],
    _ values: inout [Double]
  ) {
    let gradients = gradients.span
    let buffer = buffer.span
    var values = values.mutableSpan
    for i in range { values[i] -= lr * (gradients[i] + buffer[i] * momentum) }
  }

  /// g += decay · p, the gradient of an L2 penalty.
  static func decay(
    _ range: Range<Int>, _ decay: Double, _ values: [Double], _ gradients: inout [Double]
  ) {
    guard decay != 0 else { return }
    let values = values.span
    var gradients = gradients.mutableSpan
    for i in range { gradients[i] += decay * values[i] }
  }
}
