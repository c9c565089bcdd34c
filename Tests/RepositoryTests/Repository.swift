import Testing

#if canImport(Glibc)
  import Glibc
#endif

/// The work tree these tests read.
enum Repository {
  static let root = #filePath.split(separator: "/").dropLast(3).joined(separator: "/")

  /// The text of a file, by its path from the root; nil if it is not there.
  static func text(_ path: String) -> String? {
    guard let file = fopen("/\(root)/\(path)", "r") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = fread(&buffer, 1, buffer.count, file), count > 0 {
      bytes.append(contentsOf: buffer[..<count])
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  static func exists(_ path: String) -> Bool { access("/\(root)/\(path)", F_OK) == 0 }

  static func write(_ text: String, to path: String) throws {
    let file = try #require(fopen("/\(root)/\(path)", "w"))
    defer { fclose(file) }
    fputs(text, file)
  }

  /// The paths of the files below a directory, from the root.
  static func files(below directory: String, ending suffix: String) -> [String] {
    names(in: directory).flatMap { name -> [String] in
      let path = "\(directory)/\(name)"
      if name.hasSuffix(suffix) { return [path] }
      return files(below: path, ending: suffix)
    }.sorted()
  }

  /// The names in a directory, but for hidden ones; none if it is not a directory.
  static func names(in directory: String) -> [String] {
    guard let stream = opendir("/\(root)/\(directory)") else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted()
  }
}
