import ArgumentParser
import Canvas
import LRSchedulers

#if canImport(Glibc)
  import Glibc
#endif

/// The user's file of settings: `key = value` on each line, `#` begins a comment. lrviz reads it and never writes it.
struct SettingsFile: Sendable {
  /// nil where nobody's home is known.
  let path: String?
  private(set) var isThere = false
  private(set) var settings = Settings()
  /// What cannot be understood, each with its place; the default holds there.
  private(set) var problems: [String] = []

  /// A file of settings has a few lines: a larger one is something else.
  private static let limit = 1 << 16

  /// `lrviz/config` below `$XDG_CONFIG_HOME`, or below `~/.config` where that is not set.
  static var usualPath: String? {
    // The standard has relative paths ignored.
    if let folder = variable("XDG_CONFIG_HOME"), folder.hasPrefix("/") { return folder + "/lrviz/config" }
    return variable("HOME").map { $0 + "/.config/lrviz/config" }
  }

  init(path: String?) {
    self.path = path
    guard let path else { return }
    var status = stat()
    guard stat(path, &status) == 0 else { return }
    isThere = true
    guard status.st_mode & S_IFMT == S_IFREG, status.st_size <= Self.limit else {
      problems.append("\(SafeText.escape(path)): expected a file of at most \(Self.limit / 1024) KiB")
      return
    }
    do { read(try InputFile.text(path)) } catch { problems.append(error.message) }
  }

  /// - Parameter name: of the file, for what is wrong in it.
  init(_ text: String, name: String) {
    path = name
    isThere = true
    read(text)
  }

  private mutating func read(_ text: String) {
    let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
    for (index, line) in lines.enumerated() { read(line.prefix { $0 != "#" }, line: index + 1) }
  }

  private mutating func read(_ line: Substring, line number: Int) {
    let parts = line.split(separator: "=" as Character, maxSplits: 1, omittingEmptySubsequences: false)
    let (name, value) = (Self.trimmed(parts[0]), parts.count == 2 ? Self.trimmed(parts[1]) : nil)
    if name.isEmpty, value == nil { return }
    guard let value, !value.isEmpty, !name.isEmpty else {
      return report("expected key = value, got '\(name.isEmpty ? Self.trimmed(line) : name)'", number)
    }
    do {
      guard try !settings.set(name, value, from: .file(line: number)) else { return }
      report("unknown setting '\(name)'; \(Self.hint(for: name))", number)
    } catch let error as ValidationError {
      report("\(name) = \(value): \(error.message)", number)
    } catch {
      report("\(name) = \(value): \(error)", number)
    }
  }

  private mutating func report(_ problem: String, _ line: Int) {
    problems.append("\(SafeText.escape("\(path ?? ""):\(line): \(problem)"))")
  }

  private static func hint(for name: String) -> String {
    if let near = Spelling.nearest(to: name.lowercased(), in: Settings.names) {
      return "did you mean '\(near)'?"
    }
    return "expected one of \(Settings.names.joined(separator: ", "))"
  }

  private static func trimmed(_ text: Substring) -> String {
    let start = text.drop { $0.isWhitespace }
    return start.lastIndex { !$0.isWhitespace }.map { String(start[...$0]) } ?? ""
  }

  private static func variable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 }
  }
}
