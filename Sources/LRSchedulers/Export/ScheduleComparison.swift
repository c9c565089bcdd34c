/// Whether two schedules give the same rates, tried out step by step.
enum ScheduleComparison {
  /// The least number of steps that are compared.
  private static let leastSteps = 400

  /// The relative difference that is taken for rounding.
  private static let tolerance = 1e-9

  static func agree(_ a: Schedule, _ b: Schedule, _ context: CodeContext, steps: Int? = nil) -> Bool {
    let groups = context.lrs.map { ParameterGroup(lr: $0, initialLR: $0, momentum: 0) }
    guard let first = try? ScheduleRun(a, groups: groups), let second = try? ScheduleRun(b, groups: groups)
    else { return false }
    let count = steps ?? max(context.epochs, leastSteps)
    let (left, right) = (first.planned(epochs: count), second.planned(epochs: count))
    return left.count == right.count && zip(left, right).allSatisfy { agree($0, $1) }
  }

  private static func agree(_ a: [Double], _ b: [Double]) -> Bool {
    let peak = a.map(\.magnitude).max() ?? 0
    return a.count == b.count
      && zip(a, b).allSatisfy {
        ($0 - $1).magnitude <= max(tolerance * max($0.magnitude, $1.magnitude), 1e-12 * peak)
      }
  }
}
