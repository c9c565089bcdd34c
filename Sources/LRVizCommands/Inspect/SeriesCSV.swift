import Canvas
import Charts
import Lab
import RunLogs

/// `inspect --series NAME`: the points of one series as CSV.
struct SeriesCSV {
  let name: String
  /// Whether rows say which run they are of; nil before the first.
  private var saysRun: Bool?
  private(set) var isFound = false

  init(_ name: String) {
    self.name = name
  }

  /// Writes the points of the series in a run; one is found by its name, as it is shown or as it is, or by its role.
  mutating func add(_ log: LogPaths.Log, isOnly: Bool, to sink: inout ByteSink) throws(CommandError) {
    guard let index = index(in: log) else { return }
    isFound = true
    let one = log.run.series[index]
    // A file whose runs have names may hold several.
    let saysRun = saysRun ?? (!isOnly || log.run.name != nil)
    let run = saysRun ? [SafeText.line(log.run.name ?? log.run.path)] : []
    if self.saysRun == nil {
      try sink.write(
        CSVText.line(
          (saysRun ? ["run"] : []) + [one.axis.rawValue, ShownNames(log.run, isForCells: false)[index]]))
      self.saysRun = saysRun
    }
    for point in 0..<one.track.count {
      try sink.write(
        CSVText.line(
          run + [
            NumberFormat.shortest.text(one.track.x(at: point)), NumberFormat.shortest.text(one.track[point]),
          ]))
    }
  }

  private func index(in log: LogPaths.Log) -> Int? {
    let shown = ShownNames(log.run, isForCells: false)
    return log.run.series.firstIndex { $0.name == name } ?? shown.names.firstIndex(of: name)
      ?? log.roles.pairs.first { $0.role.name == name }?.series
  }
}
