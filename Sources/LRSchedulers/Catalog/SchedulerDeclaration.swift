/// The one place where a scheduler is declared: the spec parser, the editor, the list, the code export and the
/// documentation all read it. `S` is a scheduler, and not constrained for the reason told at ``Parameter``.
struct SchedulerDeclaration<S: Sendable>: Sendable {
  let name: String
  let library: SourceLibrary
  /// What the scheduler is imported from.
  let module: String
  /// One line, as a sentence.
  let summary: String
  /// The rate of epoch t in Python notation.
  let formula: String
  /// What may surprise, each as a sentence.
  let quirks: [String]
  /// Typical values of the required arguments, defaults for the rest.
  let example: S
  /// In the order of the library's positional arguments.
  let parameters: [Parameter<S>]
  /// Whether the library takes the optimizer after these parameters instead of before.
  let takesOptimizerLast: Bool

  init(
    _ name: String, library: SourceLibrary, module: String? = nil, summary: String, formula: String,
    quirks: [String] = [], example: S,
    parameters: [Parameter<S>], takesOptimizerLast: Bool = false
  ) {
    self.name = name
    self.library = library
    self.module = module ?? library.module
    self.summary = summary
    self.formula = formula
    self.quirks = quirks
    self.example = example
    self.parameters = parameters
    self.takesOptimizerLast = takesOptimizerLast
  }

  /// By index: a generic algorithm of Sequence is set up anew for each scheduler, which is felt at the start.
  func parameter(named name: String) -> Parameter<S>? {
    for index in parameters.indices where parameters[index].name == name { return parameters[index] }
    return nil
  }
}

/// A scheduler that can be named, parsed, edited and printed.
protocol CatalogScheduler: Scheduler {
  static var declaration: SchedulerDeclaration<Self> { get }

  /// What the gauge of a metric-driven scheduler shows; nil for the others.
  func plateau(in state: State) -> PlateauStatus?

  /// The parts of a schedule that follow each other; none for most.
  var phases: [SchedulePhase] { get }

  /// What a user may not expect of it where it is in force; nothing for most.
  func notes(_ context: NoteContext) -> [ScheduleNote]

  /// How long it takes, for notes on runs that are much shorter or longer.
  var extent: ScheduleExtent { get }

  /// Brings the state of a run up to date when this description replaces `previous` in it.
  func takeOver(from previous: Self, _ state: inout State) throws(SchedulerError)
}

extension CatalogScheduler {
  func plateau(in state: State) -> PlateauStatus? { nil }

  var phases: [SchedulePhase] { [] }

  func notes(_ context: NoteContext) -> [ScheduleNote] { [] }

  var extent: ScheduleExtent { ScheduleExtent() }

  func takeOver(from previous: Self, _ state: inout State) throws(SchedulerError) {
    takeOverLastEpoch(from: previous, &state)
  }

  /// `last_epoch` is the one argument whose attribute is state.
  func takeOverLastEpoch(from previous: Self, _ state: inout State) {
    guard let epoch = value(of: "last_epoch"), epoch != previous.value(of: "last_epoch"),
      case .int(let epoch) = epoch
    else { return }
    state.lastEpoch = epoch
  }

  static func parameter(_ name: String) throws(SchedulerError) -> Parameter<Self> {
    if let parameter = declaration.parameter(named: name) { return parameter }
    throw SchedulerError(
      .attribute, unknownParameterMessage(name, candidates: declaration.parameters.map(\.name)),
      parameter: name)
  }

  private static func unknownParameterMessage(_ name: String, candidates: [String]) -> String {
    let message = "unknown parameter '\(name)' of \(declaration.name)"
    guard let nearest = Spelling.nearest(to: name, in: candidates) else { return message }
    return message + "; did you mean '\(nearest)'?"
  }

  func value(of name: String) -> ParameterValue? {
    Self.declaration.parameter(named: name)?.read(self)
  }

  func setting(_ name: String, to value: ParameterValue) throws(SchedulerError) -> Self {
    var copy = self
    try Self.parameter(name).write(&copy, value)
    return copy
  }
}
