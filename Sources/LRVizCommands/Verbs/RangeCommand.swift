import ArgumentParser
import Canvas
import Charts
import Predict

struct RangeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "range",
    abstract: "The learning rate that a range test suggests, as fastai, torch-lr-finder and Lightning name it.",
    discussion: """
      A range test is a short run through which the rate rises. All functions name a rate on any curve; where the curve \
      tells nothing, lrviz says that there is nothing to suggest.
      """)

  @Argument(
    help: ArgumentHelp(
      "A log of a range test: a file, a folder to search, a pattern, or - for standard input; may be repeated.",
      valueName: "LOG"))
  var paths: [String]
  @Option(.plannedIterations) var iterations: Int?
  @Flag(help: "The log's losses are smoothed already, as a library records them.") var smoothed = false
  @OptionGroup var log: LogOptions
  @Option(help: "table or json.") var format = InspectFormat.table
  @OptionGroup var drawing: DrawingOptions
  @OptionGroup var picture: PictureOptions

  func run() throws {
    try picture.arguments.validate()
    var runs: [RangeRun] = []
    var unread: [String] = []
    let outcome = try LogPaths.read(paths, log.arguments) { (found) throws(CommandError) in
      do throws(CommandError) {
        runs.append(try RangeRun(found, log.arguments, planned: iterations, isSmoothed: smoothed))
      } catch { unread.append(error.message) }
    }
    for failure in outcome.failures + unread { StandardError.say(failure) }
    guard !runs.isEmpty else { throw CommandError.silent(outcome.status) }
    try RangeWriter(format, drawing.arguments, picture.arguments).write(runs)
  }
}

/// Writes range tests in the form that is asked for.
struct RangeWriter {
  private let format: InspectFormat
  private let drawing: DrawingArguments
  private let picture: PictureArguments

  init(_ format: InspectFormat, _ drawing: DrawingArguments, _ picture: PictureArguments) {
    (self.format, self.drawing, self.picture) = (format, drawing, picture)
  }

  func write(_ runs: [RangeRun]) throws(CommandError) {
    if let file = picture.file, let first = runs.first {
      let look = PictureSize(picture, cells: drawing.size)
      try file.write(look.scene(RangeChart(first).stack(.braille)), theme: drawing.theme.theme ?? .light)
    }
    let path = picture.file == nil ? picture.output : nil
    try OutputFile.write(to: path) { (sink) throws(CommandError) in
      if format == .json { return try sink.write(RangeJSON.text(runs)) }
      try sink.write(RangeTable.text(runs))
      let terminal = OutputTerminal.current()
      guard path == nil, terminal.isTerminal || drawing.size != nil else { return }
      let size = drawing.size ?? Size(width: terminal.size?.width ?? CellCount.standard.width, height: 16)
      let glyphs = drawing.glyphs.glyphSet(isUTF8: terminal.text.isUTF8)
      for run in runs { try sink.write(drawing.text(RangeChart(run).stack(glyphs), size, on: terminal)) }
    }
  }
}

extension OptionDeclaration where Value == Int {
  static var plannedIterations: Self {
    Self(
      "iterations", help: "How many iterations were planned, by which fastai trims; else as many as there are.",
      valueName: "N", parse: UnitCount.parse)
  }
}
