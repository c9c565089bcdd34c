extension Optax.Constant: CurveSchedule {
  func curves(base: Double, group: Int) -> CurvePlan? { CurvePlan(.constant(value)) }
}

extension Optax.Polynomial: CurveSchedule {
  func curves(base: Double, group: Int) -> CurvePlan? {
    guard let steps = transitionSteps.steps, steps > 0 else { return CurvePlan(.constant(initValue)) }
    let curve = Curve.polynomial(from: initValue, to: endValue, power: power, steps: steps)
    return delayed(curve, transitionBegin, from: initValue)
  }
}

extension Optax.Linear: CurveSchedule {
  func curves(base: Double, group: Int) -> CurvePlan? {
    guard let steps = transitionSteps.steps, steps > 0 else { return CurvePlan(.constant(initValue)) }
    return delayed(.line(from: initValue, to: endValue, steps: steps), transitionBegin, from: initValue)
  }
}

extension CurveSchedule {
  /// A curve after a wait at its first rate.
  fileprivate func delayed(_ curve: Curve, _ begin: PythonNumber, from first: Double) -> CurvePlan? {
    guard begin.doubleValue > 0 else { return CurvePlan(curve) }
    return begin.steps.map { CurvePlan(warmup: .constant(first), steps: $0, then: curve) }
  }
}

extension Optax.CosineDecay: CurveSchedule {
  func curves(base: Double, group: Int) -> CurvePlan? {
    guard exponent == 1, let steps = decaySteps.steps else { return nil }
    return CurvePlan([
      .init(start: 0, curve: .cosine(from: initValue, to: initValue * alpha, steps: steps)),
      .init(start: steps, curve: .constant(initValue * alpha)),
    ])
  }
}

extension Optax.ExponentialDecay: CurveSchedule {
  func curves(base: Double, group: Int) -> CurvePlan? {
    if transitionSteps.doubleValue <= 0 || decayRate == 0 { return CurvePlan(.constant(initValue)) }
    guard endValue == nil else { return nil }
    let curve = Curve.exponential(
      from: initValue, factor: decayRate, steps: transitionSteps, isStaircase: staircase)
    return delayed(curve, transitionBegin, from: initValue)
  }
}

extension Optax.PiecewiseConstant: CurveSchedule {
  func curves(base: Double, group: Int) -> CurvePlan? {
    var stairs = [Curve.Stair(start: 0, rate: initValue)]
    for scale in scales {
      let start = max(0, Int(clamping: scale.boundary.doubleValue.rounded(.up)))
      stairs.append(.init(start: start, rate: (stairs.last?.rate ?? initValue) * scale.factor))
    }
    return CurvePlan(.stairs(stairs.lastOfEachStart))
  }
}

extension Optax.PiecewiseInterpolate: CurveSchedule {
  func curves(base: Double, group: Int) -> CurvePlan? {
    var (parts, low, from) = ([CurvePlan.Part](), 0, initValue)
    for scale in scales {
      guard let high = scale.boundary.steps, high >= low else { return nil }
      let to = from * scale.factor
      if high > low { parts.append(.init(start: low, curve: curve(from, to, high - low))) }
      (low, from) = (high, to)
    }
    return CurvePlan(parts + [.init(start: low, curve: .constant(from))])
  }

  private func curve(_ from: Double, _ to: Double, _ steps: Int) -> Curve {
    interpolation == .linear
      ? .line(from: from, to: to, steps: steps) : .cosine(from: from, to: to, steps: steps)
  }
}

extension Optax.CosineOneCycle: CurveSchedule {
  func curves(base: Double, group: Int) -> CurvePlan? { interpolated.curves(base: base, group: group) }
}

extension Optax.LinearOneCycle: CurveSchedule {
  func curves(base: Double, group: Int) -> CurvePlan? { interpolated.curves(base: base, group: group) }
}

extension OptaxComposition {
  fileprivate func joinedCurves(base: Double, group: Int) -> CurvePlan? {
    guard let (schedules, boundaries) = try? parts() else { return nil }
    var plans: [(start: Int, plan: CurvePlan)] = []
    for (index, schedule) in schedules.enumerated() {
      let start = index == 0 ? 0 : PythonNumber.double(boundaries[index - 1]).steps
      guard let start, let plan = (schedule as? any CurveSchedule)?.curves(base: base, group: group) else {
        return nil
      }
      plans.append((start, plan))
    }
    return CurvePlan.joined(plans)
  }
}

extension Optax.WarmupConstant: CurveSchedule {
  func curves(base: Double, group: Int) -> CurvePlan? {
    guard let steps = warmupSteps.steps, steps > 0 else { return CurvePlan(.constant(initValue)) }
    return CurvePlan(.line(from: initValue, to: peakValue, steps: steps))
  }
}

extension Optax.WarmupCosineDecay: CurveSchedule {
  func curves(base: Double, group: Int) -> CurvePlan? { joinedCurves(base: base, group: group) }
}

extension Optax.WarmupExponentialDecay: CurveSchedule {
  func curves(base: Double, group: Int) -> CurvePlan? { joinedCurves(base: base, group: group) }
}

extension Optax.JoinSchedules: CurveSchedule {
  func curves(base: Double, group: Int) -> CurvePlan? { joinedCurves(base: base, group: group) }
}

extension Optax.SGDR: CurveSchedule {
  func curves(base: Double, group: Int) -> CurvePlan? { joinedCurves(base: base, group: group) }
}
