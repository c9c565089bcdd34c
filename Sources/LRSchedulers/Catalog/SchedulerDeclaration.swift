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
  /// Where the optimizer stands among the positional arguments; nil where the library takes none.
  let optimizerPlace: Int?
  /// What PyTorch's object calls the arguments.
  let attributes: AttributeNames

  init(
    _ name: String, library: SourceLibrary, module: String? = nil, summary: String, formula: String,
    quirks: [String] = [], example: S,
    parameters: [Parameter<S>], optimizer: OptimizerPlace? = nil,
    attributes: AttributeNames = .arguments()
  ) {
    self.name = name
    self.library = library
    self.module = module ?? library.module
    self.summary = summary
    self.formula = formula
    self.quirks = quirks
    self.example = example
    self.parameters = parameters
    optimizerPlace = (optimizer ?? (library.takesOptimizer ? .first : .none)).index(among: parameters.count)
    self.attributes = attributes
  }

  /// By index: a generic algorithm of Sequence is specialized for each scheduler again, which slows the start.
  func parameter(named name: String) -> Parameter<S>? {
    for index in parameters.indices where parameters[index].name == name { return parameters[index] }
    return nil
  }
}

/// Where a library takes the optimizer.
enum OptimizerPlace: Sendable {
  case first, second, last, none

  func index(among count: Int) -> Int? {
    switch self {
    case .first: 0
    case .second: 1
    case .last: count
    case .none: nil
    }
  }
}
