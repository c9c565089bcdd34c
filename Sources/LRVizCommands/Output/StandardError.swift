import Canvas

#if canImport(Glibc)
  import Glibc
#endif

enum StandardError {
  /// Writes one message, in one piece, marked as the program's; what it quotes is shown, and never obeyed.
  static func say(_ message: String) {
    let line = "lrviz: \(SafeText.lines(message))\n"
    // There is nowhere left to tell that stderr cannot be written.
    _ = line.utf8.withContiguousStorageIfAvailable { write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
