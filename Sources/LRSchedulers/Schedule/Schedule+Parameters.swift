extension Schedule {
  /// The value of a parameter; nil if there is no such parameter.
  public func value(of parameter: String) -> ParameterValue? { scheduler.value(of: parameter) }

  /// The value of a parameter as Python source; empty if there is no such parameter.
  public func parameterText(_ parameter: String) -> String { value(of: parameter)?.python ?? "" }

  /// A copy with another value of one parameter, by its PyTorch name.
  ///
  /// Throws when there is no such parameter, or PyTorch would refuse the value. List lengths are checked against the
  /// groups later, by ``validate(groups:)``.
  public func setting(_ parameter: String, to value: ParameterValue) throws(SchedulerError) -> Schedule {
    let changed = try replacing(parameter, with: value)
    try changed.scheduler.validate()
    return changed
  }

  /// ``setting(_:to:)`` without the check of the whole, for several in a row.
  func replacing(_ parameter: String, with value: ParameterValue) throws(SchedulerError) -> Schedule {
    Schedule(entry: entry, scheduler: try scheduler.setting(parameter, to: value))
  }

  private init(entry: CatalogueEntry, scheduler: any CataloguedScheduler) {
    self.entry = entry
    self.scheduler = scheduler
  }
}
