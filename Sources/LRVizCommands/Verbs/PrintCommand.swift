import ArgumentParser

struct PrintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "print",
    abstract: "The learning rate of each epoch, without training.")

  @OptionGroup var arguments: ScheduleArguments

  @Option(help: "table, csv, json, jsonl, or tutorial.")
  var format = PrintFormat.table

  @Option(help: "What metric-driven schedulers see: a file of one number a line, or a lambda.")
  var metrics: String?

  @Option(
    name: .customLong("set"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "Assign an attribute, or lr, at an epoch counted from 0; may be repeated.",
      valueName: "EPOCH:NAME=VALUE"),
    transform: Assignment.parse)
  var assignments: [Assignment] = []

  @Option(help: "Write to a file, which appears when it is complete.")
  var output: String?

  func run() throws {
    let plan = try plan()
    try plan.validate()
    for note in plan.notes { StandardError.say("note: \(note)") }
    try OutputFile.write(to: output) { (sink) throws(CommandError) in
      try plan.write(as: format, to: &sink)
    }
  }

  private func plan() throws(CommandError) -> PrintPlan {
    PrintPlan(
      schedules: try arguments.schedules(), lrs: arguments.lr.values, epochs: arguments.epochs,
      optimizer: try arguments.optimizerConfiguration(), metrics: try metrics.map(MetricSource.init),
      assignments: assignments)
  }
}
