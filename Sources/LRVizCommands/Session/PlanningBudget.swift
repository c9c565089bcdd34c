/// How many planned rates are made in one go: as many as take a few milliseconds, which depends on the schedule and on
/// the machine.
struct PlanningBudget {
  private static let wanted = Duration.milliseconds(3)
  private static let range = 256.0...16_777_216.0

  /// Steps of the next slice.
  private(set) var steps = 2_048

  /// A slice has been made.
  mutating func took(_ time: Duration) {
    let ratio = time > .zero ? Self.wanted / time : 2
    // Carefully upwards: the next steps may be of another pane, with a slower schedule.
    let next = Double(steps) * min(ratio, 2)
    steps = Int(min(max(next, Self.range.lowerBound), Self.range.upperBound))
  }
}
