/// A run is written as its spec, its groups, and the state with PyTorch's names, and goes on where it was.
extension ScheduleRun: Codable {
  enum CodingKeys: String, CodingKey {
    case schedule, steps, groups, state
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let schedule = try Schedule(parsing: try container.decode(String.self, forKey: .schedule))
    let steps = try container.decode(Int.self, forKey: .steps)
    guard steps >= 0, steps.isSafeCount else {
      throw DecodingError.dataCorruptedError(
        forKey: .steps, in: container, debugDescription: "expected a count of steps, but got \(steps)")
    }
    let groups = try container.decode([ParameterGroup].self, forKey: .groups)
    let stepper = try schedule.scheduler.stepper(decoding: container.superDecoder(forKey: .state))
    do { try self.init(schedule, steps: steps, groups: groups, continuing: stepper) } catch {
      throw DecodingError.dataCorruptedError(forKey: .state, in: container, debugDescription: error.message)
    }
  }

  /// A run with a state that was read, which must fit the schedule and the groups.
  init(
    _ schedule: Schedule, steps: Int, groups: [ParameterGroup], continuing stepper: AnyStepper
  ) throws(SchedulerError) {
    try ParameterGroup.checkCount(groups)
    try schedule.validate(groups: groups)
    guard stepper.stepper.isValid(forGroupCount: groups.count) else { throw .foreignState(groups.count) }
    self.init(schedule, steps: steps, groups: groups, stepper: stepper)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(schedule, forKey: .schedule)
    try container.encode(steps, forKey: .steps)
    try container.encode(groups, forKey: .groups)
    try stepper.stepper.encodeState(to: container.superEncoder(forKey: .state))
  }
}
