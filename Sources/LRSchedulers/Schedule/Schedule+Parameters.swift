/// Parameters go by their PyTorch names, those of members by paths such as `schedulers[1].gamma`.
extension Schedule {
  /// Every parameter that can be edited, named by its path: a list of schedulers stands for the parameters in it.
  public var parameters: [ParameterDeclaration] {
    entry.parameters.flatMap { parameter -> [ParameterDeclaration] in
      guard parameter.kind == .schedules, let members = value(of: parameter.name)?.listed else {
        return [parameter]
      }
      return members.enumerated().flatMap { index, member -> [ParameterDeclaration] in
        guard case .schedule(let member) = member else { return [] }
        return member.parameters.map { inner in
          var inner = inner
          inner.name = ParameterPath.text(parameter.name, index, inner.name)
          return inner
        }
      }
    }
  }

  /// The names of ``parameters``.
  package var parameterPaths: [String] { parameters.map(\.name) }

  /// What the catalog says about a parameter, which keeps the path as its name; nil if there is no such parameter.
  public func parameter(at path: String) -> ParameterDeclaration? {
    let parsed = ParameterPath(path)
    guard let place = parsed.member else { return entry.parameter(named: path) }
    var found = member(place.list, place.index)?.parameter(at: parsed.rest)
    found?.name = path
    return found
  }

  /// The value of a parameter; nil if there is no such parameter.
  public func value(of parameter: String) -> ParameterValue? {
    let path = ParameterPath(parameter)
    guard let place = path.member else { return scheduler.value(of: parameter) }
    return member(place.list, place.index)?.value(of: path.rest)
  }

  /// The value of a parameter as Python source; empty if there is no such parameter.
  package func parameterText(_ parameter: String) -> String { value(of: parameter)?.python ?? "" }

  /// A copy with another value of one parameter.
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
    let path = ParameterPath(parameter)
    guard let place = path.member else {
      return Schedule(entry: entry, scheduler: try scheduler.setting(parameter, to: value))
    }
    guard let member = member(place.list, place.index) else {
      throw SchedulerError(.attribute, "\(name) has no \(place.list)[\(place.index)]", parameter: parameter)
    }
    let changed = try member.replacing(path.rest, with: value)
    return try replacingMember(place.list, place.index, with: changed)
  }

  /// A copy with another description of the same class.
  func replacing(_ scheduler: any RunnableScheduler) -> Schedule {
    Schedule(entry: entry, scheduler: scheduler)
  }

  private init(entry: CatalogEntry, scheduler: any RunnableScheduler) {
    self.entry = entry
    self.scheduler = scheduler
  }
}
