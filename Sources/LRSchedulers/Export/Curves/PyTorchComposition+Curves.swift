extension OneCycleLR: CurveSchedule {
  /// Phases end between two steps in general; only those that end at one are curves of others.
  func curves(base: Double, group: Int) -> CurvePlan? {
    let total = totalSteps ?? (epochs ?? 0).multipliedReportingOverflow(by: stepsPerEpoch ?? 0).partialValue
    let (peak, first) = (maxLR[group], maxLR[group] / divFactor)
    let last = first / finalDivFactor
    let rise = pctStart * Double(total)
    guard let top = Int(exactly: rise - 1), top >= 0, total > 0 else { return nil }
    guard threePhase else {
      return CurvePlan(warmup: phase(first, peak, top), steps: top, then: phase(peak, last, total - 1 - top))
    }
    guard let back = Int(exactly: 2 * rise - 2), back >= top else { return nil }
    return CurvePlan([
      .init(start: 0, curve: phase(first, peak, top)),
      .init(start: top, curve: phase(peak, first, back - top)),
      .init(start: back, curve: phase(first, last, total - 1 - back)),
    ])
  }

  private func phase(_ from: Double, _ to: Double, _ steps: Int) -> Curve {
    annealStrategy == .cos
      ? .cosine(from: from, to: to, steps: steps) : .line(from: from, to: to, steps: steps)
  }
}

extension CyclicLR: CurveSchedule {
  /// The most lines that are written out one by one.
  private static let mostLines = 40

  /// Lines up and down without an end: the first of them.
  func curves(base: Double, group: Int) -> CurvePlan? {
    guard mode == .triangular, scaleFunction == nil, let up = stepSizeUp.steps,
      let down = (stepSizeDown ?? stepSizeUp).steps, up > 0, down > 0
    else { return nil }
    var (parts, start) = ([CurvePlan.Part](), 0)
    let (low, high) = (baseLR[group], maxLR[group])
    for index in 0..<Self.mostLines {
      let rises = index.isMultiple(of: 2)
      let line = Curve.line(from: rises ? low : high, to: rises ? high : low, steps: rises ? up : down)
      parts.append(.init(start: start, curve: line))
      start += rises ? up : down
    }
    return CurvePlan(parts, end: start)
  }
}

extension SequentialLR: CurveSchedule {
  /// Stages that each begin from the base rate; whether they do is found out by trying.
  func curves(base: Double, group: Int) -> CurvePlan? {
    var plans: [(start: Int, plan: CurvePlan)] = []
    for (index, member) in members.enumerated() {
      let start = index == 0 ? 0 : milestones[index - 1].steps
      guard let start, let plan = (member.scheduler as? any CurveSchedule)?.curves(base: base, group: group)
      else {
        return nil
      }
      plans.append((start, plan))
    }
    return CurvePlan.joined(plans)
  }
}

extension ChainedScheduler: CurveSchedule {
  /// A chain of one is that one.
  func curves(base: Double, group: Int) -> CurvePlan? {
    guard members.count == 1 else { return nil }
    return (members[0].scheduler as? any CurveSchedule)?.curves(base: base, group: group)
  }
}
