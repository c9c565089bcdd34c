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
  /// Where the optimizer stands among the positional arguments; nil where the library takes none.
  let optimizerPlace: Int?
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
    optimizerPlace = declaration.optimizerPlace
    example = declaration.example
  }

  /// A scheduler that is not in the catalog.
  init(own name: String, example: any RunnableScheduler) {
    self.name = name
    library = .own
    (summary, formula, quirks) = ("A scheduler of your own.", "", [])
    (module, source) = ("", name)
    parameters = []
    optimizerPlace = nil
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

extension CatalogEntry {
  /// Whether it is a class, and no function.
  private var isClass: Bool { name.lastPart.first?.isUppercase == true }

  /// The parameters that a call may give by their position.
  var positional: ArraySlice<ParameterDeclaration> { parameters.prefix { !$0.isOutside } }

  /// What Python calls the callee in its errors.
  var callee: String { isClass ? name + ".__init__()" : name + "()" }

  /// The arguments that Python counts although no one writes them in a spec: `self`, the optimizer.
  var hiddenArguments: Int { (isClass ? 1 : 0) + (optimizerPlace == nil ? 0 : 1) }
}
