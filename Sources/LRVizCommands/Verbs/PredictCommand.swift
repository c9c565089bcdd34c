import ArgumentParser
import Canvas
import Charts
import Predict

struct PredictCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "predict",
    abstract: "The loss that other schedules would have given, or that the rest of the run will give.",
    discussion: """
      A law of loss and schedule, found in pretraining with one pass over the data, is fitted to the logs. Of other runs \
      it says little, and it says so.
      """)

  @Argument(
    help: ArgumentHelp(
      "A log of a run: a file, a folder to search, a pattern, or - for standard input; may be repeated.",
      valueName: "LOG"))
  var paths: [String]

  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "A schedule whose loss is asked for; may be repeated. None and no --best: the rest of what --ran says.",
      valueName: "SPEC"))
  var plan: [String] = []
  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "The schedule that really ran, one for all logs or one a log; else the logged rates.", valueName: "SPEC"
    ))
  var ran: [String] = []
  @Option(.warmupSteps) var warmup: Int?
  @Option(help: "The warm-up: linear from 0, or constant.") var warmupShape = Warmup.Shape.linear
  @Option(.skippedSteps) var skip: Int?
  @Option(help: "mpl (the multi-power law) or momentum.") var law = Law.mpl
  @Option(
    help: ArgumentHelp("The probability with which the loss lies within the band.", valueName: "P"),
    transform: BandChoice.parse)
  var band = 0.8
  @Option(
    help: ArgumentHelp("The steps to tell: 100,200, or a file of them.", valueName: "STEPS|FILE"),
    transform: StepList.parse)
  var at: [Int]?
  @Option(
    parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "A log to hold a plan's forecast against, one a plan; its rows are the steps.", valueName: "LOG"))
  var against: [String] = []
  @Option(
    defaultAsFlag: BestChoice.wsd,
    help: ArgumentHelp(
      "Look for the best decay from a plateau: wsd for any shape, or wsd:1-sqrt, wsd:linear, wsd:cosine.",
      valueName: "FAMILY"))
  var best: BestChoice?
  @Option(.lr) var lr: LearningRates?
  @Option(.predictedLength) var epochs: Int?
  @OptionGroup var definitions: DefinitionOptions
  @OptionGroup var units: UnitOptions
  @OptionGroup var log: LogOptions
  @Option(help: "table or json.") var format = InspectFormat.table
  @OptionGroup var drawing: DrawingOptions
  @OptionGroup var picture: PictureOptions

  func run() throws {
    try picture.arguments.validate()
    let units = try self.units.arguments()
    let arguments = PredictArguments(
      paths: paths, plans: plan, ran: ran, warmup: warmup, warmupShape: warmupShape, skip: skip, law: law,
      band: band, at: at, against: against, best: best, lr: lr, epochs: epochs,
      definitions: definitions, units: units, log: log.arguments)
    let logs = try PredictedLogs.read(paths, log.arguments, units.stepsPerEpoch)
    try write(try Prediction(arguments, logs))
  }

  private func write(_ prediction: Prediction) throws(CommandError) {
    let drawing = self.drawing.arguments
    let chart = PredictChart(prediction, isLogarithmic: drawing.logLR == true)
    if let file = picture.arguments.file {
      let look = PictureSize(picture.arguments, cells: drawing.size)
      try file.write(look.scene(chart.stack(.braille)), theme: drawing.theme.theme ?? .light)
    }
    let path = picture.arguments.file == nil ? picture.output : nil
    try OutputFile.write(to: path) { (sink) throws(CommandError) in
      if format == .json { return try sink.write(PredictJSON(prediction).text) }
      try sink.write(PredictTable(prediction).text)
      let terminal = OutputTerminal.current()
      guard path == nil, terminal.isTerminal || drawing.size != nil else { return }
      let size = drawing.size ?? Size(width: terminal.size?.width ?? CellCount.standard.width, height: 24)
      let glyphs = drawing.glyphs.glyphSet(isUTF8: terminal.text.isUTF8)
      try sink.write(drawing.text(chart.stack(glyphs), size, on: terminal))
    }
  }
}

extension Law: ExpressibleByArgument {}
extension Warmup.Shape: ExpressibleByArgument {}

extension OptionDeclaration where Value == Int {
  static var predictedLength: Self {
    Self(
      "epochs",
      help: "How long the plans are: optimizer steps, or epochs with --interval epoch; else what SPEC says.",
      takesDashes: true, parse: EpochCount.parse)
  }

  static var warmupSteps: Self {
    Self(
      "warmup", help: "Steps of the warm-up before the first logged row; else estimated from the losses.",
      valueName: "N", parse: StepNumber.parse)
  }

  static var skippedSteps: Self {
    Self("skip", help: "Leave out the rows before this step.", valueName: "N", parse: StepNumber.parse)
  }
}

/// A step, counted from 0.
enum StepNumber {
  static func parse(_ text: String) throws -> Int {
    guard let count = Int(text), 0...PreparedRun.mostSteps ~= count else {
      throw ValidationError("expected a whole number from 0 to \(PreparedRun.mostSteps)")
    }
    return count
  }
}
