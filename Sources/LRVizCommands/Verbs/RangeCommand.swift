import ArgumentParser
import Canvas
import Charts
import Predict
import Training

struct RangeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "range",
    abstract:
      "The learning rate that a range test suggests, as fastai, torch-lr-finder and Lightning name it.",
    discussion: """
      A range test is a short run through which the rate rises. All functions name a rate on any curve; where the curve \
      tells nothing, lrviz says that there is nothing to suggest.
      """)

  @Argument(
    help: ArgumentHelp(
      "A log of a range test: a file, a folder to search, a pattern, or - for standard input; may be repeated.",
      valueName: "LOG"))
  var paths: [String] = []
  @Option(.rangeWorkload) var workload: String?
  @Option(.optimizer) var optimizer: String?
  @Option(help: ArgumentHelp("With --workload: the first rate.", valueName: "LR")) var from = 1e-7
  @Option(help: ArgumentHelp("With --workload: the rate it rises to.", valueName: "LR")) var to = 10.0
  @Option(.seed) var seed = TrainingArguments().seed
  @Option(.batchSize) var batchSize: Int?
  @Option(.plannedIterations) var iterations: Int?
  @Flag(help: "The log's losses are smoothed already, as a library records them.") var smoothed = false
  @OptionGroup var log: LogOptions
  @Option(help: "table, json, or pytorch: the loop of a range test, to run elsewhere.") var format =
    RangeFormat.table
  @OptionGroup var drawing: DrawingOptions
  @OptionGroup var picture: PictureOptions

  func validate() throws {
    guard from > 0, to > from, to.isFinite else {
      throw ValidationError("--from \(from) --to \(to): expected rates above 0 that rise")
    }
    if workload != nil, !paths.isEmpty {
      throw ValidationError("--workload makes a range test, and a log is one: give one of the two")
    }
    if workload == nil, paths.isEmpty, format != .pytorch {
      throw ValidationError("expected a LOG of a range test, or --workload digits to make one")
    }
  }

  func run() throws {
    try picture.arguments.validate()
    let writer = RangeWriter(format, drawing.arguments, picture.arguments)
    if format == .pytorch { return try writer.write(try training.code) }
    if workload != nil {
      let made = try training
      let name = "\(made.workload), \(made.optimizer.spec)"
      return try writer.write([RangeRun(name: name, lossName: "train_loss", try made.test())])
    }
    try writer.write(try logged())
  }

  private var training: RangeTraining {
    get throws(CommandError) {
      var training = RangeTraining(workload: workload ?? "digits")
      (training.seed, training.batchSize) = (seed, batchSize)
      (training.first, training.last, training.iterations) = (from, to, iterations ?? 100)
      if let configuration = try ScheduleArguments(optimizer: optimizer).optimizerConfiguration() {
        training.optimizer = configuration
      }
      return training
    }
  }

  private func logged() throws(CommandError) -> [RangeRun] {
    var runs: [RangeRun] = []
    var unread: [String] = []
    let outcome = try LogPaths.read(paths, log.arguments) { (found) throws(CommandError) in
      do throws(CommandError) {
        runs.append(try RangeRun(found, log.arguments, planned: iterations, isSmoothed: smoothed))
      } catch { unread.append(error.message) }
    }
    for failure in outcome.failures + unread { StandardError.say(failure) }
    guard !runs.isEmpty else { throw CommandError.silent(outcome.status) }
    return runs
  }
}

/// `--format` of `range`.
enum RangeFormat: String, CaseIterable, ExpressibleByArgument {
  case table, json, pytorch
}

/// Writes range tests in the form that is asked for.
struct RangeWriter {
  private let format: RangeFormat
  private let drawing: DrawingArguments
  private let picture: PictureArguments

  init(_ format: RangeFormat, _ drawing: DrawingArguments, _ picture: PictureArguments) {
    (self.format, self.drawing, self.picture) = (format, drawing, picture)
  }

  /// Writes a text that is all there is.
  func write(_ text: String) throws(CommandError) {
    try OutputFile.write(to: picture.output) { (sink) throws(CommandError) in try sink.write(text) }
  }

  func write(_ runs: [RangeRun]) throws(CommandError) {
    if let file = picture.file, let first = runs.first {
      let look = PictureSize(picture, cells: drawing.size)
      try file.write(look.scene(first.stack(.braille)), theme: drawing.theme.theme ?? .light)
    }
    let path = picture.file == nil ? picture.output : nil
    try OutputFile.write(to: path) { (sink) throws(CommandError) in
      if format == .json { return try sink.write(RangeJSON.text(runs)) }
      try sink.write(RangeTable.text(runs))
      let terminal = OutputTerminal.current()
      guard path == nil, terminal.isTerminal || drawing.size != nil else { return }
      let size = drawing.size ?? Size(width: terminal.size?.width ?? CellCount.standard.width, height: 16)
      let glyphs = drawing.glyphs.glyphSet(isUTF8: terminal.text.isUTF8)
      for run in runs { try sink.write(drawing.text(run.stack(glyphs), size, on: terminal)) }
    }
  }
}

extension OptionDeclaration where Value == Int {
  static var plannedIterations: Self {
    Self(
      "iterations",
      help: "How many iterations were planned, by which fastai trims; else as many as there are.",
      valueName: "N", parse: UnitCount.parse)
  }
}

extension OptionDeclaration where Value == String {
  static var rangeWorkload: Self {
    Self(
      "workload",
      help: "Make a range test by training: \(WorkloadCatalog.all.map(\.name).joined(separator: ", ")).")
  }
}
