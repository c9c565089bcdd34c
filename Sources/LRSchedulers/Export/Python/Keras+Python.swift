extension KerasDecay {
  /// The share of `decay_steps` that is done, floored for a staircase.
  func pythonShare(_ t: String, staircase: Bool) -> String {
    staircase ? "(\(t) // \(decaySteps.python))" : "(\(t) / \(decaySteps.python))"
  }
}

extension Keras.ExponentialDecay: PythonRate {
  func pythonRate(_ t: String) -> String {
    "\(initialLR.python) * \(decayRate.python) ** \(pythonShare(t, staircase: staircase))"
  }
}

extension Keras.InverseTimeDecay: PythonRate {
  func pythonRate(_ t: String) -> String {
    "\(initialLR.python) / (1 + \(decayRate.python) * \(pythonShare(t, staircase: staircase)))"
  }
}

extension Keras.PolynomialDecay: PythonRate {
  func pythonRate(_ t: String) -> String {
    let steps = decaySteps.python
    let done = cycle ? "\(t) / (\(steps) * max(1, -(-\(t) // \(steps))))" : "min(\(t), \(steps)) / \(steps)"
    return "\((initialLR - endLR).python) * (1 - \(done)) ** \(power.python) + \(endLR.python)"
  }
}

extension Keras.CosineDecay: PythonRate {
  func pythonRate(_ t: String) -> String {
    guard let target = warmupTarget else { return decayed(t, from: initialLR) }
    let fall = decayed("(\(t) - \(warmupSteps.python))", from: target)
    if warmupSteps.doubleValue <= 0 { return fall }
    let rise = "\((target - initialLR).python) * (\(t) / \(warmupSteps.python)) + \(initialLR.python)"
    return "\(rise) if \(t) < \(warmupSteps.python) else \(fall)"
  }

  private func decayed(_ t: String, from top: Double) -> String {
    let cosine = "0.5 * (1 + math.cos(math.pi * min(\(t), \(decaySteps.python)) / \(decaySteps.python)))"
    return "\(top.python) * (\((1 - alpha).python) * \(cosine) + \(alpha.python))"
  }
}

extension Keras.PiecewiseConstantDecay: PythonRate {
  func pythonRate(_ t: String) -> String {
    let stretches = zip(values, boundaries).map { value, boundary in
      "\(value.python) if \(t) <= \(boundary.doubleValue.rounded(.towardZero).python) else "
    }
    return stretches.joined() + (values.last?.python ?? "0.0")
  }
}
