extension WarmupSchedule {
  /// The rise from 0 before a curve.
  fileprivate func warmedUp(_ base: Double, _ curve: (Int) -> Curve?) -> CurvePlan? {
    guard let steps = numWarmupSteps.steps, let curve = curve(steps) else { return nil }
    return CurvePlan(warmup: .line(from: 0, to: base, steps: steps), steps: steps, then: curve)
  }
}

extension TrainingSchedule {
  /// A curve of as many steps as the warm-up leaves.
  fileprivate func filled(_ base: Double, _ curve: (Int) -> Curve) -> CurvePlan? {
    guard let training = numTrainingSteps.steps else { return nil }
    return warmedUp(base) { $0 < training ? curve(training - $0) : nil }
  }
}

extension Transformers.Constant: CurveSchedule {
  func curves(base: Double, group: Int) -> CurvePlan? { CurvePlan(.constant(base)) }
}

extension Transformers.ConstantWithWarmup: CurveSchedule {
  func curves(base: Double, group: Int) -> CurvePlan? { warmedUp(base) { _ in .constant(base) } }
}

extension Transformers.Linear: CurveSchedule {
  func curves(base: Double, group: Int) -> CurvePlan? { filled(base) { .line(from: base, to: 0, steps: $0) } }
}

extension Transformers.Polynomial: CurveSchedule {
  func curves(base: Double, group: Int) -> CurvePlan? {
    filled(base) { .polynomial(from: base, to: lrEnd, power: power, steps: $0) }
  }
}

extension Transformers.Cosine: CurveSchedule {
  func curves(base: Double, group: Int) -> CurvePlan? {
    numCycles == 0.5 ? filled(base) { .cosine(from: base, to: 0, steps: $0) } : nil
  }
}

extension Transformers.CosineWithHardRestarts: CurveSchedule {
  func curves(base: Double, group: Int) -> CurvePlan? {
    guard let count = numCycles.steps, count > 0 else { return nil }
    return filled(base) { steps in
      // A length that is not whole is none of the others'.
      steps.isMultiple(of: count)
        ? .restarts(from: base, to: 0, steps: steps / count, growth: 1, height: 1, count: count)
        : .cosine(from: base, to: 0, steps: steps)
    }
  }
}

extension Transformers.InverseSqrt: CurveSchedule {
  func curves(base: Double, group: Int) -> CurvePlan? {
    let scale = timescale?.doubleValue ?? (warmup == 0 ? 10_000 : warmup)
    return warmedUp(base) { _ in .inverseRoot(from: base, scale: scale) }
  }
}

extension Transformers.CosineWithMinLR: CurveSchedule {
  func curves(base: Double, group: Int) -> CurvePlan? {
    guard numCycles == 0.5, let least = try? floor.factor(defaultLR: base) else { return nil }
    return filled(base) { .cosine(from: base, to: base * least, steps: $0) }
  }
}

extension Transformers.CosineWithMinLRWarmupRate: CurveSchedule {
  /// The peak is the last step of the warm-up.
  func curves(base: Double, group: Int) -> CurvePlan? {
    guard numCycles == 0.5, let rise = numWarmupSteps.steps, let training = numTrainingSteps.steps, rise > 0,
      rise < training, let least = try? floor.factor(defaultLR: base)
    else { return nil }
    let first = base * (warmupLRRate ?? 1 / Double(rise))
    return CurvePlan(
      warmup: .line(from: first, to: base, steps: rise - 1), steps: rise - 1,
      then: .cosine(from: base, to: base * least, steps: training - rise))
  }
}

extension Transformers.WarmupStableDecay: CurveSchedule {
  func curves(base: Double, group: Int) -> CurvePlan? {
    guard warmupType == .linear, let rise = numWarmupSteps.steps, let fall = numDecaySteps.steps, fall > 0,
      let start = PythonNumber.double(warmup + stable).steps, start >= rise
    else { return nil }
    let low = base * minLRRatio
    guard let decay = decay(from: base, to: low, steps: fall) else { return nil }
    var parts: [CurvePlan.Part] =
      rise > 0 ? [.init(start: 0, curve: .line(from: low, to: base, steps: rise))] : []
    if start > rise { parts.append(.init(start: rise, curve: .constant(base))) }
    parts.append(.init(start: start, curve: decay))
    return CurvePlan(parts + [.init(start: start + fall, curve: .constant(low))])
  }

  private func decay(from base: Double, to low: Double, steps: Int) -> Curve? {
    switch decayType {
    case .linear: .line(from: base, to: low, steps: steps)
    case .cosine where numCycles == 0.5: .cosine(from: base, to: low, steps: steps)
    case .cosine, .squareRoot: nil
    }
  }
}

extension Transformers.GetScheduler: CurveSchedule {
  func curves(base: Double, group: Int) -> CurvePlan? {
    ((try? named()) as? any CurveSchedule)?.curves(base: base, group: group)
  }
}
