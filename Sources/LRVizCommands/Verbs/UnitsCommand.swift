import ArgumentParser
import Training

struct UnitsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "units",
    abstract: "Convert samples, batch size, accumulation, devices and epochs into optimizer steps.",
    discussion:
      "A last batch that is not full counts, and so does an accumulation cut short by an epoch's end.")

  @OptionGroup var sampleOptions: SampleOptions

  @Option(parsing: .unconditional, help: "How many epochs (default: 100).", transform: UnitCount.parse)
  var epochs = 100

  @Option(
    help: ArgumentHelp(
      "A warm-up to count in steps, epochs and as a share: 500, 5epochs, 3%.", valueName: "LENGTH"))
  var warmup: String?

  @Option(
    parsing: .unconditional, help: "The rate found for --base-batch, to scale to the global batch.",
    transform: LearningRates.parse)
  var lr: LearningRates?

  @Option(
    parsing: .unconditional, help: "The global batch that --lr was found for.", transform: UnitCount.parse)
  var baseBatch: Int?

  @Option(help: "The workload whose samples are counted where none are given.")
  var workload = "digits"

  @Option(help: "text, or json.")
  var format = Format.text

  enum Format: String, CaseIterable, ExpressibleByArgument { case text, json }

  func validate() throws {
    guard (lr == nil) == (baseBatch == nil) else {
      throw ValidationError(
        "--lr and --base-batch go together: the rate, and the global batch it was found for")
    }
    if let lr, lr.values.count > 1 { throw ValidationError("--lr takes one rate here, got '\(lr)'") }
  }

  func run() throws {
    var output = ByteSink.standardOutput()
    do {
      let report = try UnitsReport(try units(), warmup: try warmup.map(WarmupLength.init), scaling: scaling)
      try output.write(
        format == .json ? report.json : report.text(isUTF8: OutputTerminal.current().text.isUTF8))
    } catch let error as TrainingError {
      throw CommandError.usage(error.message)
    }
    try output.flush()
  }

  private var scaling: RateScaling? {
    guard let rate = lr?.values.first, let baseBatch else { return nil }
    return RateScaling(baseLR: rate, baseBatch: baseBatch)
  }

  private func units() throws(CommandError) -> TrainingUnits {
    guard let summary = WorkloadCatalog.summary(named: workload) else { throw .unknownWorkload(workload) }
    var units = try sampleOptions.applied(to: summary.units(batchSize: nil))
    units.epochs = epochs
    return units
  }
}
