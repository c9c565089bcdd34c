#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What is worth a note about a schedule's length and the run's: most often steps were taken for epochs, or epochs for
/// steps.
extension Schedule {
  /// At most one note that the run is too short, or one that it is too long.
  func lengthNotes(_ context: NoteContext) -> [ScheduleNote] {
    guard context.count >= 1, !context.isPartOfNote else { return [] }
    let extent = scheduler.extent
    let words =
      context.isCutShort
      ? Self.cutShort(extent, context) : Self.tooShort(extent, context) ?? tooLong(extent, context)
    return words.map { [ScheduleNote("\(name) \($0)")] } ?? []
  }

  /// A stage that the next one ends, before it has got where it leads.
  private static func cutShort(_ extent: ScheduleExtent, _ context: NoteContext) -> String? {
    guard let mark = extent.warmup ?? extent.completion, mark.step > context.count else { return nil }
    return "is cut short: the next stage begins in \(context.place(context.count)), before \(mark.parameter)"
  }
}

// MARK: - Runs that see little of the schedule

extension Schedule {
  /// How much of a schedule that is meant to end with the run has to be seen: one that is an epoch longer is no mistake.
  private static let nearlyAll = 0.95
  /// How much of any other.
  private static let half = 0.5

  private static func tooShort(_ extent: ScheduleExtent, _ context: NoteContext) -> String? {
    if let warmup = extent.warmup, context.count <= warmup.step {
      let all = extent.completion.map { max($0.step, warmup.step) } ?? warmup.step
      return "ends in its warm-up: \(context.share(of: warmup))" + (context.hintIfStepsAreMeant(all) ?? "")
    }
    if let end = extent.completion, context.count < end.step * (extent.endsWithRun ? nearlyAll : half) {
      return "gets through only \(context.share(of: end))"
        + (context.hintIfStepsAreMeant(end.step) ?? context.fitting(end))
    }
    if let change = extent.firstChange, context.count < change.step {
      return "never changes the LR: \(context.comparison(of: change))"
        + (context.hintIfStepsAreMeant(change.step) ?? "")
    }
    return nil
  }
}

// MARK: - Runs that outlast the schedule

extension Schedule {
  /// A factor below which adding a step to a weight of the same size changes nothing in double precision.
  private static let vanishing = -15.0
  /// So many cycles, each shorter than an epoch, are hardly meant.
  private static let manyCycles = 20.0
  /// So often a cosine that was to fall once has gone down and up.
  private static let manySwings = 5.0
  /// A run is idle if the rate is 0 for more than a tenth of it.
  private static let idle = 0.9
  /// A schedule that is through so early was hardly meant for the run.
  private static let early = 0.05

  private func tooLong(_ extent: ScheduleExtent, _ context: NoteContext) -> String? {
    vanishes(extent, context) ?? repeats(extent, context) ?? turns(extent, context) ?? rests(extent, context)
  }

  private func vanishes(_ extent: ScheduleExtent, _ context: NoteContext) -> String? {
    guard let decay = extent.decay, decay.factor > 0, decay.every.step > 0 else { return nil }
    let times = ((context.count - 1) / decay.every.step).rounded(.down)
    let exponent = (log10(decay.factor) * times).rounded(.down)
    guard exponent < Self.vanishing, exponent.isFinite else { return nil }
    // A step size such as 1e-300 makes more of them than an Int counts.
    return "shrinks the LR below 1e\(Int(max(exponent, -9_999)) + 1) of its start: "
      + context.comparison(of: decay.every)
      + (context.hintIfEpochsAreMeant(decay.every.step) ?? "")
  }

  private func repeats(_ extent: ScheduleExtent, _ context: NoteContext) -> String? {
    guard let cycle = extent.cycle, cycle.step > 0, context.isPerStep,
      cycle.step < context.stepsPerEpoch.map(Double.init) ?? context.count / 200,
      context.count / cycle.step >= Self.manyCycles
    else { return nil }
    let times = NoteContext.grouped((context.count / cycle.step).rounded(.down))
    return "repeats its cycle \(times) times: \(context.comparison(of: cycle))"
      + (context.hintIfEpochsAreMeant(cycle.step) ?? context.fitting(cycle))
  }

  /// Past its end a cosine goes up again, which is noted where it does, or how often if it does often.
  private func turns(_ extent: ScheduleExtent, _ context: NoteContext) -> String? {
    guard let turn = extent.turn, turn.step > 0, context.reaches(turn.step + 1),
      let low = rate(at: turn.step.rounded(.down), context),
      let later = rate(at: min(context.count - 1, turn.step + max(1, turn.step / 2)), context), later > low
    else { return nil }
    let swings = (context.count / turn.step / 2).rounded(.down)
    if swings >= Self.manySwings {
      return "goes down and up \(NoteContext.grouped(swings)) times: \(context.comparison(of: turn))"
        + (context.hintIfEpochsAreMeant(turn.step) ?? context.fitting(turn))
    }
    return "rises again from \(context.place(turn.step + 1)) on, after \(context.assignment(of: turn))"
  }

  private func rests(_ extent: ScheduleExtent, _ context: NoteContext) -> String? {
    guard let rest = extent.rest, rest.step > 0, let last = rate(at: context.count - 1, context) else {
      return nil
    }
    if last == 0, rest.step < context.count * Self.idle {
      return "has LR 0 from \(context.place(rest.step)) on: \(context.comparison(of: rest))"
        + (context.hintIfEpochsAreMeant(rest.step) ?? context.fitting(rest))
    }
    guard rest.step < context.count * Self.early else { return nil }
    return "changes nothing after \(context.place(rest.step)): \(context.comparison(of: rest))"
      + (context.hintIfEpochsAreMeant(rest.step) ?? context.fitting(rest))
  }

  /// By the closed form; nil if there is none.
  private func rate(at step: Double, _ context: NoteContext) -> Double? {
    let groups = context.lrs.map { ParameterGroup(lr: $0, momentum: 0) }
    return try? closedForm(groups: groups).lrs(at: Int(clamping: step)).first
  }
}
