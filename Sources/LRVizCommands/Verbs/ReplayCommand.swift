import ArgumentParser
import Canvas
import Judges
import LRSchedulers
import RunLogs

struct ReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "What a metric-driven scheduler would have done on the metric of a log.",
    discussion: """
      The losses are those of the run as it was: at other rates they would have been others.
      """)

  @Argument(
    help: ArgumentHelp("A log: a file, a folder with one, or - for standard input.", valueName: "PATH"))
  var path: String
  @Argument(
    help: ArgumentHelp(
      "A scheduler that follows a metric, such as 'ReduceLROnPlateau(patience=5)'.", valueName: "SPEC"))
  var spec: String
  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Try each value of an argument: patience=2..20, or factor=0.1,0.3,0.5; may be repeated.",
      valueName: "NAME=A..B|A,B,C"),
    transform: SweepOption.parse)
  var sweep: [SweepAxis] = []
  @Option(.lr) var lr: LearningRates?
  @OptionGroup var definitions: DefinitionOptions
  @OptionGroup var log: LogOptions
  @Option(help: "table or json.") var format = InspectFormat.table
  @OptionGroup var drawing: DrawingOptions
  @Option(help: ArgumentHelp("Write to a file, which appears when it is complete.", valueName: "FILE"))
  var output: String?

  func run() throws {
    var arguments = try definitions.arguments([spec])
    arguments.givenLR = lr
    let schedules = try arguments.schedules(stepsPerEpoch: nil)
    guard schedules.count == 1, var schedule = schedules.first else {
      throw CommandError.usage("expected one scheduler, got \(schedules.count); --pick chooses it")
    }
    let metric = try ReplayedLog.read(path, log.arguments, schedule.schedule)
    if lr == nil, !schedule.namesOptimizer, !schedule.saysRates, let first = metric.firstLR {
      schedule.lrs = [first]
    }
    for note in metric.notes { StandardError.say("note: \(note)") }
    do {
      if sweep.isEmpty {
        try write(
          try PlateauReplay(schedule.schedule, groups: schedule.groups, metrics: metric.values), metric)
      } else {
        try write(
          try PlateauSweep(schedule.schedule, groups: schedule.groups, metrics: metric.values, axes: sweep))
      }
    } catch let error as SchedulerError {
      throw CommandError.schedule(schedule.schedule, error)
    }
    StandardError.say(
      "note: the losses are those of the run as it was; at other rates they would have been others")
  }

  private func write(_ replay: PlateauReplay, _ metric: ReplayedLog) throws(CommandError) {
    try OutputFile.write(to: output) { (sink) throws(CommandError) in
      guard format == .table else { return try sink.write(ReplayJSON.text(replay, metric)) }
      try sink.write(ReplayTable(metric).text(replay))
      let terminal = OutputTerminal.current()
      guard output == nil, terminal.isTerminal || drawing.size != nil else { return }
      try sink.write(ReplayChart(replay, metric).text(drawing.arguments, terminal))
    }
  }

  private func write(_ sweep: PlateauSweep) throws {
    var failure: SchedulerError?
    try OutputFile.write(to: output) { (sink) throws(CommandError) in
      var writer = SweepWriter(sweep, isJSON: format == .json)
      let progress = SweepProgress(sweep.count)
      try writer.begin(&sink)
      for start in stride(from: 0, to: sweep.count, by: SweepBatch.size) {
        let end = min(sweep.count, start + SweepBatch.size)
        switch SweepBatch.rows(sweep, start..<end) {
        case .success(let rows): for row in rows { try writer.write(row, to: &sink) }
        case .failure(let error):
          progress.erase()
          failure = error
          throw .silent(.usage)
        }
        progress.show(end)
      }
      progress.erase()
      try writer.end(&sink)
    }
    if let failure { throw failure }
  }
}
