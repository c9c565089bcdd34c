/// A run is written as its spec, its groups, and the state with PyTorch's names, and goes on where it was.
extension ScheduleRun: Codable {
  enum CodingKeys: String, CodingKey {
    case schedule, steps, groups, state
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let schedule = try Schedule(parsing: try container.decode(String.self, forKey: .schedule))
    let steps = try container.decode(Int.self, forKey: .steps)
    guard steps >= 0, steps.isCount else {
      throw DecodingError.dataCorruptedError(
        forKey: .steps, in: container, debugDescription: "expected a count of steps, but got \(steps)")
    }
    self.init(schedule, steps: steps, motion: try schedule.scheduler.motion(from: container))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(schedule.spec, forKey: .schedule)
    try container.encode(steps, forKey: .steps)
    try motion.encode(into: &container)
  }
}
