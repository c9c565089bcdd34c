// read-logs [--chart] PATH...: reads logs and prints how much they hold, so that what reading costs can be measured
// alone; with --chart only as much of a column of numbers is kept as a chart shows.
import RunLogs

var options = ReadOptions()
for path in CommandLine.arguments.dropFirst() {
  if path == "--chart" {
    options.isForChart = true
    continue
  }
  for source in LogSearch(path).sources {
    let reading = LogReader.read(source, options: options)
    for run in reading.runs {
      print(source.path, run.format, "\(run.series.count) series, \(run.pointCount) points")
    }
    if let failure = reading.failure { print(source.path, failure) }
  }
}
