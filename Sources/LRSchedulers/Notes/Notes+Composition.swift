extension SequentialLR {
  func notes(_ context: NoteContext) -> [ScheduleNote] {
    let all = phases
    let phases = all.filter { $0.start < context.epochs.count }
    let contexts = context.stages(of: all)
    let stages = zip(phases, contexts).enumerated().flatMap { place, pair in
      let (phase, stage) = pair
      return beginningNotes(phase, stage)
        + (place > 0 ? jumpNotes(from: phases[place - 1], to: phase, stage) : [])
        + schedulers[phase.index].notes(stage)
    }
    return baseRateNotes + unreachableNotes(all)
      + context.unreachedNotes("SequentialLR", all, schedulers, "milestones")
      + stages
  }

  private func beginningNotes(_ phase: SchedulePhase, _ stage: NoteContext) -> [ScheduleNote] {
    if schedulers[phase.index].members.isEmpty { return [] }
    if phase.start > 0 {
      return [ScheduleNote("\(phase.name) as a later stage of SequentialLR fails in \(stage.place(0))")]
    }
    let oddity =
      phase.name == "SequentialLR"
      ? "runs one \(stage.unit) ahead, its milestones too" : "makes one step too many"
    return [ScheduleNote("\(phase.name) as the first stage of SequentialLR \(oddity)")]
  }

  /// A stage with a closed form begins from the base rate, although the one before has lowered it.
  private func jumpNotes(
    from previous: SchedulePhase, to phase: SchedulePhase, _ stage: NoteContext
  ) -> [ScheduleNote] {
    guard let before = closedForm(previous, stage), let form = closedForm(phase, stage),
      let top = try? before.lrs(at: 0)[0],
      let bottom = try? before.lrs(at: phase.start - previous.start - 1)[0],
      let begin = try? form.lrs(at: 0)[0], bottom < top, begin > bottom * 1.5
    else { return [] }
    return [
      ScheduleNote(
        "\(phase.name) begins in \(stage.place(0)) from the base LR, not where \(previous.name) ended")
    ]
  }

  private func closedForm(_ phase: SchedulePhase, _ stage: NoteContext) -> ClosedForm? {
    let schedule = schedulers[phase.index]
    guard schedule.members.isEmpty else { return nil }
    return try? schedule.closedForm(groups: stage.lrs.map { ParameterGroup(lr: $0, momentum: 0) })
  }

  /// OneCycleLR writes its own start into `initial_lr`, which SequentialLR begins with.
  private var baseRateNotes: [ScheduleNote] {
    guard let cycle = schedulers.dropFirst().lazy.compactMap({ $0.scheduler as? OneCycleLR }).last else {
      return []
    }
    let start = PythonNumber.repr(cycle.maxLR[0] / cycle.divFactor)
    return [
      ScheduleNote("OneCycleLR, a later stage, makes the first begin at max_lr / div_factor = \(start)")
    ]
  }

  private func unreachableNotes(_ phases: [SchedulePhase]) -> [ScheduleNote] {
    schedulers.indices.filter { index in !phases.contains { $0.index == index } }.map { index in
      let list = milestones.map(\.description).joined(separator: ", ")
      return ScheduleNote(
        "\(schedulers[index].name), stage \(index + 1), never runs with milestones=[\(list)]")
    }
  }
}

extension Optax.JoinSchedules {
  func notes(_ context: NoteContext) -> [ScheduleNote] {
    let stages = zip(phases, context.stages(of: phases)).flatMap { schedules[$0.index].notes($1) }
    return context.unreachedNotes("join_schedules", phases, schedules, "boundaries") + stages
  }
}

extension NoteContext {
  /// The contexts of the phases that begin in the run, in order. Of the last one nothing is said about its length if
  /// ``unreachedNotes(_:_:_:_:)`` says that the run ends in it.
  func stages(of all: [SchedulePhase]) -> [NoteContext] {
    let starts = all.map { max(0, $0.start) }.filter { $0 < epochs.count }
    let ends = starts.dropFirst() + [epochs.count]
    return zip(starts, ends).enumerated().map { place, range in
      let (start, end) = range
      var stage = during(epochs.lowerBound + start..<epochs.lowerBound + max(start, end))
      let isLast = place == starts.count - 1
      stage.isCutShort = isCutShort || !isLast
      stage.isPartOfNote = isPartOfNote || (isLast && all.contains { $0.start > epochs.count })
      return stage
    }
  }

  /// That the run ends before all stages have begun.
  func unreachedNotes(
    _ name: String, _ phases: [SchedulePhase], _ schedules: [Schedule], _ parameter: String
  ) -> [ScheduleNote] {
    guard !isPartOfNote, !isCutShort, count >= 1,
      let next = phases.indices.first(where: { phases[$0].start > epochs.count }), next > 0
    else { return [] }
    let mark = ScheduleExtent.Mark(parameter, Double(phases[next].start), offset: nil)
    let warmup = next == 1 ? schedules[phases[0].index].scheduler.extent.warmup : nil
    let words =
      warmup != nil
      ? "ends in its warm-up: \(share(of: mark)), and \(phases[next].name) never begins"
      : "never begins \(phases[next].name), stage \(phases[next].index + 1): \(comparison(of: mark))"
    return [ScheduleNote("\(name) \(words)\(hintIfStepsAreMeant(mark.step) ?? "")")]
  }
}

extension ChainedScheduler {
  func notes(_ context: NoteContext) -> [ScheduleNote] {
    overwritingNotes + floorNotes + schedulers.flatMap { $0.notes(context) }
  }

  private var overwritingNotes: [ScheduleNote] {
    let names = schedulers.map(\.name)
    guard let last = schedulers.lastIndex(where: \.scheduler.assignsLR), names.count > 1 else { return [] }
    let before = names[..<last].joined(separator: ", ")
    let after = names[(last + 1)...].joined(separator: ", ")
    let lost = before.isEmpty ? [] : [ScheduleNote("\(names[last]) overwrites what \(before) did before it")]
    let single =
      after.isEmpty
      ? [] : [ScheduleNote("\(names[last]) assigns the LR, so factors of \(after) do not accumulate")]
    return lost + single
  }

  private var floorNotes: [ScheduleNote] {
    let hasFloor = schedulers.contains { ($0.scheduler as? CosineAnnealingLR).map { $0.etaMin > 0 } ?? false }
    guard hasFloor, schedulers.count > 1 else { return [] }
    return [
      ScheduleNote("CosineAnnealingLR's eta_min is no floor in a chain: the LR may even become negative")
    ]
  }
}
