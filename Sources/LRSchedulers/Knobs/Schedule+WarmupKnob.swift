/// The length of a warm-up, which may stand in several arguments: that of the rise, the place where the next stage begins, and
/// how long that lasts.
extension Schedule {
  /// The counts over which the rate rises at first, 0 where an argument for it says none; nil for a schedule that has no place
  /// for a warm-up.
  package var warmupCounts: Int? {
    switch scheduler {
    case let staged as any StagedScheduler:
      guard let first = staged.stages.first, first.isRise else { return nil }
      return staged.stageStarts.first.flatMap { Int(exactly: $0.doubleValue) }
    case let chain as ChainedScheduler: return chain.schedulers.lazy.compactMap(\.warmupCounts).first
    default: break
    }
    if let (part, total) = risingPart { return Int(exactly: (part * Double(total)).rounded()) }
    return warmupArgument.flatMap { value(of: $0)?.number }.flatMap { Int(exactly: $0.doubleValue.rounded()) }
  }

  /// The same schedule with a warm-up of another length, which ends where it ended: a body that counts from the end of the
  /// warm-up gets shorter by what the warm-up gets longer.
  ///
  /// - Throws: where there is no warm-up, or no room for so long a one.
  package func settingWarmup(_ counts: Int) throws(SchedulerError) -> Schedule {
    guard warmupCounts != nil else { throw SchedulerError(.attribute, "\(name) has no warm-up") }
    guard counts >= 0 else { throw SchedulerError(.value, "a warm-up of \(counts) cannot be") }
    switch scheduler {
    case let staged as any StagedScheduler: return try staged.rising(over: counts).checked
    case let chain as ChainedScheduler:
      guard let index = chain.schedulers.firstIndex(where: { $0.warmupCounts != nil }) else { return self }
      return try replacingMember(at: [index], with: chain.schedulers[index].settingWarmup(counts)).checked
    default: return try settingOwnWarmup(counts).checked
    }
  }

  private func settingOwnWarmup(_ counts: Int) throws(SchedulerError) -> Schedule {
    if let (_, total) = risingPart {
      guard counts <= total else { throw Self.noRoom(counts, "the whole schedule has \(total)") }
      return try replacing("pct_start", with: .double(Double(counts) / Double(total)))
    }
    guard let argument = warmupArgument else { return self }
    let changed = try replacing(argument, with: .int(counts))
    guard case .int(let stable)? = value(of: "num_stable_steps") else {
      return try changed.endingLike(self, warmup: counts)
    }
    let rest = stable - (counts - (warmupCounts ?? 0))
    guard rest >= 0 else { throw Self.noRoom(counts, "num_stable_steps=\(stable) leave none") }
    return try changed.replacing("num_stable_steps", with: .int(rest))
  }

  /// The argument that counts a warm-up of the scheduler's own.
  private var warmupArgument: String? {
    if let mark = scheduler.extent.warmup, mark.value == nil, value(of: mark.parameter)?.number != nil {
      return mark.parameter
    }
    guard let own = ownWarmup, value(of: "warmup_target") != .null else { return nil }
    return own
  }

  /// The part of all counts that rises, where an argument says that.
  private var risingPart: (part: Double, total: Int)? {
    guard let part = value(of: "pct_start")?.number?.doubleValue, let length = scheduler.lengthMark,
      let total = Int(exactly: length.step.rounded()), total > 0
    else { return nil }
    return (part, total)
  }

  /// Whether it leads from a lower rate up to the base rate.
  fileprivate var isRise: Bool {
    if let counts = warmupCounts { return counts > 0 }
    return name == "ConstantLR" && (value(of: "factor")?.number?.doubleValue ?? 1) < 1
  }

  /// The rise with another length.
  fileprivate func rising(over counts: Int) throws(SchedulerError) -> Schedule {
    warmupCounts == nil ? try replacing("total_iters", with: .int(counts)) : try settingWarmup(counts)
  }

  /// With its length so that it ends where another one does, from which it differs in its warm-up.
  private func endingLike(_ other: Schedule, warmup: Int) throws(SchedulerError) -> Schedule {
    guard let old = other.length, let new = length, old.parameter.name == new.parameter.name else {
      return self
    }
    return try shortened(by: new.start - old.start, warmup: warmup)
  }

  /// With its length less so many counts; itself where it has none.
  fileprivate func shortened(by counts: Int, warmup: Int) throws(SchedulerError) -> Schedule {
    guard counts != 0, let (parameter, _) = length, case .int(let present)? = value(of: parameter.name) else {
      return self
    }
    guard present - counts > 0 else {
      throw Self.noRoom(warmup, "\(parameter.name)=\(present) has to give them")
    }
    return try replacing(parameter.name, with: .int(present - counts))
  }

  fileprivate static func noRoom(_ counts: Int, _ reason: String) -> SchedulerError {
    SchedulerError(.value, "no room for a warm-up of \(counts): \(reason)")
  }
}

extension StagedScheduler {
  /// With a first stage of another length. The second one begins later by that, and is shorter where it lasts to the end or
  /// to the next.
  fileprivate func rising(over counts: Int) throws(SchedulerError) -> Self {
    guard let start = stageStarts.first, let old = Int(exactly: start.doubleValue), stages.count > 1 else {
      return self
    }
    guard counts > 0 else {
      throw SchedulerError(.value, "a warm-up that is a stage has at least 1 count")
    }
    if stageStarts.count > 1, stageStarts[1].doubleValue <= Double(counts) {
      throw Schedule.noRoom(counts, "the stage after the next begins at \(stageStarts[1])")
    }
    var copy = self
    copy.stages[0] = try stages[0].rising(over: counts)
    copy.stageStarts[0] = .int(counts)
    if stageStarts.count == 1 || fills(1, from: old) {
      copy.stages[1] = try stages[1].shortened(by: counts - old, warmup: counts)
    }
    return copy
  }

  /// Whether a stage is as long as there is room before the next one.
  private func fills(_ stage: Int, from start: Int) -> Bool {
    guard let (parameter, first) = stages[stage].length,
      let count = stages[stage].value(of: parameter.name)?.number?.doubleValue
    else { return false }
    return Double(start + first) + count == stageStarts[stage].doubleValue
  }
}
