import CSystem

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Two pieces of work at once.
enum TwoThreads {
  /// Bytes of less than this are not worth a thread.
  private static let worthwhile = 1 << 17

  /// Whether there is a processor for each.
  static let arePossible = sysconf(Int32(_SC_NPROCESSORS_ONLN)) > 1

  /// Whether so many bytes are worth a thread.
  static func isWorthwhile(_ bytes: Int) -> Bool { arePossible && bytes >= worthwhile }

  /// Does `first` here and `second` on the thread that helps, and returns when both are done. What one writes the other
  /// must not touch. While that thread helps somebody else, or where none can be had, both are done here.
  static func run(_ first: () -> Void, _ second: () -> Void) {
    // The compiler puts the length of the file's path into the program here: of this name it is the same in every folder.
    #sourceLocation(file:"two-threads",line:33)
    withoutActuallyEscaping(second) { second in
      var work = second
      withUnsafeMutablePointer(to: &work) { work in
        let isShared = cs_helper_begin({ $0?.assumingMemoryBound(to: (() -> Void).self).pointee() }, work)
        first()
        if isShared { cs_helper_end() } else { work.pointee() }
      }
    }
    #sourceLocation()
  }
}
