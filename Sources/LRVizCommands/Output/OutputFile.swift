import CSystem

#if canImport(Glibc)
  import Glibc
#endif

/// A file that is there whole or not at all.
///
/// The bytes go to a nameless file in the same directory, which takes the name when all is written: nothing is left
/// behind whatever ends the program before, and a reader never sees half a file. File systems that have no nameless
/// files get a named one beside it. Devices and pipes are written directly.
struct OutputFile: ~Copyable {
  let descriptor: Int32
  /// Of the file itself, not of a link to it.
  private let path: String
  private let kind: Kind

  private enum Kind { case direct, nameless, named }

  /// Whatever can be found out about the path is found out here, before the work that fills the file.
  init(path: String) throws(CommandError) {
    self.path = Self.resolved(path)
    var status = stat()
    let isThere = stat(path, &status) == 0
    if isThere, status.st_mode & S_IFMT != S_IFREG {
      (descriptor, kind) = (open(path, O_WRONLY | O_CLOEXEC), .direct)
    } else {
      (descriptor, kind) = Self.canBeNamed(self.path) ? Self.openBeside(self.path) : (-1, .direct)
    }
    if descriptor < 0 { throw .cannotWrite("'\(path)'") }
    if kind != .direct, isThere { fchmod(descriptor, status.st_mode & 0o7777) }
  }

  deinit {
    if kind == .named { unlink(temporary) }
    close(descriptor)
  }

  /// Gives the written bytes their name, in the place of a file that had it.
  borrowing func commit() throws(CommandError) {
    if kind == .direct { return }
    if kind == .nameless {
      unlink(temporary)
      guard linkat(AT_FDCWD, Self.link(to: descriptor), AT_FDCWD, temporary, AT_SYMLINK_FOLLOW) == 0 else {
        throw .cannotWrite("'\(path)'")
      }
    }
    guard rename(temporary, path) == 0 else {
      let error = CommandError.cannotWrite("'\(path)'")
      unlink(temporary)
      throw error
    }
  }

  /// An empty name, or one that is too long, would only be refused at the end.
  private static func canBeNamed(_ path: String) -> Bool {
    errno = ENOENT
    return !path.isEmpty && (access(temporary(for: path), F_OK) == 0 || errno == ENOENT)
  }

  private var temporary: String { Self.temporary(for: path) }

  private static func openBeside(_ path: String) -> (Int32, Kind) {
    let nameless = cs_open_nameless(directory(of: path), 0o666)
    if nameless >= 0, access(link(to: nameless), F_OK) == 0 { return (nameless, .nameless) }
    if nameless >= 0 { close(nameless) }
    let flags = O_WRONLY | O_CLOEXEC | O_CREAT | O_TRUNC | O_NOFOLLOW
    return (open(temporary(for: path), flags, 0o666), .named)
  }

  private static func link(to descriptor: Int32) -> String { "/proc/self/fd/\(descriptor)" }

  private static func temporary(for path: String) -> String { "\(path).\(getpid()).tmp" }

  private static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  private static func directory(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}

extension OutputFile {
  /// Whether what is written to the path is seen on a terminal at once.
  static func isTerminal(_ path: String?) -> Bool { (path ?? "-") == "-" && isatty(STDOUT_FILENO) == 1 }

  /// Writes to a file, or to standard output if no path is given, or `-`.
  static func write(
    to path: String?, _ body: (inout ByteSink) throws(CommandError) -> Void
  ) throws(CommandError) {
    guard let path, path != "-" else {
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
