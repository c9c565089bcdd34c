#if canImport(Glibc)
  import Glibc
#endif

enum StandardError {
  /// Writes one message, in one piece, marked as the program's.
  static func say(_ message: String) {
    let line = "lrviz: \(message)\n"
    // There is nowhere left to tell that stderr cannot be written.
    _ = line.utf8.withContiguousStorageIfAvailable { write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
