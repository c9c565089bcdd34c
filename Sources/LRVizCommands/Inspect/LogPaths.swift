import Canvas
import RunLogs

/// The logs that some paths name: files, folders that are searched, patterns, and `-` for standard input.
enum LogPaths {
  /// A log that was read, with the roles of its series.
  struct Log {
    var run: LogRun
    var roles: LogRoles
  }

  /// What was met on the way beside logs.
  struct Outcome {
    /// How many runs `body` was given.
    var count = 0
    var failures: [String] = []
    /// Whether a file could not be read at all.
    var status = ExitStatus.unreadableData
  }

  /// Calls `body` with every run of every path as it is read; one at a time is in memory, or a few that are small.
  static func read(
    _ paths: [String], _ arguments: LogArguments, _ body: (Log) throws(CommandError) -> Void
  ) throws(CommandError) -> Outcome {
    var outcome = Outcome()
    for path in paths {
      for place in try places(path) {
        let search = LogSearch(place)
        let isFolder = FileBytes.kind(place) == .folder
        let before = outcome.count
        for batch in ReadingBatch.all(of: search.sources) {
          for (source, reading) in zip(batch.sources, batch.read(arguments.options)) {
            try take(source, reading, isFound: isFolder, arguments, &outcome, body)
          }
        }
        for place in search.unreadable {
          StandardError.say("note: '\(SafeText.line(place))' \(LogSearch.aim)")
        }
        if let limit = search.limit { StandardError.say("note: '\(SafeText.line(place))': \(limit)") }
        if isFolder, outcome.count == before {
          outcome.failures.append(
            "no log was found in '\(SafeText.line(place))' (\(search.sources.count) files could have been one): \(sought)"
          )
        }
      }
    }
    return outcome
  }

  private static func take(
    _ source: LogSource, _ reading: LogReading, isFound: Bool, _ arguments: LogArguments,
    _ outcome: inout Outcome,
    _ body: (Log) throws(CommandError) -> Void
  ) throws(CommandError) {
    let path = SafeText.line(source.path)
    if let failure = reading.failure {
      if reading.isUnreadable { outcome.status = .inputOutput }
      if !isFound {
        outcome.failures.append("'\(path)' \(reading.isUnreadable ? "cannot be read: " : "")\(failure)")
      }
    }
    var hasCurves = false
    for run in reading.runs where !run.series.isEmpty {
      let roles = RoleFinder.roles(of: run, options: arguments.options)
      try check(arguments.lrName, in: run)
      try check(arguments.lossName, in: run)
      guard roles.hasCurves || !isFound else { continue }
      hasCurves = hasCurves || roles.hasCurves
      if roles.hasCurves { outcome.count += 1 }
      try body(Log(run: run, roles: roles))
    }
    if !hasCurves, !isFound, reading.failure == nil {
      let isOfThings = reading.runs.contains(where: \.isOfThings)
      outcome.failures.append(
        isOfThings ? "'\(path)' \(table)" : "'\(path)' holds no learning rate and no loss: \(sought)")
    }
  }

  /// What logs are, for those who have none.
  private static let sought =
    "looked for curves called lr, learning_rate, loss, train_loss, val_loss, accuracy and the like "
    + "(--lr-name and --loss-name say what they are called)"

  private static let table =
    "has a row for each thing, such as a class, a model or a trial, and not for each moment of a training "
    + "(--lr-name and --loss-name say which columns are curves all the same)"

  /// Refuses the name of a series that a run has not.
  static func check(_ name: String?, in run: LogRun) throws(CommandError) {
    guard let name, run.series(named: name) == nil else { return }
    let names = run.series.prefix(12).map { "'\(SafeText.line($0.name))'" }.joined(separator: ", ")
    throw .usage(
      "there is no series '\(SafeText.line(name))' in '\(SafeText.line(run.path))'; there are \(names)")
  }

  /// The files and folders of a path or pattern.
  static func places(_ path: String) throws(CommandError) -> [String] {
    if path == "-" || FileBytes.kind(path) != nil { return [path] }
    let found = PathPattern.isOne(path) ? PathPattern.matches(path) : []
    if !found.isEmpty { return found }
    if path.contains("(") {
      throw CommandError(
        "'\(SafeText.line(path))' is no file; it looks like a SPEC, and logs were looked for",
        .unreadableData)
    }
    throw CommandError("there is no file '\(SafeText.line(path))'", .noSuchFile)
  }
}
