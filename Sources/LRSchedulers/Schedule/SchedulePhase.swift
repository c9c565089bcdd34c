/// One of the parts of a schedule that follow each other, such as a warm-up.
public struct SchedulePhase: Sendable, Equatable {
  /// The place of its scheduler in the list of members.
  public var index: Int
  /// The name of its scheduler.
  public var name: String
  /// The first epoch of the phase, counted from 0.
  public var start: Int

  /// A phase, as ``Schedule/phases`` gives it, or as a test of yours makes it.
  public init(index: Int, name: String, start: Int) {
    self.index = index
    self.name = name
    self.start = start
  }
}

extension Schedule {
  /// The parts that follow each other, in the order of time; empty for a schedule without member schedulers.
  public var phases: [SchedulePhase] { scheduler.phases }
}

extension ScheduleRun {
  /// The part that is in force; nil for a schedule without member schedulers.
  public var phase: SchedulePhase? { schedule.phases.last { $0.start <= lastEpoch } }
}
