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
  /// - Returns: what the system says where it cannot be read.
  package static func read(_ path: String, piece: Int = 1 << 20, _ body: (Bytes) -> Bool) -> String? {
    let isInput = path == "-"
    let file = isInput ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
    guard file >= 0 else { return String(cString: strerror(errno)) }
    defer { if !isInput { close(file) } }
    let room = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: isInput ? piece : Self.room(file, piece))
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

  /// As many bytes as an open file has, and one to see its end; no more than a piece.
  private static func room(_ file: Int32, _ piece: Int) -> Int {
    var info = stat()
    guard fstat(file, &info) == 0, info.st_mode & S_IFMT == S_IFREG, info.st_size < piece else {
      return piece
    }
    return max(1 << 10, Int(info.st_size) + 1)
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
