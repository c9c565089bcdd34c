#if canImport(Glibc)
  import Glibc
#endif

/// SIGINT and SIGTERM end a command at once with the statuses the contract names, instead of by the signal itself.
///
/// Nothing has to be tidied up: output files are nameless until they are complete. The lab, which has a terminal to give
/// back, takes the signals over.
enum Interruption {
  static func exitQuietly() {
    signal(SIGINT) { _ in _exit(ExitStatus.interrupted.rawValue) }
    signal(SIGTERM) { _ in _exit(ExitStatus.terminated.rawValue) }
  }
}
