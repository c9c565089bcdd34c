import CSystem
import Canvas
import Glibc

/// The terminal behind standard output, opened again: reading works when standard input is a pipe, and O_NONBLOCK does
/// not leak into the shell's descriptor.
struct TerminalDevice {
  let descriptor: Int32
  /// The line discipline as it was found.
  let original: termios

  init() throws(TerminalError) {
    guard isatty(STDOUT_FILENO) == 1 else { throw .notATerminal }
    let opened = Glibc.open("/proc/self/fd/1", O_RDWR | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
    // Opening can be forbidden (after su); the inherited descriptor serves then.
    let chosen = opened >= 0 ? opened : fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3)
    var modes = termios()
    guard chosen >= 0, tcgetattr(chosen, &modes) == 0 else { throw .system("tcgetattr", errno: errno) }
    descriptor = chosen
    original = modes
  }

  /// Keys one by one and unechoed, output untouched. Ctrl-C and Ctrl-Z arrive as keys; Ctrl-\ still makes SIGQUIT.
  func enterRawMode() {
    var modes = original
    cfmakeraw(&modes)
    modes.c_lflag |= tcflag_t(ISIG)
    withUnsafeMutableBytes(of: &modes.c_cc) { keys in
      keys[Int(VINTR)] = 0
      keys[Int(VSUSP)] = 0
      keys[Int(VMIN)] = 1
      keys[Int(VTIME)] = 0
    }
    while tcsetattr(descriptor, TCSANOW, &modes) != 0, errno == EINTR {}
  }

  /// The line discipline as it was found.
  func leaveRawMode() {
    var modes = original
    while tcsetattr(descriptor, TCSANOW, &modes) != 0, errno == EINTR {}
  }

  /// The window in cells, within what ncurses and the lab can be expected to hold; nil if the kernel does not know.
  var size: Size? {
    var rows: Int32 = 0
    var columns: Int32 = 0
    guard cs_window_size(descriptor, &rows, &columns) else { return nil }
    return Size(width: min(Int(columns), 1024), height: min(Int(rows), 512))
  }

  /// Writes everything, waiting for a slow terminal, unless `interruption` becomes readable or the terminal is
  /// gone: then it returns false and what the terminal shows is unknown.
  func write(_ bytes: UnsafeRawBufferPointer, unless interruption: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = Glibc.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno == EAGAIN {
        guard waitUntilWritable(unless: interruption) else { return false }
      } else if errno != EINTR {
        return false
      }
    }
    return true
  }

  private func waitUntilWritable(unless interruption: Int32) -> Bool {
    var polled = [
      pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0),
      pollfd(fd: interruption, events: Int16(POLLIN), revents: 0),
    ]
    _ = poll(&polled, 2, -1)
    return polled[1].revents == 0 && polled[0].revents & Int16(POLLHUP | POLLERR) == 0
  }
}
