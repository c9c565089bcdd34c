import LRSchedulers

/// A schedule of epochs that steps with every batch.
struct PerBatch: Hypothesis {
  func explanations(of check: CheckCase) -> [Explanation] {
    guard check.plan.interval == .epoch, check.logged.axis != .epoch || check.stepsPerEpoch != nil else {
      return []
    }
    for placement in check.placements {
      let steps = check.steps(placement)
      let units = check.units(placement)
      guard steps != units, let fit = check.exactFit(check.all, { check.table.rate(at: steps[$0]) }),
        check.planVaries(check.all, steps, Placement())
      else { continue }
      let factor = check.stepsPerEpoch.map { [("factor", Detail.number(Double($0)))] } ?? []
      let often = check.stepsPerEpoch.map { ", \($0) times an epoch" } ?? ""
      return [
        Explanation(
          .steppedPerBatch,
          "The scheduler counts epochs and is stepped with every batch\(often): the schedule runs through too soon.",
          fit, placement, remedy: "call scheduler.step() once an epoch, outside the loop over batches",
          details: factor)
      ]
    }
    return []
  }
}

/// A schedule of steps that steps once an epoch.
struct PerEpoch: Hypothesis {
  /// Epochs of fewer steps are not believed in where only the rates tell of them: gradients are accumulated over so many batches.
  private static let shortestGuess = 17

  func explanations(of check: CheckCase) -> [Explanation] {
    guard check.plan.interval == .step else { return [] }
    if check.isEpochGuessed, let length = check.stepsPerEpoch, length < Self.shortestGuess { return [] }
    for placement in check.placements where !placement.isMean && placement.extra == 0 {
      for length in lengths(check) {
        let epochs = check.logged.xs.map { x in
          Int(saturating: (((x + placement.offset) / Double(length)).rounded(.down)))
        }
        guard let fit = check.exactFit(check.all, { check.table.rate(at: epochs[$0]) }),
          check.planVaries(check.all, epochs, Placement())
        else { continue }
        return [explanation(check, fit, placement, epochs.max() ?? 0)]
      }
    }
    return []
  }

  private func lengths(_ check: CheckCase) -> [Int] {
    check.logged.axis == .epoch ? [1] : check.stepsPerEpoch.map { $0 > 1 ? [$0] : [] } ?? []
  }

  private func explanation(_ check: CheckCase, _ fit: Fit, _ placement: Placement, _ last: Int) -> Explanation
  {
    let reached = Double(last + 1) / Double(max(1, check.plan.length))
    var details: [(String, Detail)] = []
    if let length = check.stepsPerEpoch {
      details = [("factor", .number(1 / Double(length))), ("constant_run_length", .number(Double(length)))]
    }
    details.append(("reached_fraction", .number(reached)))
    var words =
      "The scheduler counts steps and is stepped once an epoch: the rate stays within each epoch, and the run reaches \(NumberWords.percent(reached)) of the schedule."
    if check.isEpochGuessed, let allowed = EpochLength.allowed(check.logged), allowed.count > 1 {
      words += " An epoch has \(allowed.lowerBound) to \(allowed.upperBound) steps, as far as the rows tell."
      details += [
        ("shortest_epoch", .number(Double(allowed.lowerBound))),
        ("longest_epoch", .number(Double(allowed.upperBound))),
      ]
    }
    return Explanation(
      .steppedPerEpoch, words,
      fit, placement, remedy: "call scheduler.step() after each optimizer.step()", details: details)
  }
}
