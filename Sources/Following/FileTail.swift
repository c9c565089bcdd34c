import RunLogs

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// A file that somebody else writes: gives every byte of it once, and says when it is no longer the file it was.
///
/// A file is another one when its name has another inode, when it is shorter than what was read of it, and when its
/// first bytes or those before the last place are not those that were read: in all these cases reading starts over. What was written
/// to a file before it was renamed is still read, as far as it is kept open. Nothing is ever written or locked.
final class FileTail {
  enum Look: Equatable {
    /// Nothing has come.
    case same
    /// Something has come; whether there is more to be read than was asked for.
    case grown(more: Bool)
    case vanished
    /// In the system's words.
    case unreadable(String)
  }

  /// What may be kept of the beginning, to know the file by.
  private static let headBytes = 1_024
  private static let recentBytes = 64
  /// A file that was cut while its writer went on at its old place begins with zeros.
  private static let zeroBytes = 64

  let path: String
  /// How much has been read.
  private(set) var offset = 0
  /// How much there was to be read at the last look, beyond what has been.
  var remaining: Int { max(0, (seen?.size ?? 0) - offset) }
  /// The beginning of the file.
  private(set) var head: [UInt8] = []
  /// When somebody last wrote to it, in seconds since 1970.
  private(set) var lastWrite = 0.0
  private var recent: [UInt8] = []
  private var identity: Identity?
  private var file: Int32 = -1
  private var seen: Stamp?

  private struct Identity: Equatable {
    var device: UInt64
    var inode: UInt64

    init(_ info: stat) {
      device = UInt64(truncatingIfNeeded: info.st_dev)
      inode = UInt64(truncatingIfNeeded: info.st_ino)
    }
  }

  private struct Stamp: Equatable {
    var size: Int
    var seconds: Int
    var nanoseconds: Int

    init(_ info: stat) {
      size = Int(info.st_size)
      seconds = info.st_mtim.tv_sec
      nanoseconds = info.st_mtim.tv_nsec
    }
  }

  init(path: String) {
    self.path = path
  }

  deinit { close() }

  /// Reads what has come since the last look, in order.
  ///
  /// - Parameters:
  ///   - buffer: room for a piece; its contents are of no interest.
  ///   - budget: bytes after which it stops and says that there are more.
  ///   - isTold: whether somebody says that the file has changed; else its time is believed.
  ///   - keepsOpen: whether the file may stay open between two looks.
  ///   - restarted: called before the bytes of a file that has started over.
  ///   - body: called with pieces of the file.
  func look(
    buffer: UnsafeMutableBufferPointer<UInt8>, budget: Int, isTold: Bool, keepsOpen: Bool,
    restarted: () -> Void, _ body: (Bytes) -> Void
  ) -> Look {
    var info = stat()
    guard stat(path, &info) == 0 else {
      let error = errno
      readRest(buffer, body)
      return error == ENOENT || error == ENOTDIR ? .vanished : .unreadable(Self.words(error))
    }
    guard info.st_mode & S_IFMT == S_IFREG else { return .unreadable("it is no file") }
    if let identity, identity != Identity(info) {
      readRest(buffer, body)
      restart(restarted)
    }
    guard open() else { return .unreadable(Self.words(errno)) }
    defer { if !keepsOpen { close() } }
    guard fstat(file, &info) == 0 else { return .unreadable(Self.words(errno)) }
    identity = Identity(info)
    let stamp = Stamp(info)
    if stamp == seen, !isTold, stamp.size == offset { return .same }
    if stamp.size < offset || !isAsItWas(buffer) { restart(restarted) }
    seen = stamp
    lastWrite = Double(stamp.seconds) + Double(stamp.nanoseconds) / 1e9
    return read(buffer, budget, body)
  }

  /// Starts over at the next look, as if nothing had been read.
  func rewind() {
    offset = 0
    head = []
    recent = []
    seen = nil
  }

  private func restart(_ restarted: () -> Void) {
    rewind()
    restarted()
  }

  private func open() -> Bool {
    if file < 0 { file = Self.opened(path) }
    return file >= 0
  }

  private func close() {
    if file >= 0 { _ = Self.closed(file) }
    file = -1
  }

  /// What is left of a file that has lost its name.
  private func readRest(_ buffer: UnsafeMutableBufferPointer<UInt8>, _ body: (Bytes) -> Void) {
    guard file >= 0 else { return }
    _ = read(buffer, .max, body)
    close()
  }

  private func read(_ buffer: UnsafeMutableBufferPointer<UInt8>, _ budget: Int, _ body: (Bytes) -> Void)
    -> Look
  {
    var taken = 0
    while taken < budget {
      let count = pread(file, buffer.baseAddress, buffer.count, off_t(offset))
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { return .unreadable(Self.words(errno)) }
      guard count > 0 else { return taken == 0 ? .same : .grown(more: false) }
      let bytes = Bytes(rebasing: buffer[..<count])
      let zeros = head.isEmpty ? leadingZeros(bytes) : 0
      remember(bytes)
      offset += count
      taken += count
      if zeros < count { body(Bytes(rebasing: bytes[zeros...])) }
    }
    return .grown(more: true)
  }

  private func leadingZeros(_ bytes: Bytes) -> Int {
    let count = bytes.prefix { $0 == 0 }.count
    return count >= Self.zeroBytes ? count : 0
  }

  private func remember(_ bytes: Bytes) {
    if head.count < Self.headBytes { head.append(contentsOf: bytes.prefix(Self.headBytes - head.count)) }
    recent.append(contentsOf: bytes.suffix(Self.recentBytes))
    if recent.count > Self.recentBytes { recent.removeFirst(recent.count - Self.recentBytes) }
  }

  /// Whether the bytes that were read are still where they were, so far as they are known.
  private func isAsItWas(_ buffer: UnsafeMutableBufferPointer<UInt8>) -> Bool {
    holds(head, at: 0, buffer) && holds(recent, at: offset - recent.count, buffer)
  }

  private func holds(_ bytes: [UInt8], at place: Int, _ buffer: UnsafeMutableBufferPointer<UInt8>) -> Bool {
    guard !bytes.isEmpty else { return true }
    let count = pread(file, buffer.baseAddress, bytes.count, off_t(place))
    return count == bytes.count && buffer[..<count].elementsEqual(bytes)
  }

  private static func words(_ error: Int32) -> String { String(cString: strerror(error)) }

  #if canImport(Glibc)
    private static func opened(_ path: String) -> Int32 {
      Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
    }
    private static func closed(_ file: Int32) -> Int32 { Glibc.close(file) }
  #else
    private static func opened(_ path: String) -> Int32 {
      Musl.open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
    }
    private static func closed(_ file: Int32) -> Int32 { Musl.close(file) }
  #endif
}
