extension Optax.Constant: PythonRate {
  func pythonRate(_ t: String) -> String { value.python }
}

extension Optax.Polynomial: PythonRate {
  func pythonRate(_ t: String) -> String {
    let (length, begin) = (transitionSteps.python, max(transitionBegin.doubleValue, 0))
    if transitionSteps.doubleValue <= 0 { return initValue.python }
    let count = begin == 0 ? "min(\(t), \(length))" : "min(max(\(t) - \(begin.python), 0), \(length))"
    return
      "\((initValue - endValue).python) * (1 - \(count) / \(length)) ** \(power.python) + \(endValue.python)"
  }
}

extension Optax.Linear: PythonRate {
  func pythonRate(_ t: String) -> String {
    Optax.Polynomial(
      initValue: initValue, endValue: endValue, power: 1, transitionSteps: transitionSteps,
      transitionBegin: transitionBegin
    ).pythonRate(t)
  }
}

extension Optax.CosineDecay: PythonRate {
  func pythonRate(_ t: String) -> String {
    let cosine = "(0.5 * (1 + math.cos(math.pi * min(\(t), \(decaySteps.python)) / \(decaySteps.python))))"
    let bent = exponent == 1 ? cosine : "\(cosine) ** \(exponent.python)"
    return "\(initValue.python) * (\((1 - alpha).python) * \(bent) + \(alpha.python))"
  }
}

extension Optax.ExponentialDecay: PythonRate {
  func pythonRate(_ t: String) -> String {
    let begin = max(transitionBegin.doubleValue, 0)
    if transitionSteps.doubleValue <= 0 || decayRate == 0 { return initValue.python }
    let count = begin == 0 ? t : "max(\(t) - \(begin.python), 0)"
    let rate =
      "\(initValue.python) * \(decayRate.python) ** (\(count) \(staircase ? "//" : "/") \(transitionSteps.python))"
    guard let endValue else { return rate }
    return "\(decayRate < 1 ? "max" : "min")(\(rate), \(endValue.python))"
  }
}

extension Optax.PiecewiseConstant: PythonRate {
  func pythonRate(_ t: String) -> String {
    let factors = scales.map { " * (\($0.factor.python) if \(t) >= \($0.boundary.python) else 1.0)" }
    return initValue.python + factors.joined()
  }
}

extension Optax.WarmupConstant: PythonRate {
  func pythonRate(_ t: String) -> String {
    Optax.Linear(initValue: initValue, endValue: peakValue, transitionSteps: warmupSteps).pythonRate(t)
  }
}

extension OptaxComposition {
  /// One part after the other, each from its own boundary.
  func pythonParts(_ t: String) -> String {
    guard let (schedules, boundaries) = try? parts() else { return "0.0" }
    let written = schedules.enumerated().map { index, schedule in
      let own = index == 0 ? t : "(\(t) - \(PythonNumber.double(boundaries[index - 1]).whole))"
      return (schedule as? any PythonRate)?.pythonRate(own) ?? "0.0"
    }
    let guarded = zip(written, boundaries).map { "(\($0)) if \(t) < \(PythonNumber.double($1).whole) else " }
    return guarded.joined() + "(\(written.last ?? "0.0"))"
  }
}

extension PythonNumber {
  /// An int where it is whole.
  fileprivate var whole: String { Int(exactly: doubleValue).map(String.init) ?? python }
}

extension Optax.WarmupCosineDecay: PythonRate {
  func pythonRate(_ t: String) -> String { pythonParts(t) }
}

extension Optax.WarmupExponentialDecay: PythonRate {
  func pythonRate(_ t: String) -> String { pythonParts(t) }
}
