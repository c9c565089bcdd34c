/// Several steps of the scheduler where the plan has one: as many as there are processes, mostly.
struct FasterSteps: Hypothesis {
  private static let factors = Array(2...64) + [72, 80, 96, 128, 192, 256, 512, 1024]

  func explanations(of check: CheckCase) -> [Explanation] {
    for placement in check.placements where !placement.isMean {
      let units = check.units(placement)
      for factor in Self.factors {
        guard let fit = fit(check, units, factor),
          check.planVaries(check.all, units.map { $0 * factor }, Placement())
        else { continue }
        return [explanation(factor, fit, placement, check)]
      }
    }
    return []
  }

  /// At its end the schedule goes on, or stays where accelerate does not step it further.
  private func fit(_ check: CheckCase, _ units: [Int], _ factor: Int) -> Fit? {
    let last = check.plan.length - 1
    return check.exactFit(check.all) { check.table.rate(at: max(0, units[$0]) * factor) }
      ?? check.exactFit(check.all) { check.table.rate(at: min(last, max(0, units[$0]) * factor)) }
  }

  private func explanation(_ factor: Int, _ fit: Fit, _ placement: Placement, _ check: CheckCase)
    -> Explanation
  {
    Explanation(
      .tooFast,
      "The schedule runs through \(factor) times as fast as planned: the scheduler takes \(factor) steps for one, as accelerate's does with \(factor) processes, or its length counts \(factor) times as few steps.",
      fit, placement,
      remedy: "size the schedule by \(factor) times as many steps, or step it once for each optimizer.step()",
      details: [("factor", .number(Double(factor)))])
  }
}

/// One step of the scheduler for several of the plan: gradients are accumulated, and the schedule was sized in batches.
struct SlowerSteps: Hypothesis {
  func explanations(of check: CheckCase) -> [Explanation] {
    for placement in check.placements where !placement.isMean {
      let units = check.units(placement)
      let isOfEpochs = check.plan.interval == .step && !check.isEpochGuessed
      for factor in 2...64 where factor != (isOfEpochs ? check.stepsPerEpoch : nil) {
        if let found = explanation(factor, units, placement, check, { max(0, $0) / factor }) {
          return [found]
        }
        guard let length = check.stepsPerEpoch, check.plan.interval == .step, factor < length else {
          continue
        }
        // What is left at the end of an epoch makes an update too.
        let perEpoch = (length + factor - 1) / factor
        guard length % factor != 0 else { continue }
        let flushed = explanation(factor, units, placement, check) {
          max(0, $0) / length * perEpoch + max(0, $0) % length / factor
        }
        if let flushed { return [flushed] }
      }
    }
    return []
  }

  private func explanation(
    _ factor: Int, _ units: [Int], _ placement: Placement, _ check: CheckCase, _ slower: (Int) -> Int
  ) -> Explanation? {
    guard let fit = check.exactFit(check.all, { check.table.rate(at: slower(units[$0])) }) else { return nil }
    let units = units.map(slower)
    guard check.planVaries(check.all, units, Placement()) else { return nil }
    let reached = Double((units.max() ?? 0) + 1) / Double(max(1, check.plan.length))
    return Explanation(
      .tooSlow,
      "The rate changes once in \(factor) rows of the plan: the scheduler steps once for \(factor) batches, as with gradient accumulation, and the run reaches \(NumberWords.percent(reached)) of the schedule.",
      fit, placement,
      remedy: "size the schedule in optimizer steps: batches / \(factor)",
      details: [
        ("factor", .number(1 / Double(factor))), ("accumulation", .number(Double(factor))),
        ("reached_fraction", .number(reached)),
      ])
  }
}
