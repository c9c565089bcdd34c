import LRSchedulers

/// What can be made of a pane's schedule with other schedulers.
enum CompositionEdit: String, Sendable, CaseIterable {
  case warmup = "warm-up"
  case tail = "then…"
  case chain = "multiply by…"
  case exchange = "replace…"
  case remove
  case unwrap = "keep only"

  /// Whether it takes another scheduler, to be chosen.
  var takesMember: Bool {
    switch self {
    case .tail, .chain, .exchange: true
    case .warmup, .remove, .unwrap: false
    }
  }
}

extension TrainingPane {
  /// The member that is meant when none is named: that of the selected parameter, else the phase in force, else the
  /// last one. Empty for a schedule without members.
  var targetMember: [Int] {
    let places = selectedSlot.places
    if !places.isEmpty || schedule.members.isEmpty { return places }
    return [phase?.index ?? schedule.members.count - 1]
  }

  /// The warm-up that `m` puts in front: five epochs, of a short run less.
  var warmupPlan: WarmupPlan {
    let epochs = min(5, max(1, configuration.epochs / 4))
    return WarmupPlan(steps: epochs * (stepsPerEpoch ?? 1), lr: configuration.lrs.first ?? 0.1)
  }

  /// Where a tail begins: after three quarters of the run, or half-way between the last phase's start and the end.
  var tailStart: Int {
    let counts = stepsPerEpoch ?? 1
    let (end, last) = (configuration.epochs * counts, schedule.phases.last?.start ?? 0)
    let wanted = end / 4 * 3
    return max(last + 1, wanted > last ? wanted : last + (end - last) / 2)
  }
}
