import Synchronization

/// Rings once for the news of all runs together, until it is armed again: a frame costs one wake-up, however many runs
/// and epochs it shows.
final class Bell: Sendable {
  private let hasRung = Atomic(false)
  private let sound: @Sendable () -> Void

  init(_ sound: @escaping @Sendable () -> Void) {
    self.sound = sound
  }

  /// From any thread.
  func ring() {
    // Acquiring and releasing orders the ring after the news and before the reader's look at them.
    if !hasRung.exchange(true, ordering: .acquiringAndReleasing) { sound() }
  }

  func rearm() {
    hasRung.store(false, ordering: .sequentiallyConsistent)
  }
}
