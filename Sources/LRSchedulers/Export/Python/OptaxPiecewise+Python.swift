extension Optax.PiecewiseInterpolate: PythonRate {
  func pythonRate(_ t: String) -> String {
    var (text, low, from) = ("", 0.0, initValue)
    for scale in scales {
      let (high, to) = (scale.boundary.doubleValue, from * scale.factor)
      if high > low {
        let done = "(\(t) - \(low.python)) / \((high - low).python)"
        text += "\(between(from, to, done)) if \(t) < \(high.python) else "
      }
      (low, from) = (high, to)
    }
    return text + from.python
  }

  private func between(_ from: Double, _ to: Double, _ done: String) -> String {
    switch interpolation {
    case .linear: "\((to - from).python) * (\(done)) + \(from.python)"
    case .cosine: "\(to.python) + \(((from - to) / 2).python) * (math.cos(math.pi * (\(done))) + 1)"
    }
  }
}

extension Optax.CosineOneCycle: PythonRate {
  func pythonRate(_ t: String) -> String { interpolated.pythonRate(t) }
}

extension Optax.LinearOneCycle: PythonRate {
  func pythonRate(_ t: String) -> String { interpolated.pythonRate(t) }
}

extension Optax.JoinSchedules: PythonRate {
  func pythonRate(_ t: String) -> String { pythonParts(t) }
}

extension Optax.SGDR: PythonRate {
  func pythonRate(_ t: String) -> String { pythonParts(t) }
}

extension Keras.CosineDecayRestarts: PythonRate {
  /// A branch for each of the first cycles; equal ones are one formula.
  func pythonRate(_ t: String) -> String {
    let first = firstDecaySteps.doubleValue
    if tMul == 1 {
      let steps = firstDecaySteps.python
      return cycle("(\(t) % \(steps)) / \(steps)", height: "\(mMul.python) ** (\(t) // \(steps))")
    }
    var (text, start, length, height) = ("", 0.0, first, 1.0)
    for _ in 0..<12 {
      let done = "(\(t) - \(start.python)) / \(length.python)"
      text += "\(cycle(done, height: height.python)) if \(t) < \((start + length).python) else "
      (start, length, height) = (start + length, length * tMul, height * mMul)
    }
    return text + cycle("(\(t) - \(start.python)) / \(length.python)", height: height.python)
  }

  private func cycle(_ done: String, height: String) -> String {
    let wave = "0.5 * (\(height)) * (1 + math.cos(math.pi * (\(done))))"
    return "\(initialLR.python) * (\((1 - alpha).python) * \(wave) + \(alpha.python))"
  }
}
