/// A scheduler of the catalog: it can be named, parsed, edited and printed.
protocol CatalogScheduler: RunnableScheduler {
  static var declaration: SchedulerDeclaration<Self> { get }
}

extension CatalogScheduler {
  var schedule: Schedule { Schedule(declared: self) }

  func value(of name: String) -> ParameterValue? {
    Self.declaration.parameter(named: name)?.read(self)
  }

  func setting(_ name: String, to value: ParameterValue) throws(SchedulerError) -> Self {
    var copy = self
    try Self.parameter(name).write(&copy, value)
    return copy
  }

  private static func parameter(_ name: String) throws(SchedulerError) -> Parameter<Self> {
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
}
