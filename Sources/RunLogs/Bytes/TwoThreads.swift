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

  /// Where the part of lines begins that another thread reads; nil where that does not pay.
  ///
  /// - Parameter part: how much of them is read here, from 0 to 1.
  /// - Returns: a place right behind a newline.
  static func middle(_ bytes: Bytes, from start: Int, part: Double) -> Int? {
    guard isWorthwhile(bytes.count - start) else { return nil }
    let place = start + Int(Double(bytes.count - start) * part)
    return bytes[place...].firstIndex(of: 0x0A).map { $0 + 1 }
  }

  /// Does `first` here and `second` on a thread of its own, and returns when both are done. What one writes the other
  /// must not touch. Where no thread can be had, both are done here.
  static func run(_ first: () -> Void, _ second: () -> Void) {
    // The compiler puts the length of the file's path into the program here: of this name it is the same in every folder.
    #sourceLocation(file:"two-threads",line:33)
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
    #sourceLocation()
  }
}

/// When bytes are shared among two threads: once for each piece that comes. What the second thread has read is lost where
/// the first one stops early, at a line that takes more care; after that it is left alone for ever longer.
struct Sharing: Sendable {
  private static let longest = 64
  private var isOpen = false
  /// For how many pieces the second thread is left alone, and how many of them are to come.
  private var pause = 0
  private var left = 0

  /// A new piece has come.
  mutating func begin() {
    isOpen = left == 0
    if left > 0 { left -= 1 }
  }

  /// Whether this piece may still be shared.
  var mayBeTaken: Bool { isOpen }

  /// Whether this piece may be shared; true once.
  mutating func take() -> Bool {
    defer { isOpen = false }
    return isOpen
  }

  mutating func note(isLost: Bool) {
    pause = isLost ? min(Self.longest, max(1, pause * 2)) : 0
    left = pause
  }
}
