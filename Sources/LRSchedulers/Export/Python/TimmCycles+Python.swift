extension TimmCyclicScheduler {
  /// A branch for each cycle; `shape` writes one from its own t, its length and its highest rate.
  func pythonCycles(_ t: String, base: Double, _ shape: (String, Double, Double) -> String) -> String {
    let count = Int(clamping: min(cycles.limit.doubleValue, 20).rounded(.up))
    return pythonWarmup(t, base: base) { t in
      var (text, start, length, top) = ("", 0.0, cycles.length.doubleValue, base)
      for _ in 0..<max(count, 0) {
        let own = start == 0 ? t : "(\(t) - \(start.python))"
        text += "(\(shape(own, length, top))) / \(base.python) if \(t) < \((start + length).python) else "
        (start, length, top) = (start + length, length * cycles.mul, top * cycles.decay)
      }
      return text + (cycles.lowest / base).python
    }
  }

  func pythonShare(_ t: String, _ length: Double, k: Double) -> String {
    k == 1 ? "\(t) / \(length.python)" : "(\(t) / \(length.python)) ** \(k.python)"
  }
}

extension Timm.Cosine: PythonFormula {
  func pythonFactor(_ t: String, base: Double, defaultLR: Double) -> String {
    pythonCycles(t, base: base) { t, length, top in
      let wave = "(1 + math.cos(math.pi * (\(pythonShare(t, length, k: kDecay)))))"
      return "\(cycles.lowest.python) + \((0.5 * (top - cycles.lowest)).python) * \(wave)"
    }
  }
}

extension Timm.Poly: PythonFormula {
  func pythonFactor(_ t: String, base: Double, defaultLR: Double) -> String {
    pythonCycles(t, base: base) { t, length, top in
      let left = "(1 - \(pythonShare(t, length, k: kDecay)))"
      return "\(cycles.lowest.python) + \((top - cycles.lowest).python) * \(left) ** \(power.python)"
    }
  }
}

extension Timm.Tanh: PythonFormula {
  /// (1 - tanh x) / 2 is 1 / (1 + exp(2 x)).
  func pythonFactor(_ t: String, base: Double, defaultLR: Double) -> String {
    pythonCycles(t, base: base) { t, length, top in
      let x = "\(lowerBound.python) + \((upperBound - lowerBound).python) * (\(t) / \(length.python))"
      return "\(cycles.lowest.python) + \((top - cycles.lowest).python) / (1 + math.exp(2 * (\(x))))"
    }
  }
}
