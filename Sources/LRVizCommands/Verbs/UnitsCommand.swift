import ArgumentParser
import JSON
import Training

struct UnitsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "units",
    abstract: "Convert samples, batch size, accumulation, devices and epochs into optimizer steps.",
    discussion:
      "A last batch that is not full counts, and so does an accumulation cut short by an epoch's end.")

  @Option(
    parsing: .unconditional, help: "Samples of the training set; the workload's if not given.",
    transform: UnitCount.parse)
  var samples: Int?

  @Option(
    parsing: .unconditional, help: "Per-device batch size; the workload's own if not given.",
    transform: UnitCount.parse)
  var batchSize: Int?

  @Option(
    parsing: .unconditional, help: "Gradient accumulation: batches per optimizer step (default: 1).",
    transform: UnitCount.parse)
  var accumulation = 1

  @Option(
    parsing: .unconditional, help: "Devices that share the samples of an epoch (default: 1).",
    transform: UnitCount.parse)
  var devices = 1

  @Option(parsing: .unconditional, help: "How many epochs (default: 100).", transform: UnitCount.parse)
  var epochs = 100

  @Flag(help: "Leave out a last batch that is not full, as DataLoader(drop_last=True) does.")
  var dropLast = false

  @Option(help: "The workload whose samples are counted where none are given.")
  var workload = "digits"

  @Option(help: "text, or json.")
  var format = Format.text

  enum Format: String, CaseIterable, ExpressibleByArgument { case text, json }

  func run() throws {
    let units = try units()
    var output = ByteSink.standardOutput()
    do { try output.write(try text(of: units)) } catch let error as TrainingError {
      throw CommandError.usage(error.message)
    }
    try output.flush()
  }

  private func units() throws(CommandError) -> TrainingUnits {
    guard let summary = WorkloadCatalog.summary(named: workload) else { throw .unknownWorkload(workload) }
    var units = summary.units(batchSize: batchSize)
    units.samples = samples ?? units.samples
    units.accumulation = accumulation
    units.devices = devices
    units.epochs = epochs
    units.dropsLast = dropLast
    return units
  }

  private func text(of units: TrainingUnits) throws(TrainingError) -> String {
    let count = try units.steps()
    if format == .json { return Self.json(units, count) }
    let shares = [1, 3, 5, 10].map { "\($0)% \(TrainingUnits.grouped(count.warmup(percent: $0)))" }
    let text = try units.line() + "\nwarm-up  " + shares.joined(separator: "  ") + "\n"
    return OutputTerminal.current().text.isUTF8 ? text : String(text.map { $0 == "×" ? "x" : $0 })
  }

  private static func json(_ units: TrainingUnits, _ count: StepCount) -> String {
    var json = JSONWriter()
    json.object { json in
      json.member("samples", units.samples)
      json.member("batch_size", units.batchSize)
      json.member("accumulation", units.accumulation)
      json.member("devices", units.devices)
      json.member("epochs", units.epochs)
      json.member("drop_last", units.dropsLast)
      json.member("batches_per_epoch", count.batchesPerEpoch)
      json.member("steps_per_epoch", count.stepsPerEpoch)
      json.member("steps", count.total)
    }
    json.newLine()
    return json.text
  }
}
