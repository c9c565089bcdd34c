import LRSchedulers

extension CompositionEdit {
  func applied(to pane: TrainingPane) throws(SchedulerError) -> Schedule {
    let schedule = pane.schedule
    switch self {
    case .warmup: return try schedule.warmedUp(pane.warmupPlan)
    case .remove: return try schedule.removing(pane.targetMember)
    case .unwrap: return try schedule.unwrapping(pane.targetMember)
    case .tail, .chain, .exchange: return schedule
    }
  }

  func applied(to pane: TrainingPane, with member: Schedule) throws(SchedulerError) -> Schedule {
    let schedule = pane.schedule
    switch self {
    case .tail: return try schedule.followed(by: member, from: pane.tailStart)
    case .chain: return try schedule.chained(with: member)
    case .exchange: return try schedule.replacingMember(at: pane.targetMember, with: member)
    case .warmup, .remove, .unwrap: return schedule
    }
  }

  /// Why it cannot be done with this pane, whatever is chosen; nil if it can.
  func reasonAgainst(_ pane: TrainingPane) -> String? {
    do {
      _ = try takesMember ? applied(to: pane, with: pane.sampleMember) : applied(to: pane)
      return nil
    } catch {
      return error.message
    }
  }

  /// What it would do to the pane, or why it cannot.
  func summary(for pane: TrainingPane) -> String {
    if let reason = reasonAgainst(pane) { return "not here: " + reason }
    let member = SlotHead.title(pane.targetMember, pane.schedule)
    switch self {
    case .warmup: return "a linear rise in front (key m)"
    case .tail:
      return "another scheduler after it, from \(pane.configuration.interval) \(pane.tailStart + 1) on"
    case .chain: return "another scheduler beside it: their factors multiply"
    case .exchange: return "another scheduler in place of \(member.isEmpty ? pane.schedule.name : member)"
    case .remove: return "\(member) goes, the rest stays"
    case .unwrap: return "only \(member) stays"
    }
  }
}

extension TrainingPane {
  /// A scheduler that fits wherever any of its library does.
  fileprivate var sampleMember: Schedule {
    let name = schedule.entry.library == .optax ? "constant_schedule" : "ConstantLR"
    return Catalog.entry(named: name).map { Schedule(default: $0) } ?? schedule
  }
}
