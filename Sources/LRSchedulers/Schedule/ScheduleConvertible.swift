/// What can be had as a ``Schedule``: each scheduler of PyTorch, a schedule itself, and recipes of your own.
///
///     struct WarmUpAndCosine: ScheduleConvertible {
///       var warmUp = 5
///       var epochs = 100
///
///       var schedule: Schedule {
///         SequentialLR(
///           schedulers: [
///             LinearLR(startFactor: 0.1, totalIters: warmUp), CosineAnnealingLR(tMax: epochs - warmUp),
///           ], milestones: [warmUp]
///         ).schedule
///       }
///     }
///
/// ``ScheduleRun`` and the members of ``SequentialLR`` and ``ChainedScheduler`` take any of them.
public protocol ScheduleConvertible {
  /// The same as a value whose type is not in the code, which can be printed, edited, run and saved.
  var schedule: Schedule { get }
}

extension Schedule: ScheduleConvertible {
  /// The schedule itself.
  public var schedule: Schedule { self }

  /// The schedule that a scheduler or a recipe stands for.
  public init(_ convertible: some ScheduleConvertible) { self = convertible.schedule }
}
