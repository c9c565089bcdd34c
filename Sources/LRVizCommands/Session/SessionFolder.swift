import Lab

#if canImport(Glibc)
  import Glibc
#endif

/// Where sessions lie: in folders that `w` writes, and the last one in the state folder.
enum SessionFolder {
  static let fileName = "session.json"

  /// The session that the only SPEC names: a folder with one, or its file; nil where it is something else.
  static func session(named specs: [String]) throws(CommandError) -> SessionState? {
    guard specs.count == 1, let path = specs.first else { return nil }
    if isFolder(path) {
      let file = path.hasSuffix("/") ? path + fileName : "\(path)/\(fileName)"
      guard access(file, F_OK) == 0 else {
        throw CommandError("'\(path)' is a folder without a \(fileName): no session of the lab", .noSuchFile)
      }
      return try read(file)
    }
    let isSession = path == fileName || path.hasSuffix("/" + fileName)
    return isSession && access(path, F_OK) == 0 ? try read(path) : nil
  }

  static func read(_ path: String) throws(CommandError) -> SessionState {
    try SessionDocument(parsing: InputFile.text(path), path: path).state
  }

  // MARK: The last session

  static func last() throws(CommandError) -> SessionState {
    guard let path = lastPath, access(path, F_OK) == 0 else {
      throw CommandError("there is no last session: the lab keeps one when it is left", .noSuchFile)
    }
    return try read(path)
  }

  /// Keeps a session as the last one. What cannot be written is not: nobody waits for it any more.
  static func keep(_ state: SessionState) {
    guard let path = lastPath else { return }
    StateFolder.make()
    try? OutputFile.write(to: path) { (sink) throws(CommandError) in
      try sink.write(SessionDocument(state).text)
    }
  }

  private static var lastPath: String? { StateFolder.path.map { $0 + "/last-" + fileName } }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
