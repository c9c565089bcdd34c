import Canvas
import LRSchedulers
import Lab
import Pictures
import RunLogs

#if canImport(Glibc)
  import Glibc
#endif

/// Writes a session into a new directory: what opens it again as JSON, each run as it was as CSV, JSON lines and a script,
/// the specs, the screen as characters and as pictures.
///
/// The directory takes its name when all is written: it is there whole or not at all.
struct SessionWriter {
  private let snapshot: SessionSnapshot
  /// Where it is written, under a name that nobody takes for a session.
  private let directory: String

  /// - Returns: how it went, for the lab.
  static func write(_ snapshot: SessionSnapshot) -> SessionReport {
    let name = "lrviz-" + timestamp()
    let temporary = ".\(name).\(getpid()).tmp"
    do {
      let writer = SessionWriter(snapshot: snapshot, directory: temporary)
      try writer.writeAll()
      return .written(try rename(temporary, to: name) + "/")
    } catch {
      remove(temporary)
      return .failed(reason(error, name))
    }
  }

  /// What went wrong with the directory that the user is told of, the reason first: a narrow line cuts the end.
  private static func reason(_ error: CommandError, _ name: String) -> String {
    let reason = error.message.split(separator: ": ").last.map(String.init) ?? error.message
    return "\(reason) (\(name)/ in the current directory)"
  }

  private func writeAll() throws(CommandError) {
    guard mkdir(directory, 0o777) == 0 else { throw .cannotWrite("'\(directory)'") }
    for run in snapshot.runs {
      let name = "\(run.number)-\(run.schedule.name)"
      let (csv, json) = (SessionCSV(run), SessionJSONLines(run: run))
      try write(to: name + ".csv", run.rows, header: csv.header, csv.line)
      try write(to: name + ".jsonl", run.rows, json.line)
      if let steps = StepTable(run) {
        try write(to: name + "-steps.csv", steps.lines, header: steps.header) { $0 }
      }
      if let code = try? SessionScript(run: run).text() { try write(code, to: name + ".py") }
    }
    try write(snapshot.runs.map { $0.schedule.spec + "\n" }.joined(), to: "specs.txt")
    // Of logs there is nothing that the lab could open.
    if !snapshot.state.panes.isEmpty {
      try write(SessionDocument(snapshot.state).text, to: SessionFolder.fileName)
    }
    try write(ANSIText(.none).text(snapshot.screen), to: "screen.txt")
    for format in PictureFile.Format.allCases {
      try PictureFile("\(directory)/screen.\(format.rawValue)")?
        .write(Scene(snapshot.picture), theme: snapshot.theme)
    }
  }

  private func write(_ text: String, to file: String) throws(CommandError) {
    try OutputFile.write(to: "\(directory)/\(file)") { (sink) throws(CommandError) in try sink.write(text) }
  }

  private func write<Row>(
    to file: String, _ rows: some Sequence<Row>, header: String = "", _ line: (Row) -> String
  ) throws(CommandError) {
    try OutputFile.write(to: "\(directory)/\(file)") { (sink) throws(CommandError) in
      try sink.write(header)
      for row in rows { try sink.write(line(row)) }
    }
  }
}

extension SessionWriter {
  /// Gives the directory its name; a second session in the same second gets a number.
  private static func rename(_ temporary: String, to name: String) throws(CommandError) -> String {
    for number in 1...99 {
      let candidate = number == 1 ? name : "\(name)-\(number)"
      // Fails on a directory that is not empty, and every session's has files.
      if Glibc.rename(temporary, candidate) == 0 { return candidate }
      guard errno == EEXIST || errno == ENOTEMPTY || errno == ENOTDIR else { break }
    }
    throw .cannotWrite("'\(name)'")
  }

  /// Removes what was written before something went wrong.
  private static func remove(_ directory: String) {
    for name in FileBytes.names(directory) { unlink("\(directory)/\(name)") }
    rmdir(directory)
  }

  private static func timestamp() -> String {
    var now = time(nil)
    var parts = tm()
    localtime_r(&now, &parts)
    return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 32) { buffer in
      strftime(buffer.baseAddress, buffer.count, "%Y%m%d-%H%M%S", &parts)
      return buffer.baseAddress.map { String(cString: $0) } ?? ""
    }
  }
}
