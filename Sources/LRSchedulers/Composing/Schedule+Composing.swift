/// Schedules made of schedules, as one would write them in Python. Each is refused where the library refuses it.
extension Schedule {
  /// With another schedule behind it from a step on, in a SequentialLR or, of optax, in a `join_schedules`.
  package func followed(by tail: Schedule, from start: Int) throws(SchedulerError) -> Schedule {
    try requireStage(tail)
    guard let staged = scheduler as? any StagedScheduler else { return try joined(with: tail, at: start) }
    return try staged.appending(tail, from: start).checked
  }

  /// Stepped together with another one, in a ChainedScheduler.
  package func chained(with other: Schedule) throws(SchedulerError) -> Schedule {
    guard [.pytorch, .transformers, .own].contains(entry.library) else {
      throw SchedulerError(.type, "\(entry.library.rawValue) chains no schedules, PyTorch does")
    }
    for schedule in [self, other] { try schedule.requireNoMetric(in: "ChainedScheduler") }
    if var chain = scheduler as? ChainedScheduler {
      chain.schedulers.append(other)
      return try replacing(chain).checked
    }
    return try Schedule(declared: ChainedScheduler(schedulers: [self, other])).checked
  }

  /// With another scheduler in a member's place.
  package func replacingMember(
    at places: some Collection<Int>, with other: Schedule
  ) throws(SchedulerError) -> Schedule {
    guard let place = places.first else { return other }
    try requireMember(place)
    let member = try members[place].replacingMember(at: places.dropFirst(), with: other)
    return try settingMembers { $0[place] = member }
  }

  /// Without a member; what is left is alone if it is the only one.
  package func removing(_ places: some Collection<Int>) throws(SchedulerError) -> Schedule {
    guard let place = places.first else { throw Self.onePiece(name) }
    try requireMember(place)
    if places.count > 1 {
      let member = try members[place].removing(places.dropFirst())
      return try settingMembers { $0[place] = member }
    }
    if members.count <= 2 { return members.count == 2 ? members[1 - place] : members[0] }
    if let staged = scheduler as? any StagedScheduler { return try staged.removing(place).checked }
    return try settingMembers { $0.remove(at: place) }
  }

  /// Only a member of it.
  package func unwrapping(_ places: some Collection<Int>) throws(SchedulerError) -> Schedule {
    guard !places.isEmpty, let member = member(at: places) else { throw Self.onePiece(name) }
    return member
  }

  private static func onePiece(_ name: String) -> SchedulerError {
    SchedulerError(.value, "\(name) has no member schedulers")
  }
}

extension Schedule {
  /// One behind the other, as the library writes it.
  func joined(with tail: Schedule, at start: Int) throws(SchedulerError) -> Schedule {
    entry.library == .optax
      ? try Schedule(declared: Optax.JoinSchedules(schedules: [self, tail], boundaries: [.int(start)]))
        .checked
      : try Schedule(declared: SequentialLR(schedulers: [self, tail], milestones: [.int(start)])).checked
  }

  /// Refuses what PyTorch refuses when the next stage's turn comes, or has no word for.
  func requireStage(_ stage: Schedule) throws(SchedulerError) {
    for schedule in [self, stage] { try schedule.requireNoMetric(in: "SequentialLR") }
    switch entry.library {
    case .pytorch, .transformers, .optax, .own: return
    default:
      throw SchedulerError(.type, "\(entry.library.rawValue) joins no schedules, PyTorch and optax do")
    }
  }

  /// Short, for PyTorch's own sentence is long.
  func requireNoMetric(in owner: String) throws(SchedulerError) {
    guard needsMetric else { return }
    throw SchedulerError(.value, "PyTorch's \(owner) refuses it: its step needs a metric")
  }

  private func requireMember(_ place: Int) throws(SchedulerError) {
    guard members.indices.contains(place) else {
      throw SchedulerError(.attribute, "\(name) has no member \(place + 1)")
    }
  }

  /// With other members in its list of them.
  private func settingMembers(_ change: (inout [Schedule]) -> Void) throws(SchedulerError) -> Schedule {
    guard let list = entry.parameters.first(where: { $0.kind == .schedules }) else { return self }
    var members = members
    change(&members)
    return try setting(list.name, to: .list(members.map(ParameterValue.schedule)))
  }

  /// Itself, unless its library refuses the arguments.
  var checked: Schedule {
    get throws(SchedulerError) {
      try scheduler.validate()
      return self
    }
  }
}

extension CatalogScheduler {
  /// As a schedule, unless its library refuses the arguments.
  var checked: Schedule {
    get throws(SchedulerError) { try Schedule(declared: self).checked }
  }
}
