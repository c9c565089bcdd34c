#if canImport(Glibc)
  import Glibc
#endif

enum InputFile {
  /// What stdin brought: it can be read once, and a script may be read again with more answers.
  private static let standardInput = Result<String, CommandError> { () throws(CommandError) in
    try contents("-")
  }

  /// A file's text, or what `-` brings: stdin's. Bytes that are not UTF-8 are replaced.
  static func text(_ path: String) throws(CommandError) -> String {
    try path == "-" ? standardInput.get() : contents(path)
  }

  private static func contents(_ path: String) throws(CommandError) -> String {
    let descriptor = path == "-" ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      throw CommandError(reading(path), errno == ENOENT ? .noSuchFile : .inputOutput)
    }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &piece, piece.count)
      if count == 0 { return String(decoding: bytes, as: UTF8.self) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw CommandError(reading(path), .inputOutput) }
      bytes.append(contentsOf: piece[..<count])
    }
  }

  private static func reading(_ path: String) -> String {
    "cannot read '\(path)': \(String(cString: strerror(errno)))"
  }
}
