import Dispatch

/// The threads all runs share.
enum TrainingPool {
  /// A global queue does not overcommit: it has as many threads as there are cores. A serial queue without this target
  /// would bring a thread of its own.
  static let queue = DispatchQueue.global(qos: .utility)

  /// How long a chunk of work lasts, in nanoseconds: short enough that a tweak is seen at once and runs share the
  /// cores evenly, long enough that queueing costs nothing.
  static let chunk: UInt64 = 3_000_000

  /// What lasts less, in nanoseconds, is done on the tick itself: a few of these end before another thread has woken.
  static let brief: UInt64 = 100_000

  /// Optimizer steps between two looks at the clock.
  static let burst = 8

  /// Reports that may wait to be fetched; a run that is further ahead of its reader waits for it.
  static let mailboxLimit = 4096
}
