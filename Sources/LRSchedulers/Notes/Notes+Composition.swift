extension SequentialLR {
  func notes(_ context: NoteContext) -> [ScheduleNote] {
    let phases = phases.filter { $0.start < context.epochs.count }
    let ends = phases.dropFirst().map(\.start) + [context.epochs.count]
    return zip(phases, ends).flatMap { phase, end in
      let stage = context.during(
        context.epochs.lowerBound + phase.start..<context.epochs.lowerBound + max(phase.start, end))
      let isLast = end == context.epochs.count
      return compositionNotes(phase, stage) + warmupNotes(phase, stage, isLast)
        + schedulers[phase.index].scheduler.notes(stage)
    }
  }

  private func compositionNotes(_ phase: SchedulePhase, _ stage: NoteContext) -> [ScheduleNote] {
    if schedulers[phase.index].members.isEmpty { return [] }
    if phase.start > 0 {
      return [ScheduleNote("\(phase.name) as a later stage of SequentialLR fails in epoch \(stage.epoch(0))")]
    }
    let oddity =
      phase.name == "SequentialLR" ? "runs one epoch ahead, its milestones too" : "makes one step too many"
    return [ScheduleNote("\(phase.name) as the first stage of SequentialLR \(oddity)")]
  }

  private func warmupNotes(_ phase: SchedulePhase, _ stage: NoteContext, _ isLast: Bool) -> [ScheduleNote] {
    guard !isLast, let warmup = schedulers[phase.index].scheduler as? LinearLR,
      warmup.totalIters.doubleValue > Double(stage.epochs.count)
    else { return [] }
    return [
      ScheduleNote(
        "LinearLR is cut short: the next stage begins in epoch \(stage.epochs.upperBound + 1), before total_iters"
      )
    ]
  }
}

extension ChainedScheduler {
  /// Members that compute the rate from the base rate.
  static let assigning: Set = [
    "LambdaLR", "CosineAnnealingWarmRestarts", "CyclicLR", "OneCycleLR",
  ]

  func notes(_ context: NoteContext) -> [ScheduleNote] {
    overwritingNotes + schedulers.flatMap { $0.scheduler.notes(context) }
  }

  private var overwritingNotes: [ScheduleNote] {
    let names = schedulers.map(\.name)
    guard let last = names.lastIndex(where: Self.assigning.contains), names.count > 1 else { return [] }
    let before = names[..<last].joined(separator: ", ")
    let after = names[(last + 1)...].joined(separator: ", ")
    let lost = before.isEmpty ? [] : [ScheduleNote("\(names[last]) overwrites what \(before) did before it")]
    let single =
      after.isEmpty
      ? [] : [ScheduleNote("\(names[last]) assigns the LR, so factors of \(after) do not accumulate")]
    return lost + single
  }
}
