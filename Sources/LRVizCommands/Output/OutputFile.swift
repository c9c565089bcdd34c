#if canImport(Glibc)
  import Glibc
#endif

/// A file that is there whole or not at all.
///
/// The bytes go to a nameless file in the same directory, which takes the name when all is written: nothing is left
/// behind whatever ends the program before, and a reader never sees half a file. Devices and pipes are written directly.
struct OutputFile: ~Copyable {
  let descriptor: Int32
  private let path: String
  private let isNameless: Bool

  init(path: String) throws(CommandError) {
    self.path = path
    var status = stat()
    if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
      isNameless = false
      descriptor = open(path, O_WRONLY | O_CLOEXEC)
    } else {
      isNameless = true
      descriptor = open(Self.directory(of: path), Self.nameless | O_WRONLY | O_CLOEXEC, 0o666)
    }
    if descriptor < 0 { throw .cannotWrite("'\(path)'") }
  }

  deinit { close(descriptor) }

  /// Gives the written bytes their name, in the place of a file that had it.
  consuming func commit() throws(CommandError) {
    guard isNameless else { return }
    let temporary = "\(path).\(getpid()).tmp"
    unlink(temporary)
    let source = "/proc/self/fd/\(descriptor)"
    guard linkat(AT_FDCWD, source, AT_FDCWD, temporary, AT_SYMLINK_FOLLOW) == 0,
      rename(temporary, path) == 0
    else {
      let error = CommandError.cannotWrite("'\(path)'")
      unlink(temporary)
      throw error
    }
  }

  /// `O_TMPFILE`, a macro of Linux too involved for Swift to import.
  private static let nameless = 0o20_000_000 | O_DIRECTORY

  private static func directory(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}

extension OutputFile {
  /// Writes to a file, or to standard output if no path is given.
  static func write(
    to path: String?, _ body: (inout ByteSink) throws(CommandError) -> Void
  ) throws(CommandError) {
    guard let path else {
      var sink = ByteSink.standardOutput()
      try body(&sink)
      return try sink.flush()
    }
    let file = try OutputFile(path: path)
    var sink = ByteSink(descriptor: file.descriptor, name: "'\(path)'")
    try body(&sink)
    try sink.flush()
    try file.commit()
  }
}
