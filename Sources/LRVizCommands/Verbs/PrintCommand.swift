import ArgumentParser

struct PrintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "print",
    abstract: "The learning rate of each epoch, without training.")

  @OptionGroup var schedule: ScheduleOptions
  @OptionGroup var unitOptions: UnitOptions

  @Option(help: "table, csv, json, jsonl, or tutorial.")
  var format = PrintFormat.table

  @Option(.metrics) var metrics: String?

  @OptionGroup var changes: ChangeArguments

  @Option(help: ArgumentHelp("Write the schedule's state to a file, as it is at --at.", valueName: "FILE"))
  var saveState: String?

  @Option(
    help: ArgumentHelp(
      "The epoch, or step, of --save-state, counted from 0; else the last.", valueName: "EPOCH"))
  var at: Int?

  @Option(
    help: ArgumentHelp(
      "Resume from a saved state; it overrides SPEC, as in PyTorch.", valueName: "FILE"))
  var loadState: String?

  @Option(help: ArgumentHelp("Write to a file, which appears when it is complete.", valueName: "FILE"))
  var output: String?

  func validate() throws {
    let units = unitOptions.arguments
    if units.stepsPerEpoch != nil, units.interval == .epoch, !schedule.arguments.needStepsPerEpoch {
      throw ValidationError("--steps-per-epoch goes with --interval step; a row is an epoch otherwise")
    }
  }

  func run() throws {
    var plan = try plan()
    if let loadState { try plan.resume(try SavedState.load(loadState), from: loadState) }
    try plan.validate()
    for words in plan.overruled { StandardError.say("note: \(words)") }
    var notes = NoteLog()
    notes.print(plan.notes)
    try OutputFile.write(to: output) { (sink) throws(CommandError) in
      try plan.write(as: format, to: &sink)
    }
    if let saveState { try SavedState.save(plan, at: at ?? plan.epochs - 1, to: saveState) }
  }

  private func plan() throws(CommandError) -> PrintPlan {
    let arguments = schedule.arguments
    let units = unitOptions.arguments.units
    return PrintPlan(
      schedules: try arguments.schedules(stepsPerEpoch: units.stepsPerEpoch), lrs: arguments.lr.values,
      epochs: arguments.epochs, optimizer: try arguments.optimizerConfiguration(),
      metrics: try metrics.map(MetricSource.init), assignments: changes.assignments, units: units)
  }
}
