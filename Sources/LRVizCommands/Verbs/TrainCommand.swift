import ArgumentParser
import Training

struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "The lab's training without a terminal, a row an epoch on stdout.")

  @OptionGroup var schedule: ScheduleOptions
  @OptionGroup var training: TrainingOptions

  @Option(help: "table, csv, jsonl, or tutorial (default: table).", transform: TrainFormat.parse)
  var format = TrainFormat.table

  @Option(.speed) var speed = Pace.max

  @Option(
    help: ArgumentHelp("Write to a file, which appears when the training has finished.", valueName: "FILE"))
  var output: String?

  func run() throws {
    let schedule = try schedule.arguments()
    let training = training.arguments
    guard training.trains else {
      throw CommandError.usage("train needs a workload, got 'none'; print and plan do without")
    }
    let schedules = try schedule.schedules(
      stepsPerEpoch: try training.stepsPerEpoch(), interval: training.interval)
    let configurations = try training.configurations(of: schedules, schedule)
    var plan = HeadlessTraining(configurations: configurations, format: format, speed: speed)
    try OutputFile.write(to: output) { (sink) throws(CommandError) in try plan.write(to: &sink) }
  }
}
