// Reads the logs at the paths given and prints how much they hold: what reading costs, and nothing else.
import RunLogs

for path in CommandLine.arguments.dropFirst() {
  for source in LogSearch(path).sources {
    let reading = LogReader.read(source)
    for run in reading.runs {
      print(source.path, run.format, run.series.count, run.pointCount)
    }
    if let failure = reading.failure { print(source.path, failure) }
  }
}
