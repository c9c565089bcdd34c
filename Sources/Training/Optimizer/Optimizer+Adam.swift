import CKernels

extension Optimizer.Update {
  /// Adam (Kingma and Ba, 2015) as PyTorch computes it: eps is added after the second moment's bias correction, and a
  /// cycled beta1 enters its own correction with its present value.
  func adam(_ slice: Optimizer.Slice) {
    let step = lrviz_adam_step(
      sign: slice.sign, shrink: slice.shrink, decay: slice.decay, beta1: momentum, beta2: configuration.beta2,
      eps: configuration.eps, rate: lr / (1 - power1), correction: (1 - power2).squareRoot())
    lrviz_adam(
      step, slice.gradients, slice.values, slice.first, slice.second,
      configuration.amsgrad ? slice.third : nil, slice.count)
  }

  /// NAdam (Dozat, 2016): Adam with Nesterov's momentum, whose weight grows towards beta1.
  func nAdam(_ slice: Optimizer.Slice) {
    let next = nesterovMomentum(at: steps + 1)
    let gradientRate = -lr * (1 - nesterovMomentum(at: steps)) / (1 - momentumProduct)
    let meanRate = -lr * next / (1 - momentumProduct * next)
    let (beta1, beta2, eps, correction) = (momentum, configuration.beta2, configuration.eps, 1 - power2)
    let (mean, square) = (slice.first, slice.second)
    slice.update { i, p, g in
      mean[i] = Self.lerp(mean[i], g, 1 - beta1)
      square[i] = square[i] * beta2 + (1 - beta2) * g * g
      let deviation = (square[i] / correction).squareRoot() + eps
      return p + gradientRate * g / deviation + meanRate * mean[i] / deviation
    }
  }

  /// NAdam's momentum at a step, beta1 · (1 - 0.96^(step · momentum_decay) / 2).
  func nesterovMomentum(at step: Int) -> Double {
    let exponent = Double(step) * configuration.momentumDecay
    return momentum * (1 - 0.5 * exponential(exponent * -0.040821994520255166))
  }

  /// RAdam (Liu et al., 2020): plain momentum until the variance of the adaptive rate can be estimated, then Adam
  /// with a factor for it.
  func rAdam(_ slice: Optimizer.Slice) {
    let (beta1, beta2, eps, lr) = (momentum, configuration.beta2, configuration.eps, lr)
    let (correction1, correction2) = (1 - power1, 1 - power2)
    let (mean, square) = (slice.first, slice.second)
    let longest = 2 / (1 - beta2) - 1
    let length = longest - 2 * Double(steps) * power2 / correction2
    let rectification =
      length > 5
      ? ((length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length)).squareRoot() : nil
    let root = correction2.squareRoot()
    slice.update { i, p, g in
      mean[i] = Self.lerp(mean[i], g, 1 - beta1)
      square[i] = square[i] * beta2 + (1 - beta2) * g * g
      let step = mean[i] / correction1 * lr
      guard let rectification else { return p - step }
      return p - step * (root / (square[i].squareRoot() + eps)) * rectification
    }
  }

  /// Adamax (Kingma and Ba, 2015): Adam with the largest gradient, forgotten by beta2, in place of the mean square.
  func adamax(_ slice: Optimizer.Slice) {
    let rate = -(lr / (1 - power1))
    let (beta1, beta2, eps) = (momentum, configuration.beta2, configuration.eps)
    let (mean, largest) = (slice.first, slice.second)
    slice.update { i, p, g in
      mean[i] = Self.lerp(mean[i], g, 1 - beta1)
      largest[i] = Self.maximum(largest[i] * beta2, g.magnitude + eps)
      return p + rate * mean[i] / largest[i]
    }
  }
}
