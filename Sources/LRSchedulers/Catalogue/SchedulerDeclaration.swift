/// Where a schedule comes from.
public enum Library: String, Sendable, CaseIterable {
  case pytorch = "PyTorch"
}

/// The one place where a scheduler is declared: the spec parser, the editor, the list, the code export and the
/// documentation all read it.
public struct SchedulerDeclaration<S: Scheduler>: Sendable {
  let name: String
  let library: Library
  /// What the scheduler is imported from.
  let module: String
  /// One line, as a sentence.
  let summary: String
  /// The rate of epoch t in Python notation.
  let formula: String
  /// Typical values of the required arguments, defaults for the rest.
  let example: S
  /// In the order of the library's positional arguments.
  let parameters: [Parameter<S>]

  init(
    _ name: String, library: Library, module: String? = nil, summary: String, formula: String, example: S,
    parameters: [Parameter<S>]
  ) {
    self.name = name
    self.library = library
    self.module = module ?? library.module
    self.summary = summary
    self.formula = formula
    self.example = example
    self.parameters = parameters
  }
}

/// A scheduler that can be named, parsed, edited and printed.
public protocol CataloguedScheduler: Scheduler {
  static var declaration: SchedulerDeclaration<Self> { get }

  /// What the gauge of a metric-driven scheduler shows; nil for the others.
  func plateau(in state: State) -> PlateauStatus?
}

extension CataloguedScheduler {
  public func plateau(in state: State) -> PlateauStatus? { nil }

  static func parameter(_ name: String) throws(SchedulerError) -> Parameter<Self> {
    if let parameter = declaration.parameters.first(where: { $0.name == name }) { return parameter }
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
    Self.declaration.parameters.first { $0.name == name }?.read(self)
  }

  func setting(_ name: String, to value: ParameterValue) throws(SchedulerError) -> Self {
    var copy = self
    try Self.parameter(name).write(&copy, value)
    return copy
  }
}
