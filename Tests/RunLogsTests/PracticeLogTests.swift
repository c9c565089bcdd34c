import RunLogs
import Testing

@Suite("Practice logs")
struct PracticeLogTests {
  @Test("Every log reads as it should", arguments: PracticeLogs.logs() + PracticeLogs.logs("wild"))
  func reads(log: PracticeLogs.Log) throws {
    let run = try #require(read(log), "nothing was read")
    checkRoles(log, run)
    checkSeries(log, run)
  }

  @Test("What can be saved of a damaged log is", arguments: PracticeLogs.logs("faulty"))
  func salvages(log: PracticeLogs.Log) {
    guard let run = read(log) else {
      #expect(log.series.isEmpty || log.mayFail)
      return
    }
    // Beyond a damaged length the next records are found again, more than has to be.
    if log.path == "bad_length_tb" {
      for (role, wanted) in log.series where !role.hasPrefix("raw:") {
        #expect(areSame(Array(points(of: role, run).prefix(wanted.count)), wanted, valuesOnly: false))
      }
      #expect(run.skipped.count > 0)
    } else {
      checkRoles(log, run)
    }
  }

  private func read(_ log: PracticeLogs.Log) -> LogRun? {
    let runs = LogSearch(log.fullPath).sources.flatMap { LogReader.read($0).runs }.filter {
      !$0.series.isEmpty
    }
    if let name = log.run { return runs.first { $0.name == name } }
    return runs.max { $0.pointCount < $1.pointCount }
  }

  private func points(of role: String, _ run: LogRun) -> [[Double]] {
    let name = role == "lr/pg0" ? "lr" : role
    guard let pair = RoleFinder.roles(of: run).pairs.first(where: { $0.role.name == name }) else { return [] }
    return run.series[pair.series].points
  }

  private func checkRoles(_ log: PracticeLogs.Log, _ run: LogRun) {
    for role in log.canonical.keys.sorted() where !log.optional.contains(role) {
      let choices =
        [log.series[role] ?? []] + log.alternatives[role, default: []]
        + log.accept[role, default: []].compactMap { log.series["raw:" + $0] }
      let found = points(of: role, run)
      #expect(choices.contains { areSame(found, $0, valuesOnly: log.isXFree) }, "\(role) of \(log.name)")
    }
    for role in ["lr", "train_loss", "val_loss"] where log.canonical[role] == nil && log.series[role] == nil {
      #expect(points(of: role, run).isEmpty, "\(role) of \(log.name) is invented")
    }
  }

  /// Names that are not the log's own: where the split or the process stands beside them, they have it in front.
  private static let othersNames: Set = ["srun_label", "marian", "espnet"]

  private func checkSeries(_ log: PracticeLogs.Log, _ run: LogRun) {
    guard !Self.othersNames.contains(log.name) else { return }
    for (key, wanted) in log.series where key.hasPrefix("raw:") {
      let name = String(key.dropFirst(4))
      let found = run.series(named: name)?.points
      #expect(found.map { areSame($0, wanted, valuesOnly: log.isXFree) } ?? false, "'\(name)' of \(log.name)")
    }
  }
}
