/// The rates of a schedule on some parameter groups, and whether others have the same.
struct RateComparison {
  /// How far two schedules go together.
  struct Agreement: Equatable, Sendable {
    /// The first step, counted from 0, whose rates differ; nil if none of those compared do.
    var firstMismatch: Int?

    static let whole = Agreement()

    /// As far as the one that parts first.
    func and(_ other: Agreement) -> Agreement {
      guard let firstMismatch, let end = other.firstMismatch else {
        return firstMismatch == nil ? other : self
      }
      return Agreement(firstMismatch: min(firstMismatch, end))
    }

    func covers(_ steps: Int) -> Bool { firstMismatch.map { $0 >= steps } ?? true }
  }

  /// The least and the most steps that are compared, however short or long the run is.
  private static let leastSteps = 400
  private static let mostSteps = 1_000_000

  /// The relative difference that is taken for rounding, and that of the largest rate, for differences near 0.
  private static let tolerance = 1e-9
  private static let floor = 1e-11

  private let lrs: [Double]
  private let steps: Int
  /// `[group][step]`, as far as the schedule goes.
  let rates: [[Double]]

  /// - Parameter length: the steps after which the schedule repeats itself or stays.
  init(_ schedule: Schedule, _ context: CodeContext, length: Int) throws(SchedulerError) {
    lrs = context.lrs
    let twice = min(max(length, 0), 10_000) * 2 + 2
    steps = min(max(context.steps, Self.leastSteps, twice), Self.mostSteps)
    rates = try Self.rates(schedule, lrs, steps)
  }

  private static func rates(
    _ schedule: Schedule, _ lrs: [Double], _ steps: Int
  ) throws(SchedulerError) -> [[Double]] {
    let groups = CodeContext(lrs: lrs).groups(for: schedule)
    return try ScheduleRun(schedule, groups: groups).planned(epochs: steps)
  }

  /// Whether another schedule has these rates on the same groups.
  func agreement(with other: Schedule) -> Agreement {
    guard let found = try? Self.rates(other, lrs, steps) else { return Agreement(firstMismatch: 0) }
    return zip(rates, found).reduce(.whole) { $0.and(Self.agreement($1.0, $1.1)) }
  }

  /// Whether another schedule has the rates of one group.
  func agreement(with other: Schedule, group: Int) -> Agreement {
    guard let found = try? Self.rates(other, [lrs[group]], steps).first else {
      return Agreement(firstMismatch: 0)
    }
    return Self.agreement(rates[group], found)
  }

  private static func agreement(_ expected: [Double], _ found: [Double]) -> Agreement {
    let peak = expected.reduce(0) { max($0, $1.magnitude) }
    let parts = zip(expected, found).enumerated().first { _, pair in
      let limit = max(tolerance * max(pair.0.magnitude, pair.1.magnitude), floor * peak)
      return !((pair.0 - pair.1).magnitude <= limit || pair.0 == pair.1)
    }
    return Agreement(firstMismatch: parts?.offset ?? (found.count < expected.count ? found.count : nil))
  }
}
