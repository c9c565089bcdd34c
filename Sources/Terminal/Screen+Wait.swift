import CNcurses
import Canvas
import Glibc

extension Screen {
  /// Sleeps until the user, a signal, a `Waker` or the terminal itself has something to say, at most `timeout`
  /// (nil: forever; nothing runs meanwhile).
  /// - Returns: what happened, in order; empty only after the timeout.
  package func wait(timeout: Duration?) -> [TerminalEvent] {
    guard isOpen else { return [.hangup] }
    let end = timeout.map { ContinuousClock.now + $0 }
    var events = takePendingEvents()
    while events.isEmpty {
      let ready = sleep(until: end.map { min($0, keyEnd ?? $0) } ?? keyEnd)
      events = takeEvents(of: ready)
      let now = ContinuousClock.now
      if !ready.contains(.input), let keyEnd, keyEnd <= now { events += flushKeys() }
      if let end, end <= now { break }
    }
    return events
  }

  /// What can be read without waiting.
  private struct Ready: OptionSet {
    let rawValue: Int
    static let input = Ready(rawValue: 1)
    static let signal = Ready(rawValue: 2)
    static let wake = Ready(rawValue: 4)
    static let hangup = Ready(rawValue: 8)
  }

  private func sleep(until end: ContinuousClock.Instant?) -> Ready {
    var polled = (
      pollfd(fd: device.descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: signals, events: Int16(POLLIN), revents: 0),
      pollfd(fd: waker.descriptor, events: Int16(POLLIN), revents: 0)
    )
    let count = withUnsafeMutableBytes(of: &polled) {
      cn_poll($0.bindMemory(to: pollfd.self).baseAddress, 3, Self.nanoseconds(until: end))
    }
    guard count > 0 else { return [] }
    var ready: Ready = []
    if polled.0.revents & Int16(POLLIN) != 0 { ready.insert(.input) }
    if polled.0.revents & Int16(POLLHUP | POLLERR | POLLNVAL) != 0 { ready.insert(.hangup) }
    if polled.1.revents != 0 { ready.insert(.signal) }
    if polled.2.revents != 0 { ready.insert(.wake) }
    return ready
  }

  /// Nanoseconds for `cn_poll`; a day is as good as forever, and cannot overflow.
  private static func nanoseconds(until end: ContinuousClock.Instant?) -> Int64 {
    guard let end else { return -1 }
    let rest = min(max(.zero, ContinuousClock.now.duration(to: end)), .seconds(86_400)).components
    return rest.seconds * 1_000_000_000 + rest.attoseconds / 1_000_000_000
  }

  private func takePendingEvents() -> [TerminalEvent] {
    defer {
      pendingSignals = []
      needsRedraw = false
    }
    return pendingSignals.map(TerminalEvent.signal) + (needsRedraw ? [.resize(size)] : [])
  }

  private func takeEvents(of ready: Ready) -> [TerminalEvent] {
    var events: [TerminalEvent] = []
    if ready.contains(.signal) { events += takeSignals() }
    if ready.contains(.wake) {
      waker.reset()
      events.append(.wake)
    }
    if ready.contains(.input) {
      events += takeInput()
    } else if ready.contains(.hangup) {
      events.append(.hangup)
    }
    return events
  }
}
