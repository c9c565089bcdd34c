extension TimmScheduler {
  /// A warm-up before a curve; one over it meets the curve in its middle, which is no curve of others.
  fileprivate func warmedUp(_ base: Double, _ curve: Curve?) -> CurvePlan? {
    guard let curve, let steps = warmup.steps.steps, warmup.isPrefix || steps == 0 else { return nil }
    return CurvePlan(warmup: .line(from: warmup.firstLR, to: base, steps: steps), steps: steps, then: curve)
  }
}

extension Timm.Step: CurveSchedule {
  func curves(base: Double, group: Int) -> CurvePlan? {
    warmedUp(base, .exponential(from: base, factor: decayRate, steps: decayT, isStaircase: true))
  }
}

extension Timm.MultiStep: CurveSchedule {
  /// Each milestone acts an epoch early, and none in epoch 0.
  func curves(base: Double, group: Int) -> CurvePlan? {
    var stairs = [Curve.Stair(start: 0, rate: base)]
    for milestone in decayT.map({ $0.doubleValue.rounded(.up) }).sorted() {
      let start = max(Int(clamping: milestone), 2) - 1
      stairs.append(.init(start: start, rate: (stairs.last?.rate ?? base) * decayRate))
    }
    return warmedUp(base, .stairs(stairs.lastOfEachStart))
  }
}

extension TimmCyclicScheduler {
  /// The last of several cycles ends at the lowest rate, which stays.
  fileprivate var cycleCount: Int? { cycles.limit.steps.flatMap { $0 > 0 ? $0 : nil } }
}

extension Timm.Cosine: CurveSchedule {
  func curves(base: Double, group: Int) -> CurvePlan? {
    guard kDecay == 1, let steps = cycles.length.steps, let count = cycleCount else { return nil }
    let low = cycles.lowest
    if count == 1 { return clamped(base, .cosine(from: base, to: low, steps: steps), low) }
    guard cycles.decay == 1 || low == 0 else { return nil }
    return clamped(
      base,
      .restarts(from: base, to: low, steps: steps, growth: cycles.mul, height: cycles.decay, count: count),
      low)
  }

  private func clamped(_ base: Double, _ curve: Curve, _ low: Double) -> CurvePlan? {
    guard let plan = warmedUp(base, curve), let last = plan.parts.last else { return nil }
    return CurvePlan(plan.parts + [.init(start: last.start + curve.length, curve: .constant(low))])
  }
}

extension Timm.Poly: CurveSchedule {
  func curves(base: Double, group: Int) -> CurvePlan? {
    guard kDecay == 1, cycleCount == 1, let steps = cycles.length.steps else { return nil }
    return warmedUp(base, .polynomial(from: base, to: cycles.lowest, power: power, steps: steps))
  }
}
