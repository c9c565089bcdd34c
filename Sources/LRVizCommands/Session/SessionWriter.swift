import Canvas
import Charts
import LRSchedulers
import Lab
import Training

#if canImport(Glibc)
  import Glibc
#endif

/// Writes a session into a new directory: each run as CSV and JSON lines, the specs, their code, the screen.
///
/// The directory takes its name when all is written: it is there whole or not at all.
struct SessionWriter {
  private let snapshot: SessionSnapshot
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
      return .failed(error.message)
    }
  }

  private func writeAll() throws(CommandError) {
    guard mkdir(directory, 0o777) == 0 else { throw .cannotWrite("'\(directory)'") }
    for run in snapshot.runs {
      let name = "\(run.number)-\(run.configuration.schedule.name)"
      try write(run, as: .csv, to: name + ".csv")
      try write(run, as: .jsonl, to: name + ".jsonl")
      if let steps = StepTable(run) { try write(steps, to: name + "-steps.csv") }
      if let code = try? run.configuration.code(.pytorch) { try write(code, to: name + ".py") }
    }
    try write(snapshot.runs.map { $0.configuration.schedule.spec + "\n" }.joined(), to: "specs.txt")
    for file in ["screen.svg", "screen.txt"] {
      try write(LabSnapshot.text(of: snapshot.screen, isPicture: PictureName.isSVG(file)), to: file)
    }
  }

  private func write(_ text: String, to file: String) throws(CommandError) {
    try OutputFile.write(to: "\(directory)/\(file)") { (sink) throws(CommandError) in try sink.write(text) }
  }

  private func write(_ steps: StepTable, to file: String) throws(CommandError) {
    try OutputFile.write(to: "\(directory)/\(file)") { (sink) throws(CommandError) in
      try sink.write(steps.header)
      for line in steps.lines { try sink.write(line) }
    }
  }

  private func write(_ run: SessionSnapshot.Run, as format: TrainFormat, to file: String) throws(CommandError)
  {
    let writer = format.writer(for: [run.configuration])
    try OutputFile.write(to: "\(directory)/\(file)") { (sink) throws(CommandError) in
      try sink.write(writer.begin())
      for record in run.records { try sink.write(writer.line(record, run: 0)) }
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
    if let listing = opendir(directory) {
      while let entry = readdir(listing) {
        let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
          String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        unlink("\(directory)/\(name)")
      }
      closedir(listing)
    }
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

extension SessionSnapshot.Run {
  /// The epochs of the run as they were reported, made of the columns that were kept.
  var records: some Sequence<EpochRecord> {
    let stepsPerEpoch = configuration.stepsPerEpoch
    let changes = Dictionary(grouping: events.compactMap(\.change)) { change in
      // A change between two steps of an epoch was made in that epoch, any other at the end of the one before.
      change.step.map { ($0 - 2) / stepsPerEpoch + 2 } ?? change.epoch
    }
    return (0..<history.trainLoss.count).lazy.map { index in
      EpochRecord(
        epoch: index + 1, lrs: history.lr.map { $0[index] }, momenta: history.momentum.map { $0[index] },
        trainLoss: history.trainLoss[index],
        valLoss: history.valLoss.value(at: Double(index + 1)),
        valAccuracy: history.accuracy.value(at: Double(index + 1)),
        changes: changes[index + 2] ?? [])
    }
  }
}

extension PaneEvent {
  fileprivate var change: LRChange? {
    if case .change(let change) = self { return change }
    return nil
  }
}
