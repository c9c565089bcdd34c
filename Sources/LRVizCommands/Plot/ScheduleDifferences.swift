import LRSchedulers

/// What tells schedules apart that are drawn together, in few words: their names, and of those of one class the
/// arguments that differ, also within their members.
///
///     StepLR(step_size=10), StepLR(step_size=30), ExponentialLR(gamma=0.9)
///     → StepLR step_size=10 · StepLR step_size=30 · ExponentialLR
struct ScheduleDifferences {
  /// The name of all, if they are of one class; then it is in none of `texts`.
  let commonName: String?
  /// One for each schedule, in order; empty for one that is like all others.
  let texts: [String]

  init(_ schedules: [Schedule]) {
    let commonName = Set(schedules.map(\.name)).count == 1 ? schedules.first?.name : nil
    texts = schedules.map { schedule in
      let peers = schedules.filter { $0.name == schedule.name }
      let name = commonName == nil ? [schedule.name] : []
      return (name + Self.parts(of: schedule, among: peers)).joined(separator: " ")
    }
    self.commonName = commonName
  }

  /// - Parameter peers: schedules of the same class, among them `schedule`.
  private static func parts(of schedule: Schedule, among peers: [Schedule]) -> [String] {
    schedule.entry.parameters.flatMap { parameter -> [String] in
      guard let value = schedule.value(of: parameter.name),
        peers.contains(where: { $0.value(of: parameter.name) != value })
      else { return [] }
      return parameter.kind == .schedules
        ? members(of: schedule, among: peers) : ["\(parameter.name)=\(value.python)"]
    }
  }

  /// Of members that differ by class their names; else what differs in them.
  private static func members(of schedule: Schedule, among peers: [Schedule]) -> [String] {
    let members = schedule.members
    guard peers.allSatisfy({ $0.members.count == members.count }) else {
      return [members.map(\.name).joined(separator: "+")]
    }
    return members.enumerated().flatMap { index, member in
      let others = peers.map { $0.members[index] }
      return others.allSatisfy { $0.name == member.name } ? parts(of: member, among: others) : [member.name]
    }
  }
}
