extension StepLR: CurveSchedule {
  func curves(base: Double, group: Int) -> CurvePlan? {
    CurvePlan(.exponential(from: base, factor: gamma, steps: stepSize, isStaircase: true))
  }
}

extension ExponentialLR: CurveSchedule {
  func curves(base: Double, group: Int) -> CurvePlan? {
    CurvePlan(.exponential(from: base, factor: gamma, steps: 1, isStaircase: false))
  }
}

extension MultiStepLR: CurveSchedule {
  func curves(base: Double, group: Int) -> CurvePlan? {
    var stairs = [Curve.Stair(start: 0, rate: base)]
    for milestone in milestones.map(\.doubleValue).sorted() {
      // A milestone that is no epoch never comes.
      guard let start = Int(exactly: milestone), start >= 0 else { continue }
      stairs.append(Curve.Stair(start: start, rate: (stairs.last?.rate ?? base) * gamma))
    }
    return CurvePlan(.stairs(stairs.lastOfEachStart))
  }
}

extension [Curve.Stair] {
  /// Of stairs at the same step the last one counts.
  var lastOfEachStart: [Curve.Stair] {
    reduce(into: []) { stairs, stair in
      if stairs.last?.start == stair.start { stairs.removeLast() }
      stairs.append(stair)
    }
  }
}

extension ConstantLR: CurveSchedule {
  func curves(base: Double, group: Int) -> CurvePlan? {
    guard let end = totalIters.steps, end > 0 else { return CurvePlan(.constant(base * factor)) }
    return CurvePlan(.stairs([.init(start: 0, rate: base * factor), .init(start: end, rate: base)]))
  }
}

extension LinearLR: CurveSchedule {
  func curves(base: Double, group: Int) -> CurvePlan? {
    totalIters.steps.map { CurvePlan(.line(from: base * startFactor, to: base * endFactor, steps: $0)) }
  }
}

extension PolynomialLR: CurveSchedule {
  func curves(base: Double, group: Int) -> CurvePlan? {
    guard let steps = totalIters.steps, steps > 0 else { return CurvePlan(.constant(base)) }
    return CurvePlan(.polynomial(from: base, to: 0, power: power, steps: steps))
  }
}

extension CosineAnnealingLR: CurveSchedule {
  func curves(base: Double, group: Int) -> CurvePlan? {
    Int(exactly: tMax.doubleValue.magnitude).map { CurvePlan(.cosine(from: base, to: etaMin, steps: $0)) }
  }
}

extension CosineAnnealingWarmRestarts: CurveSchedule {
  func curves(base: Double, group: Int) -> CurvePlan? {
    CurvePlan(.restarts(from: base, to: etaMin, steps: t0, growth: Double(tMult), height: 1, count: nil))
  }
}

extension SWALR: CurveSchedule {
  func curves(base: Double, group: Int) -> CurvePlan? {
    let target = swaLR[group]
    if annealEpochs == 0 { return CurvePlan(.constant(target)) }
    switch annealStrategy {
    case .linear: return CurvePlan(.line(from: base, to: target, steps: annealEpochs))
    // The line keeps the rate at the target, where a cosine of PyTorch would come back.
    case .cos:
      return CurvePlan([
        .init(start: 0, curve: .cosine(from: base, to: target, steps: annealEpochs)),
        .init(start: annealEpochs, curve: .constant(target)),
      ])
    }
  }
}
