extension Optimizer.Update {
  /// RMSprop (Hinton, 2012): gradients divided by their root mean square, or their deviation if `centered`.
  func rmsProp(_ slice: Optimizer.Slice) {
    let (alpha, eps, lr, momentum) = (configuration.alpha, configuration.eps, lr, momentum)
    let (isCentered, hasMomentum) = (configuration.centered, momentum > 0)
    let (buffer, square, mean) = (slice.first, slice.second, slice.third)
    slice.update { i, p, g in
      square[i] = square[i] * alpha + (1 - alpha) * g * g
      var variance = square[i]
      if isCentered {
        mean[i] = Self.lerp(mean[i], g, 1 - alpha)
        variance -= mean[i] * mean[i]
      }
      let deviation = variance.squareRoot() + eps
      guard hasMomentum else { return p + -lr * g / deviation }
      buffer[i] = buffer[i] * momentum + g / deviation
      return p - lr * buffer[i]
    }
  }

  /// Adagrad (Duchi et al., 2011): gradients divided by the root of the sum of all squares.
  func adagrad(_ slice: Optimizer.Slice) {
    let rate = -(lr / (1 + Double(steps - 1) * configuration.lrDecay))
    let eps = configuration.eps
    let sum = slice.second
    slice.update { i, p, g in
      sum[i] += g * g
      return p + rate * g / (sum[i].squareRoot() + eps)
    }
  }

  /// Adadelta (Zeiler, 2012): steps as large as the root mean square of the steps before, so that the rate is a mere
  /// factor.
  func adadelta(_ slice: Optimizer.Slice) {
    let (rho, eps, lr) = (configuration.rho, configuration.eps, lr)
    let (squaredStep, square) = (slice.first, slice.second)
    slice.update { i, p, g in
      square[i] = square[i] * rho + (1 - rho) * g * g
      let step = (squaredStep[i] + eps).squareRoot() / (square[i] + eps).squareRoot() * g
      squaredStep[i] = squaredStep[i] * rho + (1 - rho) * step * step
      return p - lr * step
    }
  }
}
