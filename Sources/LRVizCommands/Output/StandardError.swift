import Canvas

#if canImport(Glibc)
  import Glibc
#endif

enum StandardError {
  /// Whether stderr is a terminal that another program draws on, such as a pager or `watch` at the end of this program's pipe: one
  /// that draws has keys without waiting for Enter, which no shell leaves a program it starts.
  static var isTakenOver: Bool {
    var settings = termios()
    guard isatty(STDOUT_FILENO) == 0, tcgetattr(STDERR_FILENO, &settings) == 0 else { return false }
    return settings.c_lflag & tcflag_t(ICANON) == 0
  }

  /// Writes one message, in one piece, marked as the program's; what it quotes is shown, and never obeyed.
  static func say(_ message: String) {
    let line = "lrviz: \(SafeText.lines(message))\n"
    // There is nowhere left to tell that stderr cannot be written.
    _ = line.utf8.withContiguousStorageIfAvailable { write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
