/// A discrete change of a learning rate. Continuous schedules (a cosine, an exponential) make none.
public struct LRChange: Sendable, Equatable, Codable {
  /// What made the change.
  public enum Kind: String, Sendable, Codable {
    /// A step or a milestone of the schedule.
    case decay
    /// A metric stopped improving.
    case plateau
    /// One part of a schedule ends and the next begins.
    case phase
    /// A cycle restarts.
    case restart
    /// Set by hand.
    case set
  }

  /// The first epoch trained at the new rate, counted from 1.
  public var epoch: Int
  /// The first step at the new rate, counted from 1, where a training loop steps with every batch.
  public var step: Int?
  /// What made the change.
  public var kind: Kind
  /// The parameter group, counted from 0.
  public var group: Int
  /// The rate before.
  public var from: Double
  /// The rate after.
  public var to: Double

  /// A change, as ``ScheduleRun/step(metric:)`` returns it, or as a test of yours makes it.
  public init(epoch: Int, step: Int? = nil, kind: Kind, group: Int = 0, from: Double, to: Double) {
    self.epoch = epoch
    self.step = step
    self.kind = kind
    self.group = group
    self.from = from
    self.to = to
  }
}
