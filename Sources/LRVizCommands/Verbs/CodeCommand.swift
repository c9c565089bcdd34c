import ArgumentParser
import LRSchedulers
import Training

struct CodeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "code",
    abstract: "The schedule as source code, to be pasted into a training script.")

  @OptionGroup var schedule: ScheduleOptions

  @Option(
    help:
      "pytorch: a script that runs; transformers, timm, optax, keras: the call, or what stands in for it; spec: the canonical text (default: pytorch).",
    transform: CodeFormat.choice)
  var format = CodeFormat.pytorch

  @Option(.interval) var interval = Interval.epoch

  @Option(.batchesOfScript) var stepsPerEpoch: Int?

  @Option(help: ArgumentHelp("Write to a file, which appears when it is complete.", valueName: "FILE"))
  var output: String?

  func run() throws {
    let schedules = try schedule.arguments.schedules(stepsPerEpoch: stepsPerEpoch)
    let optimizer = try schedule.arguments.optimizerConfiguration() ?? OptimizerConfiguration(.sgd)
    let sources = try schedules.map { try source(of: $0, context(of: $0, optimizer)) }
    if format == .pytorch { tellNotes(of: schedules, optimizer) }
    for note in sources.compactMap(\.note) { StandardError.say("note: \(note)") }
    try OutputFile.write(to: output) { (sink) throws(CommandError) in
      for source in sources { try sink.write(source.text) }
    }
  }

  private func context(of schedule: Schedule, _ optimizer: OptimizerConfiguration) -> CodeContext {
    var context = CodeContext(
      lrs: self.schedule.lr.values, optimizer: optimizer.spec, epochs: self.schedule.epochs,
      interval: interval == .step ? .step : .epoch)
    context.stepsPerEpoch = stepsPerEpoch ?? schedule.stepsPerEpoch ?? context.stepsPerEpoch
    return context
  }

  private func source(of schedule: Schedule, _ context: CodeContext) throws(CommandError) -> SourceCode {
    do { return try CodeExport.export(schedule, format: format, context: context) } catch {
      throw .schedule(schedule, error)
    }
  }

  /// What will be odd when the script runs.
  private func tellNotes(of schedules: [Schedule], _ optimizer: OptimizerConfiguration) {
    var teller = NoteTeller()
    let groups = schedule.lr.values.map { ParameterGroup(lr: $0, momentum: optimizer.momentumForGroups) }
    for schedule in schedules {
      let context = context(of: schedule, optimizer)
      let notes = schedule.notes(
        epochs: context.steps, groups: groups, lacksMomentum: optimizer.momentumForGroups == 0,
        unit: interval.rawValue, stepsPerEpoch: stepsPerEpoch ?? schedule.stepsPerEpoch)
      teller.tell(notes)
    }
  }
}

extension Schedule {
  /// What the schedule itself says, as OneCycleLR may.
  fileprivate var stepsPerEpoch: Int? {
    if case .int(let count)? = value(of: "steps_per_epoch") { count } else { nil }
  }
}

extension OptionDeclaration where Value == Int {
  fileprivate static var batchesOfScript: Self {
    Self(
      "steps-per-epoch",
      help:
        "Batches of an epoch: the length of the script's train_loader, and of loaders in SPEC; else what SPEC says, or 8.",
      valueName: "K", takesDashes: true, parse: UnitCount.parse)
  }
}
