import ArgumentParser

struct TrainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "train",
    abstract: "The lab's training without a terminal, a row an epoch on stdout.")

  @OptionGroup var arguments: ScheduleArguments
  @OptionGroup var training: TrainingArguments

  @Option(help: "table, csv, jsonl, or tutorial.", transform: TrainFormat.parse)
  var format = TrainFormat.table

  @Option(
    parsing: .unconditional, help: "Epochs a second, or max.", transform: SpeedChoice.parse)
  var speed = SpeedChoice.max

  @Option(help: "Write to a file, which appears when the training is over.")
  var output: String?

  func run() throws {
    let configurations = try training.configurations(of: try arguments.schedules(), arguments)
    let plan = HeadlessTraining(configurations: configurations, format: format, speed: speed)
    try OutputFile.write(to: output) { (sink) throws(CommandError) in try plan.write(to: &sink) }
  }
}
