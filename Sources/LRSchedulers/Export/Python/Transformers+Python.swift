extension WarmupSchedule {
  /// The warm-up from 0 before what is written in `rest`.
  func pythonWarmup(_ t: String, _ rest: String) -> String {
    warmup <= 0 ? rest : "\(t) / \(max(1, warmup).python) if \(t) < \(numWarmupSteps.python) else \(rest)"
  }
}

extension TrainingSchedule {
  func pythonProgress(_ t: String) -> String {
    "(\(t) - \(numWarmupSteps.python)) / \(max(1, training - warmup).python)"
  }

  func pythonWave(_ t: String, cycles: Double) -> String {
    "0.5 * (1 + math.cos(math.pi * \(cycles.python) * 2 * (\(pythonProgress(t)))))"
  }
}

extension Transformers.Constant: PythonFormula {
  func pythonFactor(_ t: String, base: Double, defaultLR: Double) -> String { "1.0" }
}

extension Transformers.ConstantWithWarmup: PythonFormula {
  func pythonFactor(_ t: String, base: Double, defaultLR: Double) -> String { pythonWarmup(t, "1.0") }
}

extension Transformers.Linear: PythonFormula {
  func pythonFactor(_ t: String, base: Double, defaultLR: Double) -> String {
    pythonWarmup(
      t, "max(0.0, (\(numTrainingSteps.python) - \(t)) / \(max(1, training - warmup).python))")
  }
}

extension Transformers.Cosine: PythonFormula {
  func pythonFactor(_ t: String, base: Double, defaultLR: Double) -> String {
    pythonWarmup(t, "max(0.0, \(pythonWave(t, cycles: numCycles)))")
  }
}

extension Transformers.CosineWithHardRestarts: PythonFormula {
  func pythonFactor(_ t: String, base: Double, defaultLR: Double) -> String {
    let progress = pythonProgress(t)
    let phase = "(\(numCycles.python) * (\(progress))) % 1.0"
    return pythonWarmup(
      t, "0.0 if \(progress) >= 1 else max(0.0, 0.5 * (1 + math.cos(math.pi * (\(phase)))))")
  }
}

extension Transformers.Polynomial: PythonFormula {
  func pythonFactor(_ t: String, base: Double, defaultLR: Double) -> String {
    let end = (lrEnd / defaultLR).python
    let left =
      "1 - (min(\(t), \(numTrainingSteps.python)) - \(numWarmupSteps.python)) / \((training - warmup).python)"
    return pythonWarmup(t, "(1 - \(end)) * (\(left)) ** \(power.python) + \(end)")
  }
}

extension Transformers.InverseSqrt: PythonFormula {
  func pythonFactor(_ t: String, base: Double, defaultLR: Double) -> String {
    let scale = timescale?.doubleValue ?? (warmup == 0 ? 10_000 : warmup)
    return pythonWarmup(t, "1.0 / math.sqrt((\(t) + \((scale - warmup).python)) / \(scale.python))")
  }
}

extension FlooredSchedule {
  func pythonFloored(_ wave: String, defaultLR: Double) -> String {
    let least = (try? floor.factor(defaultLR: defaultLR)) ?? 0
    return "max(0.0, \(wave) * \((1 - least).python) + \(least.python))"
  }
}

extension Transformers.CosineWithMinLR: PythonFormula {
  func pythonFactor(_ t: String, base: Double, defaultLR: Double) -> String {
    pythonWarmup(t, pythonFloored(pythonWave(t, cycles: numCycles), defaultLR: defaultLR))
  }
}

extension Transformers.CosineWithMinLRWarmupRate: PythonFormula {
  func pythonFactor(_ t: String, base: Double, defaultLR: Double) -> String {
    let fall = pythonFloored(pythonWave("(\(t) + 1)", cycles: numCycles), defaultLR: defaultLR)
    guard warmup > 0 else { return fall }
    var rise = "(\(t) + 1) / \(max(1, warmup).python)"
    if let start = warmupLRRate {
      rise = "\(start.python) + \((1 - start).python) * \(t) / \(max(1, warmup - 1).python)"
    }
    return "\(rise) if \(t) < \(numWarmupSteps.python) else \(fall)"
  }
}

extension Transformers.WarmupStableDecay: PythonFormula {
  func pythonFactor(_ t: String, base: Double, defaultLR: Double) -> String {
    let (start, end) = (warmup + stable, warmup + stable + numDecaySteps.doubleValue)
    let done = "(\(t) - \(start.python)) / \(max(1, numDecaySteps.doubleValue).python)"
    let decay = "\(lifted(fall(done))) if \(t) < \(end.python) else \(minLRRatio.python)"
    let flat = start > warmup ? "1.0 if \(t) < \(start.python) else \(decay)" : decay
    guard warmup > 0 else { return flat }
    return
      "\(lifted(rise("\(t) / \(max(1, warmup).python)"))) if \(t) < \(numWarmupSteps.python) else \(flat)"
  }

  private func lifted(_ factor: String) -> String {
    minLRRatio == 0
      ? "max(0.0, \(factor))" : "max(0.0, (\(factor)) * \((1 - minLRRatio).python) + \(minLRRatio.python))"
  }

  private func rise(_ done: String) -> String {
    switch warmupType {
    case .linear: done
    case .cosine: "0.5 * (1 - math.cos(math.pi * (\(done))))"
    case .squareRoot: "1 - math.sqrt(1 - \(done))"
    }
  }

  private func fall(_ done: String) -> String {
    switch decayType {
    case .linear: "1 - \(done)"
    case .cosine: "0.5 * (1 + math.cos(math.pi * \(numCycles.python) * 2 * (\(done))))"
    case .squareRoot: "1 - math.sqrt(\(done))"
    }
  }
}

extension Transformers.GetScheduler: PythonFormula {
  func pythonFactor(_ t: String, base: Double, defaultLR: Double) -> String {
    let named = try? named() as? any PythonFormula
    return named?.pythonFactor(t, base: base, defaultLR: defaultLR) ?? "1.0"
  }
}
