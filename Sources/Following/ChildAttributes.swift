#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What programs are started with.
package enum ChildAttributes {
  /// What this program does about signals is no affair of its children: they get the system's own ways, and none is blocked.
  ///
  /// - Parameters:
  ///   - flags: of `posix_spawnattr_setflags`, beside those for signals.
  ///   - body: starts the program; the attributes are gone afterwards.
  package static func with<Result>(
    flags: Int16 = 0, _ body: (UnsafeMutablePointer<posix_spawnattr_t>) -> Result
  ) -> Result {
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var (none, all) = (sigset_t(), sigset_t())
    sigemptyset(&none)
    sigfillset(&all)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setsigdefault(&attributes, &all)
    posix_spawnattr_setflags(
      &attributes, flags | Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF))
    return body(&attributes)
  }
}
