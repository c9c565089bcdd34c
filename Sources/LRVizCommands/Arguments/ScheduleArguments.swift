import ArgumentParser
import LRSchedulers
import Lab
import Recipes
import Training

/// The schedules a command is about, and what they start from.
struct ScheduleArguments: FastArguments {
  var specs: [String] = []
  /// What `--lr` says; nil where it is not given.
  var givenLR: LearningRates?
  /// What `--epochs` says; nil where it is not given.
  var givenEpochs: Int?
  var optimizer: String?
  /// Never on a plain line, as those that follow.
  var definitions: [ScriptOptions.Definition] = []
  var pick: String?
  /// The framework of a configuration, as `--library` says it.
  var framework: String?
  /// Samples, batches and devices for configurations.
  var counts = OutsideCounts()
  var explains = false
  var asking = Asking.never
  var formLook = ScreenLook()

  var lr: LearningRates { givenLR ?? .standard }
  var epochs: Int { givenEpochs ?? Settings.current.epochs.value ?? 100 }

  mutating func consume(_ reader: inout FastArgumentReader) throws -> Bool {
    try reader.argument(&specs) || reader.option(.lr, &givenLR) || reader.option(.epochs, &givenEpochs)
      || reader.option(.optimizer, &optimizer)
  }

  /// The schedules, at least one, with what they start from. Notes are printed on stderr.
  ///
  /// - Parameters:
  ///   - stepsPerEpoch: what `len(loader)` is in a spec; nil if nobody has said it.
  ///   - interval: what the epochs count.
  func schedules(stepsPerEpoch: Int?, interval: Interval = .epoch) throws(CommandError) -> [SpecSchedule] {
    if specs.isEmpty {
      throw .usage("expected a SPEC, such as 'StepLR(step_size=10, gamma=0.1)'; 'lrviz list' names them all")
    }
    let optimizer = try optimizerConfiguration()
    var schedules: [SpecSchedule] = []
    var notes: [String] = []
    var open: [(SpecText, SpecError)] = []
    for spec in specs {
      let text = try SpecText(spec)
      let options = options(stepsPerEpoch, interval, text)
      let found: [PastedSchedule]
      do { found = try Recipes.schedules(in: text.text, options: options) } catch {
        guard error.missing.isEmpty || isSlip(error, in: text) else {
          open.append((text, error))
          continue
        }
        throw refusal(error, of: text, options)
      }
      for (index, pasted) in found.enumerated() {
        var own: [String] = []
        var item = SpecSchedule(pasted, of: text, lrs: givenLR?.values, optimizer: optimizer, notes: &own)
        // The lines that are shown say the same.
        notes += explains ? own.filter { !item.assumed.contains($0) } : own
        item.origin = ScriptOrigin(
          text.document, options, index, of: found, asked: (givenLR?.values, optimizer))
        schedules.append(item)
      }
      if explains {
        for line in ScriptExplanation(found, of: text).lines { StandardError.say(line) }
      }
    }
    if !open.isEmpty {
      return try asked(open, stepsPerEpoch, interval).schedules(
        stepsPerEpoch: stepsPerEpoch, interval: interval)
    }
    var said: Set<String> = []
    for note in notes where said.insert(note).inserted { StandardError.say("note: \(note)") }
    return schedules
  }

  /// The schedules of one text, without notes.
  func pasted(
    in text: SpecText, stepsPerEpoch: Int?, interval: Interval
  ) throws(CommandError) -> [PastedSchedule] {
    let options = options(stepsPerEpoch, interval, text)
    do { return try Recipes.schedules(in: text.text, options: options) } catch {
      if error.missing.isEmpty || isSlip(error, in: text) { throw refusal(error, of: text, options) }
      return try asked([(text, error)], stepsPerEpoch, interval)
        .pasted(in: text, stepsPerEpoch: stepsPerEpoch, interval: interval)
    }
  }

  /// Whether one name of a call on the command line is missing, which is rather a slip.
  private func isSlip(_ error: SpecError, in text: SpecText) -> Bool {
    text.file == nil && definitions.isEmpty && asking != .always && error.isSlip(in: text.text)
  }

  /// The same with the names that are open, where asking for them is wanted; else says what is missing.
  private func asked(
    _ open: [(SpecText, SpecError)], _ stepsPerEpoch: Int?, _ interval: Interval
  ) throws(CommandError) -> ScheduleArguments {
    let report = MissingReport(open, specs: specs).error
    if asking == .never { throw report }
    let form = ScriptForm(
      open.map { ScriptForm.Source($0.0.document, options(stepsPerEpoch, interval, $0.0)) })
    var answered = self
    answered.asking = .never
    answered.definitions += try FormSession(form, formLook, givingUp: report).answers()
    return answered
  }

  private func options(_ stepsPerEpoch: Int?, _ interval: Interval, _ text: SpecText) -> ScriptOptions {
    var options = ScriptOptions()
    options.stepsPerEpoch = stepsPerEpoch
    options.epochs = givenEpochs
    options.countsSteps = interval == .step
    options.lrs = givenLR?.values
    options.definitions = definitions
    options.pick = pick
    if let beta2 = try? optimizerConfiguration()?.beta2ForGroups,
      !definitions.contains(where: { $0.name == "beta2" })
    {
      options.definitions.append(.init(name: "beta2", value: PythonNumber.repr(beta2)))
    }
    (options.line, options.files) = (text.line, text.bases)
    if let framework { Recipes.choose(framework, in: &options) }
    counts.write(to: &options)
    return options
  }

  private func refusal(_ error: SpecError, of text: SpecText, _ options: ScriptOptions) -> CommandError {
    var error = error
    if options.stepsPerEpoch == nil, error.hint?.contains("steps_per_epoch") == true {
      error.hint = (error.hint.map { $0 + ", or " } ?? "") + "give --steps-per-epoch 100"
    }
    let rendered = error.rendered(source: text.text)
    guard let file = text.file else { return .usage(rendered) }
    return .usage((file == "-" ? "stdin" : file) + ": " + rendered)
  }

  /// Schedules that no text builds, with what the options say.
  func items(for schedules: [Schedule]) throws(CommandError) -> [SpecSchedule] {
    let optimizer = try optimizerConfiguration()
    return schedules.map { SpecSchedule($0, lrs: lr.values, optimizer: optimizer) }
  }

  /// Whether some spec can only be read when it is said how many steps an epoch has.
  var needStepsPerEpoch: Bool {
    specs.contains { spec in
      guard let text = try? SpecText(spec) else { return true }
      return text.file != nil || text.text.contains("len(") || text.text.contains("per_epoch")
        || text.text.contains("loader")
    }
  }

  /// The optimizer, if one is named.
  func optimizerConfiguration() throws(CommandError) -> OptimizerConfiguration? {
    guard let optimizer else { return nil }
    do { return try OptimizerConfiguration(parsing: optimizer) } catch {
      throw .usage("--optimizer '\(optimizer)': \(error.message)")
    }
  }
}

/// Whether names that a script leaves open are asked for in a form.
enum Asking {
  case never
  /// Where a form is what one expects, as in the lab; a slip in a call is an error there too.
  case onTerminal
  /// Since `--ask` says so.
  case always
}

/// The same, as ArgumentParser reads them.
struct ScheduleOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "The Python call that builds a scheduler, the lines of a script that do, or a file with them; may be repeated.",
      valueName: "SPEC"))
  var specs: [String] = []
  @Option(.lr) var lr: LearningRates?
  @Option(.epochs) var epochs: Int?
  @Option(.optimizer) var optimizer: String?
  @OptionGroup var definitions: DefinitionOptions

  func arguments() throws(CommandError) -> ScheduleArguments {
    var arguments = try definitions.arguments(specs)
    (arguments.givenLR, arguments.givenEpochs, arguments.optimizer) = (lr, epochs, optimizer)
    return arguments
  }
}

/// What a script leaves open, and which of its schedules is meant.
struct DefinitionOptions: ParsableArguments {
  @Option(
    name: .customLong("define"), parsing: .unconditionalSingleValue,
    help: ArgumentHelp(
      "A value for a name that a script leaves open, such as args.epochs=90; may be repeated.",
      valueName: "NAME=VALUE"),
    transform: DefinitionOption.parse)
  var definitions: [ScriptOptions.Definition] = []
  @Option(
    name: .customLong("define-file"),
    help: ArgumentHelp(
      "A file of such values: JSON, or lines of NAME=VALUE or NAME: VALUE.", valueName: "FILE"))
  var definitionFile: String?
  @Option(
    help: ArgumentHelp(
      "One of several schedulers of a script: its variable or class, its number, or its line.",
      valueName: "NAME|N"))
  var pick: String?
  @Option(.library) var library: String?
  @Flag(
    name: .customLong("ask"),
    help: "Ask on the terminal for the names that a script leaves open, in a form that draws the curve.")
  var asks = false
  @Flag(
    name: .customLong("explain"),
    help: "Show on stderr the lines of a script and what was taken from them, or the rule of a configuration."
  )
  var explains = false

  /// The schedules of some specs, with nothing else said about them.
  func arguments(_ specs: [String]) throws(CommandError) -> ScheduleArguments {
    var all = definitions
    if let definitionFile { all = try DefinitionFile.read(definitionFile) + all }
    return ScheduleArguments(
      specs: specs, definitions: all, pick: pick, framework: library, explains: explains,
      asking: asks ? .always : .never)
  }
}

extension OptionDeclaration where Value == LearningRates {
  static var lr: Self {
    Self(
      "lr", help: "The base learning rate; a comma list makes parameter groups. Else SPEC's own, or 0.1.",
      takesDashes: true, parse: LearningRates.parse)
  }
}

extension OptionDeclaration where Value == Int {
  static var epochs: Self {
    Self(
      "epochs", help: "How many epochs (default: \(ScheduleArguments().epochs)).", takesDashes: true,
      parse: EpochCount.parse)
  }
}

extension OptionDeclaration where Value == String {
  static var optimizer: Self {
    Self(
      "optimizer",
      help: """
        The Python call that builds the optimizer, such as 'SGD(momentum=0.9)', of one of \
        \(OptimizerConfiguration.Kind.names); else SPEC's own, or SGD().
        """)
  }
}
