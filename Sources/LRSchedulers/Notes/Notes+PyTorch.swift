extension CosineAnnealingLR {
  func notes(_ context: NoteContext) -> [ScheduleNote] {
    let minimum = tMax.doubleValue.magnitude
    guard context.reaches(minimum + 1) else { return [] }
    return [
      ScheduleNote(
        "CosineAnnealingLR rises again from epoch \(context.epoch(minimum + 1)) on, after T_max=\(tMax)")
    ]
  }
}

extension OneCycleLR {
  func notes(_ context: NoteContext) -> [ScheduleNote] {
    let total = Double(
      totalSteps ?? (epochs ?? 0).multipliedReportingOverflow(by: stepsPerEpoch ?? 0).partialValue)
    guard context.reaches(total) else { return [] }
    return [
      ScheduleNote(
        "OneCycleLR runs past its end in epoch \(context.epoch(total)): total_steps is over, one more step fails"
      )
    ]
  }
}

extension PolynomialLR {
  func notes(_ context: NoteContext) -> [ScheduleNote] {
    totalIters.doubleValue <= 0
      ? [ScheduleNote("PolynomialLR does nothing with total_iters=\(totalIters)")] : []
  }
}

extension ReduceLROnPlateau {
  func notes(_ context: NoteContext) -> [ScheduleNote] {
    guard context.hasNegativeMetrics, thresholdMode == .rel, threshold != 0 else { return [] }
    let sense = mode == .min ? "worse" : "slightly worse"
    return [
      ScheduleNote(
        "ReduceLROnPlateau takes \(sense) metrics for better while the best is negative; use threshold_mode='abs'"
      )
    ]
  }
}
