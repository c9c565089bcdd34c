extension CosineAnnealingLR {
  func notes(_ context: NoteContext) -> [ScheduleNote] {
    let minimum = tMax.doubleValue.magnitude
    var notes: [ScheduleNote] = []
    if context.lrs.contains(where: { $0 < etaMin }) {
      notes.append(
        ScheduleNote("CosineAnnealingLR rises, as eta_min=\(PythonNumber.repr(etaMin)) is above the LR"))
    }
    if context.reaches(minimum + 1) {
      let place = context.place(minimum + 1)
      notes.append(ScheduleNote("CosineAnnealingLR rises again from \(place) on, after T_max=\(tMax)"))
    }
    return notes
  }
}

extension OneCycleLR {
  func notes(_ context: NoteContext) -> [ScheduleNote] {
    let total = Double(
      totalSteps ?? (epochs ?? 0).multipliedReportingOverflow(by: stepsPerEpoch ?? 0).partialValue)
    let momentum = cycleMomentum ? context.momentumNotes("OneCycleLR", maxMomentum[0]) : []
    guard context.reaches(total) else { return momentum }
    let place = context.place(total)
    return [
      ScheduleNote("OneCycleLR runs past its end in \(place): total_steps is over, one more step fails")
    ] + momentum
  }
}

extension CyclicLR {
  func notes(_ context: NoteContext) -> [ScheduleNote] {
    cycleMomentum ? context.momentumNotes("CyclicLR", maxMomentum[0]) : []
  }
}

extension NoteContext {
  /// Momentum makes the same rate count several times over: a comparison with other schedules is no longer fair.
  fileprivate func momentumNotes(_ name: String, _ highest: Double) -> [ScheduleNote] {
    guard lacksMomentum else { return [] }
    let momentum = PythonNumber.repr(highest)
    return [
      ScheduleNote(
        "\(name) gives the optimizer momentum up to \(momentum); cycle_momentum=False leaves it without")
    ]
  }
}

extension PolynomialLR {
  func notes(_ context: NoteContext) -> [ScheduleNote] {
    totalIters.doubleValue <= 0
      ? [ScheduleNote("PolynomialLR does nothing with total_iters=\(totalIters)")] : []
  }
}

extension ConstantLR {
  /// The end has to be met exactly.
  func notes(_ context: NoteContext) -> [ScheduleNote] {
    let end = totalIters.doubleValue
    guard factor != 1, end < 1 || end != end.rounded() else { return [] }
    return [ScheduleNote("ConstantLR keeps its factor for ever with total_iters=\(totalIters)")]
  }
}

extension MultiStepLR {
  func notes(_ context: NoteContext) -> [ScheduleNote] {
    milestones.contains { $0.doubleValue == 0 }
      ? [ScheduleNote("MultiStepLR decays before the first \(context.unit), at milestone 0")] : []
  }
}

extension ReduceLROnPlateau {
  func notes(_ context: NoteContext) -> [ScheduleNote] {
    [
      context.hasNegativeMetrics && thresholdMode == .rel && threshold != 0 ? negativeMetricsNote : nil,
      mode == .min && thresholdMode == .rel && threshold >= 1
        ? "never sees an improvement with threshold=\(PythonNumber.repr(threshold))" : nil,
      patience.doubleValue < 0 ? "lowers the LR after every \(context.unit) with patience=\(patience)" : nil,
      context.lrs.indices.allSatisfy { minLR[$0] >= context.lrs[$0] }
        ? "never lowers the LR, as min_lr is not below it" : nil,
    ].compactMap { $0 }.map { ScheduleNote("ReduceLROnPlateau " + $0) }
  }

  private var negativeMetricsNote: String {
    let sense = mode == .min ? "worse" : "slightly worse"
    return "takes \(sense) metrics for better while the best is negative; use threshold_mode='abs'"
  }
}
