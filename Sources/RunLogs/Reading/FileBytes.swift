#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Files and folders, as little of them as reading logs needs.
package enum FileBytes {
  package enum Kind: Sendable { case file, folder, other }

  package static func kind(_ path: String) -> Kind? {
    var info = stat()
    guard stat(path, &info) == 0 else { return nil }
    switch info.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .folder
    default: return .other
    }
  }

  package static func size(_ path: String) -> Int {
    var info = stat()
    return stat(path, &info) == 0 ? Int(info.st_size) : 0
  }

  /// Calls `body` with the bytes of a file, piece by piece; `-` is standard input. A file is not
  /// mapped: a program that reads a mapped file dies when another one shortens it.
  ///
  /// - Parameter piece: how many bytes at most; nil for as many as suit the file.
  /// - Returns: what the system says where it cannot be read.
  package static func read(_ path: String, piece: Int? = nil, _ body: (Bytes) -> Bool) -> String? {
    let isInput = path == "-"
    let file = isInput ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
    guard file >= 0 else { return String(cString: strerror(errno)) }
    defer { if !isInput { close(file) } }
    let size = isInput ? nil : Self.size(ofOpen: file)
    if piece == nil, let size, size > usualPiece { return readLong(file, body) }
    // One byte more than there are, to see the end.
    let most = piece ?? usualPiece
    let room = UnsafeMutableBufferPointer<UInt8>.allocate(
      capacity: size.map { min(most, max(1 << 10, $0 + 1)) } ?? most)
    defer { room.deallocate() }
    while true {
      let count = Glibc.read(file, room.baseAddress, room.count)
      if count == 0 { return nil }
      if count < 0 {
        if errno == EINTR { continue }
        return String(cString: strerror(errno))
      }
      if !body(Bytes(rebasing: room[..<count])) { return nil }
    }
  }

  private static let usualPiece = 1 << 20
  /// Of a long file, whose pieces are shared among two threads: so long that handing over costs little.
  private static let longPiece = 1 << 21

  /// The size of an open file; nil of what is none, such as a pipe.
  private static func size(ofOpen file: Int32) -> Int? {
    var info = stat()
    guard fstat(file, &info) == 0, info.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int(info.st_size)
  }

  /// Reads a file in long pieces, half of each on another thread: the kernel's copy is a good part of all work.
  private static func readLong(_ file: Int32, _ body: (Bytes) -> Bool) -> String? {
    let room = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: longPiece)
    defer { room.deallocate() }
    var place = 0
    while true {
      let half = longPiece / 2
      var (first, second) = (Filled(), Filled())
      TwoThreads.run {
        first = Filled(file, UnsafeMutableBufferPointer(rebasing: room[..<half]), at: place)
      } _: {
        second = Filled(file, UnsafeMutableBufferPointer(rebasing: room[half...]), at: place + half)
      }
      // Behind a first half that is not full there is nothing, unless the file has grown since.
      let count = first.count < half ? first.count : half + second.count
      if count > 0, !body(Bytes(rebasing: room[..<count])) { return nil }
      if let problem = first.problem ?? (first.count < half ? nil : second.problem) { return problem }
      if count == 0 { return nil }
      place += count
    }
  }

  /// What came of filling room with the bytes of a file.
  private struct Filled {
    var count = 0
    var problem: String?

    init() {}

    init(_ file: Int32, _ room: UnsafeMutableBufferPointer<UInt8>, at place: Int) {
      while count < room.count {
        let more = pread(file, room.baseAddress.map { $0 + count }, room.count - count, off_t(place + count))
        if more > 0 {
          count += more
        } else if more == 0 {
          return
        } else if errno != EINTR {
          problem = String(cString: strerror(errno))
          return
        }
      }
    }
  }

  /// The beginning of a file.
  package static func head(_ path: String, count: Int) -> [UInt8] {
    var head: [UInt8] = []
    _ = read(path, piece: count) { bytes in
      head.append(contentsOf: bytes.prefix(count - head.count))
      return head.count < count
    }
    return head
  }

  /// A small file as text.
  static func text(_ path: String) -> String { head(path, count: 1 << 16).text }

  /// Names in a folder, sorted.
  package static func names(_ folder: String) -> [String] {
    guard let handle = opendir(folder) else { return [] }
    defer { closedir(handle) }
    var names: [String] = []
    while let entry = readdir(handle) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }
}

/// The parts of paths.
package enum PathName {
  package static func last(_ path: String) -> String {
    String(path.split(separator: "/", omittingEmptySubsequences: true).last ?? "")
  }

  package static func folder(_ path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  package static func join(_ folder: String, _ name: String) -> String {
    folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
  }
}
