import Dispatch

/// The threads all runs share.
enum TrainingPool {
  /// Work lands on a global queue that does not overcommit, which has as many threads as there are cores; a serial
  /// queue without this target would bring a thread of its own.
  static let queue = DispatchQueue(
    label: "lrviz.training", qos: .utility, attributes: .concurrent, target: .global(qos: .utility))

  /// How long a chunk of work lasts, in nanoseconds: short enough that a tweak is seen at once and runs share the
  /// cores evenly, long enough that queueing costs nothing.
  static let chunk: UInt64 = 3_000_000

  /// Optimizer steps between two looks at the clock.
  static let burst = 8

  /// Reports that may wait to be fetched; a run that is further ahead of its reader waits for it.
  static let mailboxLimit = 4096
}
