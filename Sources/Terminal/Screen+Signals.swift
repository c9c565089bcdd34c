import CNcurses
import Canvas
import Glibc

extension Screen {
  /// Gives the terminal back, stops the whole job as Ctrl-Z does, and, once continued, takes the terminal again.
  /// The next `wait` returns `.resize` at once, for the redraw.
  package func suspend() { stop(wholeGroup: true) }

  /// Carries out SIGWINCH, SIGTSTP and SIGCONT and passes the others on.
  func takeSignals() -> [TerminalEvent] {
    let numbers = readSignals()
    var events = numbers.filter(Self.isFatal).map(TerminalEvent.signal)
    if numbers.contains(SIGTSTP) {
      stop(wholeGroup: false)
    } else if numbers.contains(SIGCONT) {
      takeBack()
    }
    if needsRedraw || (numbers.contains(SIGWINCH) && adoptSize()) {
      needsRedraw = false
      events.append(.resize(size))
    }
    return events
  }

  private static func isFatal(_ number: Int32) -> Bool {
    [SIGINT, SIGTERM, SIGHUP, SIGQUIT].contains(number)
  }

  private func readSignals() -> [Int32] {
    var bytes = [UInt8](repeating: 0, count: 64)
    let count = read(signals, &bytes, bytes.count)
    return bytes.prefix(max(0, count)).map(Int32.init)
  }

  private func stop(wholeGroup: Bool) {
    guard isOpen else { return }
    awaitAnswer()
    cn_guard_give_back()
    cn_renderer_leave()
    cn_signals_stop(wholeGroup)
    pendingSignals += readSignals().filter(Self.isFatal)
    takeBack()
  }

  /// After a stop nothing is known of the terminal: not its modes, not its size, not what it shows.
  private func takeBack() {
    device.enterRawMode()
    _ = adoptSize()
    cn_renderer_leave()
    isEntered = false
    shown = nil
    needsRedraw = true
  }

  /// Whether the size is a new one.
  private func adoptSize() -> Bool {
    guard let current = device.size, current != size else { return false }
    size = current
    shown = nil
    cn_renderer_resize(Int32(size.height), Int32(size.width))
    return true
  }
}
