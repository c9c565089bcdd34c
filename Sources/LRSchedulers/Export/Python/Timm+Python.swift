extension TimmScheduler {
  /// The warm-up before or over a curve, which is written by `curve` from its own t, as factors of the base rate.
  func pythonWarmup(_ t: String, base: Double, _ curve: (String) -> String) -> String {
    let length = warmup.steps.doubleValue
    if length == 0 { return "1.0 if \(t) == 0 else \(curve(t))" }
    let first = warmup.firstLR / base
    let target = warmup.isPrefix ? base : (try? warmupTarget(base: base)) ?? base
    let slope = (target - warmup.firstLR) / length / base
    let after = curve(warmup.isPrefix ? "(\(t) - \(warmup.steps.python))" : t)
    return "\(first.python) + \(t) * \(slope.python) if \(t) < \(warmup.steps.python) else \(after)"
  }
}

extension Timm.Step: PythonFormula {
  func pythonFactor(_ t: String, base: Double, defaultLR: Double) -> String {
    pythonWarmup(t, base: base) { "\(decayRate.python) ** (\($0) // \(decayT.python))" }
  }
}

extension Timm.MultiStep: PythonFormula {
  func pythonFactor(_ t: String, base: Double, defaultLR: Double) -> String {
    pythonWarmup(t, base: base) { t in
      let passed = decayT.map { "(\($0.python) <= \(t) + 1)" }.joined(separator: " + ")
      return "\(decayRate.python) ** (\(passed.isEmpty ? "0" : passed))"
    }
  }
}
