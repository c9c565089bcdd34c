#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Patterns of paths as shells have them: `*`, `?` and `[…]`; a backslash takes a character as it is.
package enum PathPattern {
  /// Whether a path is a pattern, unless something is called so.
  package static func isOne(_ path: String) -> Bool {
    path.utf8.contains { $0 == 0x2A || $0 == 0x3F || $0 == 0x5B } && FileBytes.kind(path) == nil
  }

  /// The files and folders that match, in the order of their names; none where that cannot be said.
  package static func matches(_ pattern: String) -> [String] {
    var found = glob_t()
    defer { globfree(&found) }
    guard glob(pattern, 0, nil, &found) == 0 else { return [] }
    return (0..<Int(found.gl_pathc)).compactMap { found.gl_pathv[$0].map { String(cString: $0) } }
  }
}
