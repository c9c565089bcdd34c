/// A scheduler as the catalog lists it.
public struct CatalogEntry: Sendable {
  /// The name it is called by in Python, unique in the catalog, such as `StepLR`.
  public let name: String
  /// The library it comes from.
  public let library: SourceLibrary
  /// One line, as a sentence.
  public let summary: String
  /// The rate of epoch t in Python notation.
  public let formula: String
  /// What may surprise, each as a sentence.
  public let quirks: [String]
  /// What the scheduler is imported from, such as `torch.optim.lr_scheduler`.
  public let module: String
  /// Module and name, such as `torch.optim.lr_scheduler.StepLR`.
  public let source: String
  /// In the order of the library's positional arguments.
  public let parameters: [ParameterDeclaration]
  let takesOptimizerLast: Bool
  /// The scheduler with typical values of the required arguments, which editing and parsing start from.
  let example: any RunnableScheduler

  init<S: CatalogScheduler>(_ type: S.Type) {
    let declaration = S.declaration
    name = declaration.name
    library = declaration.library
    summary = declaration.summary
    formula = declaration.formula
    quirks = declaration.quirks
    module = declaration.module
    source = name.utf8.contains(UInt8(ascii: ".")) ? name : module + "." + name
    parameters = declaration.parameters.map { $0.declaration(example: declaration.example) }
    takesOptimizerLast = declaration.takesOptimizerLast
    example = declaration.example
  }

  /// A scheduler that is not in the catalog.
  init(own name: String, example: any RunnableScheduler) {
    self.name = name
    library = .own
    (summary, formula, quirks) = ("A scheduler of your own.", "", [])
    (module, source) = ("", name)
    parameters = []
    takesOptimizerLast = false
    self.example = example
  }

  /// The parameter of that name; nil if there is none.
  public func parameter(named name: String) -> ParameterDeclaration? {
    parameters.first { $0.name == name }
  }
}

extension CatalogEntry: Equatable {
  /// Names are unique in the catalog.
  public static func == (left: CatalogEntry, right: CatalogEntry) -> Bool { left.name == right.name }
}
