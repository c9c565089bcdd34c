import ArgumentParser
import Lab
import RunLogs

struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "What a training log holds: its runs, series and their roles, and what was skipped.")

  @Argument(
    help: ArgumentHelp(
      "A log: a file, a folder to search, a pattern, or - for standard input; may be repeated.",
      valueName: "PATH"))
  var paths: [String]

  @Option(help: "table or json.") var format = InspectFormat.table
  @Option(help: ArgumentHelp("Print one series as CSV: by its name, or its role.", valueName: "NAME"))
  var series: String?
  @OptionGroup var log: LogOptions
  @Option(help: ArgumentHelp("Write to a file, which appears when it is complete.", valueName: "FILE"))
  var output: String?

  func run() throws {
    var outcome = LogPaths.Outcome()
    try OutputFile.write(to: output) { (sink) throws(CommandError) in
      if let series {
        outcome = try points(of: series, to: &sink)
      } else if format == .json {
        outcome = try document(to: &sink)
      } else {
        outcome = try tables(to: &sink)
      }
    }
    for failure in outcome.failures { StandardError.say(failure) }
    if outcome.count == 0 { throw CommandError.silent(outcome.status) }
  }

  private func document(to sink: inout ByteSink) throws(CommandError) -> LogPaths.Outcome {
    var json = InspectJSON()
    json.begin()
    let outcome = try LogPaths.read(paths, log.arguments) { (found) throws(CommandError) in
      try json.add(found, to: &sink)
    }
    try json.end(to: &sink)
    return outcome
  }

  private func tables(to sink: inout ByteSink) throws(CommandError) -> LogPaths.Outcome {
    let table = InspectTable(width: max(40, OutputTerminal.current().size?.width ?? 100))
    return try LogPaths.read(paths, log.arguments) { (found) throws(CommandError) in
      try sink.write(table.text(found))
    }
  }

  private func points(of series: String, to sink: inout ByteSink) throws(CommandError) -> LogPaths.Outcome {
    var csv = SeriesCSV(series)
    var names: [String] = []
    let isOnly = paths.count == 1 && FileBytes.kind(paths[0]) != .folder
    let outcome = try LogPaths.read(paths, log.arguments) { (found) throws(CommandError) in
      try csv.add(found, isOnly: isOnly, to: &sink)
      if names.isEmpty { names = ShownNames(found.run, isForCells: false).names }
    }
    if outcome.count > 0, !csv.isFound {
      throw .usage("there is no series '\(series)'; there are \(names.prefix(20).joined(separator: ", "))")
    }
    return outcome
  }
}
