import RunLogs

#if canImport(Glibc)
  import Glibc
#endif

/// The words of a command line that are logs, and those that are SPECs.
struct PlottedLogs {
  private(set) var logs: [LogPaths.Log] = []
  private(set) var specs: [String] = []

  /// A word is a log when a file or folder of that name, or standard input, reads as one: by what is in it. Files of
  /// source and of settings are SPECs, whatever numbers they hold.
  init(_ words: [String], _ arguments: LogArguments) throws(CommandError) {
    var arguments = arguments
    arguments.isForChart = true
    for word in words {
      guard Self.mayBeLog(word) else {
        specs.append(word)
        continue
      }
      if word == "-" { Self.keepInput() }
      var found: [LogPaths.Log] = []
      let outcome = try LogPaths.read([word], arguments) { (log) throws(CommandError) in found.append(log) }
      let isTable = found.contains { $0.run.format == LogFormat.separated.name }
      if found.isEmpty || Self.mayBeSpec(word) && outcome.count == 0 && !isTable {
        guard Self.mayBeSpec(word) else {
          throw CommandError(outcome.failures.first ?? "'\(word)' is no log", outcome.status)
        }
        // Whoever reads the SPEC reads it from the start.
        if word == "-" { lseek(STDIN_FILENO, 0, SEEK_SET) }
        specs.append(word)
      } else {
        logs += found
      }
    }
  }

  /// Lets standard input be read twice, as a log and as a SPEC: what comes through a pipe goes to a nameless file first.
  private static func keepInput() {
    guard lseek(STDIN_FILENO, 0, SEEK_CUR) < 0, let file = tmpfile() else { return }
    _ = FileBytes.read("-") { bytes in fwrite(bytes.baseAddress, 1, bytes.count, file) == bytes.count }
    rewind(file)
    dup2(fileno(file), STDIN_FILENO)
    fclose(file)
  }

  private static func mayBeLog(_ word: String) -> Bool {
    if word == "-" { return true }
    if [".py", ".ipynb", ".yaml", ".yml", ".toml"].contains(where: { word.hasSuffix($0) }) { return false }
    return FileBytes.kind(word) != nil || !word.contains("(") && word.contains(where: { "*?".contains($0) })
  }

  /// Whether a file may hold a SPEC as well.
  private static func mayBeSpec(_ word: String) -> Bool {
    word == "-" || [".json", ".txt"].contains { word.hasSuffix($0) } && FileBytes.kind(word) == .file
  }
}
