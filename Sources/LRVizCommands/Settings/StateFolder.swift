#if canImport(Glibc)
  import Glibc
#endif

/// Where lrviz keeps what it remembers from one session to the next: `$XDG_STATE_HOME/lrviz`, or `~/.local/state/lrviz`.
enum StateFolder {
  /// nil where nobody's home is known.
  static var path: String? {
    // The standard has relative paths ignored.
    if let state = value("XDG_STATE_HOME"), state.hasPrefix("/") { return state + "/lrviz" }
    return value("HOME").map { $0 + "/.local/state/lrviz" }
  }

  /// Makes it, and those above it, where they are not there.
  static func make() {
    var folders = ""
    for part in (path ?? "").split(separator: "/") {
      folders += "/\(part)"
      mkdir(folders, 0o700)
    }
  }

  private static func value(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }
}
