import ArgumentParser
import Canvas
import LRSchedulers
import Training

struct CodeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "code",
    abstract: "The schedule as source code, to be pasted into a training script.")

  @OptionGroup var schedule: ScheduleOptions

  @Option(
    help:
      "pytorch: a script that runs; transformers, timm, optax, keras: the call, or what stands in for it; spec: the canonical text; patch: a diff of the script SPEC that puts --to in the place of its scheduler (default: pytorch).",
    transform: CodeOutput.parse)
  var format = CodeOutput.source(.pytorch)

  @Option(
    name: .customLong("to"),
    help: ArgumentHelp("With --format patch, the schedule to put into the script.", valueName: "SPEC"))
  var target: String?

  @Option(.interval) var interval: Interval?

  @Option(.batchesOfScript) var stepsPerEpoch: Int?
  @OptionGroup var samples: SampleOptions

  @Option(help: ArgumentHelp("Write to a file, which appears when it is complete.", valueName: "FILE"))
  var output: String?

  func validate() throws {
    if format == .patch, target == nil {
      throw ValidationError("--format patch takes the schedule to put into the script: --to 'StepLR(30)'")
    }
    if format != .patch, target != nil { throw ValidationError("--to goes with --format patch") }
  }

  func run() throws {
    var arguments = try schedule.arguments()
    arguments.counts = samples.counts
    guard case .source(let format) = format else {
      let patch = CodePatch(
        arguments: arguments, target: target ?? "", stepsPerEpoch: stepsPerEpoch, interval: interval ?? .epoch
      )
      return try write([patch.source()])
    }
    let items = try arguments.schedules(stepsPerEpoch: stepsPerEpoch, interval: interval ?? .epoch)
    if format == .pytorch { try validate(items) }
    let contexts = items.map { context(of: $0, arguments) }
    let sources = try zip(items, contexts).map { try source(of: $0.changedSchedule(), as: format, $1) }
    if format == .pytorch { printNotes(of: items, contexts) }
    try write(sources)
  }

  private func write(_ sources: [SourceCode]) throws(CommandError) {
    for note in sources.compactMap(\.note) { StandardError.say("note: \(note)") }
    // A patch quotes the script. A file and a pipe get its bytes as they are, for `patch` to find them; a terminal would obey them.
    let isShown = OutputFile.isTerminal(output)
    try OutputFile.write(to: output) { (sink) throws(CommandError) in
      for source in sources { try sink.write(isShown ? SafeText.lines(source.text) : source.text) }
    }
  }

  /// The script counts epochs of some batches; a configuration, or the loop of a script that was read, may count steps.
  private func context(of item: SpecSchedule, _ arguments: ScheduleArguments) -> CodeContext {
    let interval = interval(of: item)
    let length = arguments.length(of: [item], in: interval)
    var context = CodeContext(
      lrs: item.lrs, optimizer: item.optimizerSpec, epochs: length, interval: interval)
    let batches = stepsPerEpoch ?? item.stepsPerEpoch
    context.stepsPerEpoch = batches ?? item.schedule.stepsPerEpoch ?? context.stepsPerEpoch
    // A loop that is too long gives its place to the usual number of epochs.
    let isLoop =
      !item.isConfiguration && arguments.givenEpochs == nil && item.loopLength(in: .step) == length
    if interval == .step, item.stepsPerBatch == true, isLoop || item.isConfiguration && batches != nil {
      context.epochs = max(1, (length + context.stepsPerEpoch - 1) / context.stepsPerEpoch)
    }
    return context
  }

  /// A configuration says itself when its scheduler steps, and a script where nobody else does.
  private func interval(of item: SpecSchedule) -> Interval {
    let own = item.ownInterval ?? .epoch
    return item.isConfiguration ? own : interval ?? own
  }

  private func source(
    of schedule: Schedule, as format: CodeFormat, _ context: CodeContext
  ) throws(CommandError) -> SourceCode {
    do { return try schedule.code(for: format, in: context) } catch {
      throw .schedule(schedule, error)
    }
  }

  /// Refuses a schedule that the script's optimizer does not suit, such as one that cycles a momentum it has not.
  private func validate(_ items: [SpecSchedule]) throws(CommandError) {
    for item in items {
      do { try item.schedule.validate(groups: item.groups) } catch { throw .schedule(item.schedule, error) }
    }
  }

  /// Notes on what the script will do when it runs.
  private func printNotes(of items: [SpecSchedule], _ contexts: [CodeContext]) {
    var log = NoteLog()
    for (item, context) in zip(items, contexts) {
      let plan = Plan(
        item.schedule, groups: item.groups, interval: interval(of: item),
        stepsPerEpoch: stepsPerEpoch ?? item.stepsPerEpoch ?? item.schedule.stepsPerEpoch,
        length: context.steps)
      log.print(plan.notes(lacksMomentum: item.momenta.allSatisfy { ($0 ?? 0) == 0 }))
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
