/// Schedulers inside of schedulers, as ``SequentialLR`` and ``ChainedScheduler`` have them.
extension Schedule {
  /// The schedulers that are arguments of this one, in order.
  package var members: [Schedule] {
    entry.parameters.filter { $0.kind == .schedules }.flatMap { parameter -> [Schedule] in
      (value(of: parameter.name)?.listed ?? []).compactMap {
        if case .schedule(let member) = $0 { member } else { nil }
      }
    }
  }

  /// The schedule, its members, and theirs.
  var withMembers: [Schedule] { [self] + members.flatMap(\.withMembers) }

  /// Whether it moves the optimizer's momentum, or beta1, as CyclicLR and OneCycleLR do.
  package var movesMomentum: Bool {
    withMembers.contains {
      ($0.scheduler as? any MomentumMoving)?.movesMomentum ?? ($0.value(of: "cycle_momentum") == .bool(true))
    }
  }

  /// The scheduler at some place of the member at some place, and so on; itself if there are no places.
  package func member(at places: some Collection<Int>) -> Schedule? {
    guard let place = places.first else { return self }
    let members = members
    return members.indices.contains(place) ? members[place].member(at: places.dropFirst()) : nil
  }

  /// Whether it is made of the same classes, so that in PyTorch its attributes can be assigned to the other in mid-run.
  package func hasClasses(of other: Schedule) -> Bool {
    withMembers.map(\.name) == other.withMembers.map(\.name)
      && withMembers.map(\.members.count) == other.withMembers.map(\.members.count)
  }
}

extension ParameterValue {
  /// The elements of a list of members, or the one member; nil for what is neither.
  var listed: [ParameterValue]? {
    switch self {
    case .list(let values): values
    case .schedule: [self]
    default: nil
    }
  }
}
