/// What has several values, perhaps one for each parameter group.
extension Parameter {
  /// A list of counts, such as milestones.
  static func numbers(
    _ name: String, _ field: Field<S, [PythonNumber]>, _ requirement: Requirement = .optional,
    in range: ClosedRange<Double>, help: String
  ) -> Parameter {
    Parameter(
      name: name, kind: .numbers, requirement: requirement, range: range, naturalStep: .linear(1),
      choices: [],
      help: help, read: { .list($0[keyPath: field].map(ParameterValue.init)) },
      write: { (scheduler, value) throws(SchedulerError) in
        scheduler[keyPath: field] = try value.numbers(for: name)
      })
  }

  /// A list of counts, or `None`.
  static func optionalNumbers(
    _ name: String, _ field: Field<S, [PythonNumber]?>, _ requirement: Requirement = .optional,
    in range: ClosedRange<Double>, help: String
  ) -> Parameter {
    Parameter(
      name: name, kind: .numbers, requirement: requirement, range: range, naturalStep: .linear(1),
      choices: [],
      help: help, read: { $0[keyPath: field].map { .list($0.map(ParameterValue.init)) } ?? .null },
      write: { (scheduler, value) throws(SchedulerError) in
        scheduler[keyPath: field] = value == .null ? nil : try value.numbers(for: name)
      })
  }

  /// One float for all parameter groups, or a list of one for each.
  static func floats(
    _ name: String, _ field: Field<S, PerGroup<Double>>, _ requirement: Requirement = .optional,
    in range: ClosedRange<Double>,
    step: ParameterDeclaration.NaturalStep, help: String
  ) -> Parameter {
    Parameter(
      name: name, kind: .floats, requirement: requirement, range: range, naturalStep: step, choices: [],
      help: help,
      read: { $0[keyPath: field].parameterValue(ParameterValue.double) },
      write: { (scheduler, value) throws(SchedulerError) in
        scheduler[keyPath: field] = try PerGroup(value) { (element) throws(SchedulerError) in
          try element.float(for: name)
        }
      })
  }

  /// The same, or `None`.
  static func optionalFloats(
    _ name: String, _ field: Field<S, PerGroup<Double>?>, in range: ClosedRange<Double>,
    step: ParameterDeclaration.NaturalStep, help: String
  ) -> Parameter {
    Parameter(
      name: name, kind: .floats, requirement: .optional, range: range, naturalStep: step, choices: [],
      help: help, read: { $0[keyPath: field]?.parameterValue(ParameterValue.double) ?? .null },
      write: { (scheduler, value) throws(SchedulerError) in
        if value == .null { return scheduler[keyPath: field] = nil }
        scheduler[keyPath: field] = try PerGroup(value) { (element) throws(SchedulerError) in
          try element.float(for: name)
        }
      })
  }

  /// One lambda for all groups, or a list of one for each.
  static func lambdas(
    _ name: String, _ field: Field<S, PerGroup<LambdaExpression>>,
    refusal: @escaping @Sendable (_ type: String) -> String, help: String
  ) -> Parameter {
    Parameter(
      name: name, kind: .lambdas, requirement: .required, range: nil, naturalStep: .cycle, choices: [],
      help: help,
      read: { $0[keyPath: field].parameterValue(ParameterValue.lambda) },
      write: { (scheduler, value) throws(SchedulerError) in
        scheduler[keyPath: field] = try PerGroup(value) { (element) throws(SchedulerError) in
          if case .lambda(let lambda) = element { return lambda }
          throw SchedulerError(.type, refusal(element.pythonType), parameter: name)
        }
      })
  }

  /// A list of schedulers on the same optimizer; anything else in it is refused with `refusal` of its index.
  static func schedules(
    _ name: String, _ field: Field<S, [Schedule]>, refusal: @escaping @Sendable (Int) -> String, help: String
  ) -> Parameter {
    Parameter(
      name: name, kind: .schedules, requirement: .required, range: nil, naturalStep: .cycle, choices: [],
      help: help, read: { .list($0[keyPath: field].map(ParameterValue.schedule)) },
      write: { (scheduler, value) throws(SchedulerError) in
        scheduler[keyPath: field] = try value.schedules(for: name, refusal: refusal)
      })
  }

  /// A dict or `None`, which is an empty one.
  static func dictionary(_ name: String, _ field: Field<S, [DictionaryItem]>, help: String) -> Parameter {
    Parameter(
      name: name, kind: .dictionary, requirement: .optional, range: nil, naturalStep: .cycle, choices: [],
      help: help, read: { $0[keyPath: field].isEmpty ? .null : .dictionary($0[keyPath: field]) },
      write: { (scheduler, value) throws(SchedulerError) in
        scheduler[keyPath: field] = value == .null ? [] : try value.dictionary(for: name)
      })
  }
}
