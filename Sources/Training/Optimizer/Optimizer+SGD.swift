extension Optimizer.Update {
  /// SGD, with momentum p -= lr · b, b = momentum · b + (1 - dampening) · g, and Nesterov's look-ahead
  /// p -= lr · (g + momentum · b). The first time the buffer b is the gradient itself, without dampening.
  func sgd(_ slice: Optimizer.Slice) {
    let lr = lr
    let momentum = momentum
    guard momentum != 0 else { return slice.update { _, p, g in p - lr * g } }
    let buffer = slice.first
    let (keep, take) = isFirst ? (0, 1) : (momentum, 1 - configuration.dampening)
    if configuration.nesterov {
      slice.update { i, p, g in
        buffer[i] = buffer[i] * keep + g * take
        return p - lr * (g + buffer[i] * momentum)
      }
    } else {
      slice.update { i, p, g in
        buffer[i] = buffer[i] * keep + g * take
        return p - lr * buffer[i]
      }
    }
  }
}
