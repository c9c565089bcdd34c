import ArgumentParser
import JSON
import LRSchedulers

struct PrintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "print",
    abstract: "The learning rate of each epoch, without training.")

  @OptionGroup var schedule: ScheduleOptions
  @OptionGroup var unitOptions: UnitOptions

  @Option(help: "table, csv, json, jsonl, or tutorial.")
  var format = PrintFormat.table

  @Option(.metrics) var metrics: String?
  @OptionGroup var log: LogOptions

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

  func run() throws {
    var plan: PrintPlan
    do { plan = try self.plan() } catch {
      if format == .json, !error.missing.isEmpty { try writeMissing(error.missing) }
      throw error
    }
    if let loadState { try plan.resume(try SavedState.load(loadState), from: loadState) }
    try plan.validate()
    for words in plan.overriddenArguments { StandardError.say("note: \(words)") }
    var notes = NoteLog()
    notes.print(plan.notes)
    try OutputFile.write(to: output) { (sink) throws(CommandError) in
      try plan.write(as: format, to: &sink)
    }
    if let saveState { try SavedState.save(plan, at: at ?? plan.epochs - 1, to: saveState) }
  }

  /// What a program asks for that cannot read the message.
  private func writeMissing(_ names: [MissingName]) throws(CommandError) {
    try OutputFile.write(to: output) { (sink) throws(CommandError) in
      var json = JSONWriter()
      json.object { json in
        json.member(
          "missing",
          array: { json in
            for name in names {
              json.object { json in
                json.member("name", name.name)
                json.name("lines")
                json.array { json in for line in name.lines { json.write(line) } }
                json.member("used_for", name.usedFor)
                json.name("guess")
                json.write(name.guess)
                if !name.alternatives.isEmpty {
                  json.name("alternatives")
                  json.array { json in for value in name.alternatives { json.write(value) } }
                }
              }
            }
          })
      }
      json.newLine()
      try sink.take(&json)
    }
  }

  private func plan() throws(CommandError) -> PrintPlan {
    var arguments = try schedule.arguments()
    let units = try unitOptions.arguments()
    arguments.counts = units.counts
    let items = try arguments.schedules(stepsPerEpoch: units.stepsPerEpoch, interval: units.interval)
    if units.stepsPerEpoch != nil, units.interval == .epoch, !arguments.needStepsPerEpoch,
      !items.contains(where: { $0.isConfiguration || $0.takesStepsPerEpoch })
    {
      throw .usage("--steps-per-epoch goes with --interval step; a row is an epoch otherwise")
    }
    let counted = try units.units(of: items)
    return PrintPlan(
      items: items, epochs: arguments.length(of: items, in: counted.interval),
      metrics: try metrics.map { text throws(CommandError) in try MetricSource(text, log.arguments) },
      assignments: changes.assignments, units: counted)
  }
}

extension JSONWriter {
  /// A value as JSON has it; Python's text for what JSON has not.
  fileprivate mutating func write(_ value: ParameterValue?) {
    switch value {
    case nil, .null: null()
    case .bool(let value): write(value)
    case .int(let value): write(value)
    case .double(let value): write(value)
    case .string(let text): write(text)
    case .list(let values): array { json in for value in values { json.write(value) } }
    case let value?: write(value.python)
    }
  }
}
