import RunLogs

/// The words of a command line that are logs, and those that are SPECs.
struct PlottedLogs {
  private(set) var logs: [LogPaths.Log] = []
  private(set) var specs: [String] = []

  /// A word is a log when a file or folder of that name, or standard input, reads as one: by what is in it. Files of
  /// source and of settings are SPECs, whatever numbers they hold.
  init(_ words: [String], _ arguments: LogArguments) throws(CommandError) {
    for word in words {
      guard Self.mayBeLog(word) else {
        specs.append(word)
        continue
      }
      var found: [LogPaths.Log] = []
      let outcome = try LogPaths.read([word], arguments) { (log) throws(CommandError) in found.append(log) }
      let isTable = found.contains { $0.run.format == LogFormat.separated.name }
      if found.isEmpty || Self.mayBeSpec(word) && outcome.count == 0 && !isTable {
        guard Self.mayBeSpec(word) else {
          throw CommandError(outcome.failures.first ?? "'\(word)' is no log", outcome.status)
        }
        specs.append(word)
      } else {
        logs += found
      }
    }
  }

  private static func mayBeLog(_ word: String) -> Bool {
    if word == "-" { return true }
    if [".py", ".ipynb", ".yaml", ".yml", ".toml"].contains(where: { word.hasSuffix($0) }) { return false }
    return FileBytes.kind(word) != nil || !word.contains("(") && word.contains(where: { "*?".contains($0) })
  }

  /// Whether a file may hold a SPEC as well.
  private static func mayBeSpec(_ word: String) -> Bool {
    [".json", ".txt"].contains { word.hasSuffix($0) } && FileBytes.kind(word) == .file
  }
}
