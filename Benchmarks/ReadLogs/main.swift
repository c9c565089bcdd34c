// read-logs PATH...: reads logs and prints how much they hold, so that what reading costs can be measured alone.
import RunLogs

for path in CommandLine.arguments.dropFirst() {
  for source in LogSearch(path).sources {
    let reading = LogReader.read(source)
    for run in reading.runs {
      print(source.path, run.format, "\(run.series.count) series, \(run.pointCount) points")
    }
    if let failure = reading.failure { print(source.path, failure) }
  }
}
