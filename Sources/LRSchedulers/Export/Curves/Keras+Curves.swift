extension Keras.CosineDecay: CurveSchedule {
  func curves(base: Double, group: Int) -> CurvePlan? {
    let top = warmupTarget ?? initialLR
    guard let rise = warmupTarget == nil ? 0 : warmupSteps.steps, let fall = decaySteps.steps else {
      return nil
    }
    let plan = CurvePlan(
      warmup: .line(from: initialLR, to: top, steps: rise), steps: rise,
      then: .cosine(from: top, to: top * alpha, steps: fall))
    return CurvePlan(plan.parts + [.init(start: rise + fall, curve: .constant(top * alpha))])
  }
}

extension Keras.CosineDecayRestarts: CurveSchedule {
  func curves(base: Double, group: Int) -> CurvePlan? {
    firstDecaySteps.steps.map {
      CurvePlan(
        .restarts(
          from: initialLR, to: initialLR * alpha, steps: $0, growth: tMul, height: mMul, count: nil))
    }
  }
}

extension Keras.ExponentialDecay: CurveSchedule {
  func curves(base: Double, group: Int) -> CurvePlan? {
    CurvePlan(.exponential(from: initialLR, factor: decayRate, steps: decaySteps, isStaircase: staircase))
  }
}

extension Keras.InverseTimeDecay: CurveSchedule {
  func curves(base: Double, group: Int) -> CurvePlan? {
    CurvePlan(.inverseTime(from: initialLR, rate: decayRate, steps: decaySteps, isStaircase: staircase))
  }
}

extension Keras.PolynomialDecay: CurveSchedule {
  func curves(base: Double, group: Int) -> CurvePlan? {
    guard !cycle, let steps = decaySteps.steps else { return nil }
    return CurvePlan(.polynomial(from: initialLR, to: endLR, power: power, steps: steps))
  }
}

extension Keras.PiecewiseConstantDecay: CurveSchedule {
  /// The boundary still has the old rate, the step after it the new.
  func curves(base: Double, group: Int) -> CurvePlan? {
    guard let first = values.first?.doubleValue else { return nil }
    var stairs = [Curve.Stair(start: 0, rate: first)]
    for (boundary, value) in zip(boundaries, values.dropFirst()) {
      guard let last = Int(exactly: boundary.doubleValue.rounded(.towardZero)),
        last + 1 >= stairs.last?.start ?? 0
      else { return nil }
      stairs.append(.init(start: max(0, last + 1), rate: value.doubleValue))
    }
    return CurvePlan(.stairs(stairs.lastOfEachStart))
  }
}
