import Synchronization

/// Wakes the reader once for the news of all runs together, until it is reset: a frame costs one wake-up, however many
/// runs and epochs it shows.
final class WakeLatch: Sendable {
  private let isSignaled = Atomic(false)
  private let wake: @Sendable () -> Void

  init(_ wake: @escaping @Sendable () -> Void) {
    self.wake = wake
  }

  /// From any thread.
  func signal() {
    // Acquiring and releasing orders the signal after the news and before the reader's look at them.
    if !isSignaled.exchange(true, ordering: .acquiringAndReleasing) { wake() }
  }

  func reset() {
    isSignaled.store(false, ordering: .sequentiallyConsistent)
  }
}
