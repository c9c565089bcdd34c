import Glibc

/// A folder of a test's own, gone with it, and files in it that change as those of trainers do.
package final class ScratchFolder {
  package let path: String

  package init() throws {
    var template = Array("/tmp/lrviz-test-XXXXXX".utf8CString)
    let isMade = template.withUnsafeMutableBufferPointer { $0.baseAddress.flatMap { mkdtemp($0) } != nil }
    guard isMade else { throw ScratchError(number: errno) }
    path = String(decoding: template.dropLast().map(UInt8.init), as: UTF8.self)
  }

  deinit { Self.remove(path) }

  private static func remove(_ path: String) {
    var info = stat()
    guard lstat(path, &info) == 0 else { return }
    guard info.st_mode & S_IFMT == S_IFDIR else {
      unlink(path)
      return
    }
    for name in names(at: path) { remove("\(path)/\(name)") }
    rmdir(path)
  }

  package func file(_ name: String) -> String { "\(path)/\(name)" }

  package func folder(_ name: String) { mkdir(file(name), 0o777) }

  /// Writes into a file: over what it holds, behind it (`O_APPEND`), or in its place (0). Folders are made.
  package func write(_ text: String, to name: String, flags: Int32 = O_CREAT | O_TRUNC) {
    write(Array(text.utf8), to: name, flags: flags)
  }

  package func write(_ bytes: [UInt8], to name: String, flags: Int32 = O_CREAT | O_TRUNC) {
    var folder = ""
    for part in name.split(separator: "/").dropLast() {
      folder += "/\(part)"
      mkdir(path + folder, 0o777)
    }
    let descriptor = open(file(name), O_WRONLY | flags, 0o666)
    _ = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
    close(descriptor)
  }

  package func append(_ text: String, to name: String) { write(text, to: name, flags: O_CREAT | O_APPEND) }

  /// Writes another file and gives it the name, as editors do.
  package func replace(_ name: String, with text: String) {
    write(text, to: name + ".new")
    rename(file(name + ".new"), file(name))
  }

  /// What a file holds; empty if it is not there.
  package func text(_ name: String) -> String {
    let descriptor = open(file(name), O_RDONLY)
    guard descriptor >= 0 else { return "" }
    defer { close(descriptor) }
    var (bytes, piece) = ([UInt8](), [UInt8](repeating: 0, count: 1 << 16))
    while case let count = read(descriptor, &piece, piece.count), count > 0 { bytes += piece[..<count] }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The names in a folder, sorted.
  package func names(_ folder: String = "") -> [String] { Self.names(at: file(folder)) }

  package static func names(at path: String) -> [String] {
    guard let handle = opendir(path) else { return [] }
    defer { closedir(handle) }
    var names: [String] = []
    while let entry = readdir(handle) {
      // An entry is no longer than its name: a copy of the whole field would read behind the folder's buffer.
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
  }
}

/// Why there is no folder.
package struct ScratchError: Error {
  let number: Int32
}
