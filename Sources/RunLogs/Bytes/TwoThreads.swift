#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Two pieces of work at once.
enum TwoThreads {
  /// Whether there is a processor for each.
  static let arePossible = sysconf(Int32(_SC_NPROCESSORS_ONLN)) > 1

  /// Does `first` here and `second` on a thread of its own, and returns when both are done. What one writes the other
  /// must not touch. Where no thread can be had, both are done here.
  static func run(_ first: () -> Void, _ second: () -> Void) {
    withoutActuallyEscaping(second) { second in
      var work = second
      withUnsafeMutablePointer(to: &work) { work in
        var thread = pthread_t()
        let status = pthread_create(
          &thread, nil,
          { work in
            work?.assumingMemoryBound(to: (() -> Void).self).pointee()
            return nil
          }, work)
        first()
        if status == 0 { pthread_join(thread, nil) } else { work.pointee() }
      }
    }
  }
}
