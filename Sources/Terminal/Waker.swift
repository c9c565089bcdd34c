import CNcurses
import Glibc

/// Wakes `Screen.wait` from any thread. Cheap enough to call for every sample: wakes between two waits are one.
package struct Waker: Sendable {
  private let counter: EventCounter

  init?() {
    guard let counter = EventCounter() else { return nil }
    self.counter = counter
  }

  package func wake() { counter.increment() }

  var descriptor: Int32 { counter.descriptor }

  /// Forgets the wakes so far.
  func reset() { counter.reset() }
}

/// An eventfd, closed when the last `Waker` of it is gone: a run that ends after the screen must not write to a
/// descriptor that has become something else.
private final class EventCounter: Sendable {
  let descriptor: Int32

  init?() {
    descriptor = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
    if descriptor < 0 { return nil }
  }

  func increment() { _ = eventfd_write(descriptor, 1) }

  func reset() {
    var count: eventfd_t = 0
    _ = eventfd_read(descriptor, &count)
  }

  deinit { close(descriptor) }
}
