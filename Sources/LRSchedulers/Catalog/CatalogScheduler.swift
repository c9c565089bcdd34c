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
    guard let parameter = Self.declaration.parameter(named: name) else { throw schedule.unknown(name) }
    var copy = self
    try parameter.write(&copy, value)
    return copy
  }
}

extension Schedule {
  fileprivate func unknown(_ parameter: String) -> SchedulerError {
    var message = "unknown parameter '\(parameter)' of \(name)"
    if let nearest = Spelling.nearest(to: parameter, in: entry.parameters.map(\.name)) {
      message += "; did you mean '\(nearest)'?"
    }
    return SchedulerError(.attribute, message, parameter: parameter)
  }
}
