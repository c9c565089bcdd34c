import Canvas

/// What `Screen.wait` returns.
package enum TerminalEvent: Sendable, Hashable {
  case key(KeyEvent)
  /// The size changed, or the screen has to be drawn again after the program was stopped: present a grid of
  /// this size.
  case resize(Size)
  /// The terminal has said what color its background is.
  case background(RGB)
  /// A `Waker` was used since the last wait.
  case wake
  /// SIGINT, SIGTERM, SIGHUP or SIGQUIT: close the screen and end.
  case signal(Int32)
  /// The terminal is gone: end; nothing can be drawn or read any more.
  case hangup
}
