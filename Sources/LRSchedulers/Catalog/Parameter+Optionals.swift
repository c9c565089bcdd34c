/// Arguments that may be `None`, and those PyTorch looks at more closely than others.
extension Parameter {
  /// A count or `None`.
  static func optionalNumber(
    _ name: String, _ field: Field<S, PythonNumber?>, _ requirement: Requirement = .optional,
    in range: ClosedRange<Double>, help: String
  ) -> Parameter {
    Parameter(
      name: name, kind: .number, requirement: requirement, range: range, naturalStep: .linear(1), choices: [],
      help: help, read: { $0[keyPath: field].map(ParameterValue.init) ?? .null },
      write: { (scheduler, value) throws(SchedulerError) in
        scheduler[keyPath: field] = value == .null ? nil : try value.number(for: name)
      })
  }

  /// An int or `None`; other types are refused with `refusal` of the value's text.
  static func optionalInteger(
    _ name: String, _ field: Field<S, Int?>, in range: ClosedRange<Double>,
    refusal: @escaping @Sendable (String) -> String, help: String
  ) -> Parameter {
    Parameter(
      name: name, kind: .integer, requirement: .noneByDefault, range: range, naturalStep: .linear(1),
      choices: [],
      help: help, read: { $0[keyPath: field].map(ParameterValue.int) ?? .null },
      write: { (scheduler, value) throws(SchedulerError) in
        if value == .null { return scheduler[keyPath: field] = nil }
        guard case .int? = value.number else {
          throw SchedulerError(.value, refusal(value.python), parameter: name)
        }
        scheduler[keyPath: field] = try value.integer(for: name)
      })
  }

  /// A float that must not be written as an int.
  static func strictFloat(
    _ name: String, _ field: Field<S, Double>, in range: ClosedRange<Double>,
    step: ParameterDeclaration.NaturalStep, refusal: @escaping @Sendable (String) -> String, help: String
  ) -> Parameter {
    Parameter(
      name: name, kind: .float, requirement: .optional, range: range, naturalStep: step, choices: [],
      help: help,
      read: { .double($0[keyPath: field]) },
      write: { (scheduler, value) throws(SchedulerError) in
        guard case .double(let number) = value else {
          throw SchedulerError(.value, refusal(value.python), parameter: name)
        }
        scheduler[keyPath: field] = number
      })
  }

  /// `True` or `False`; as in Python's `if`, a number counts as what it is worth.
  static func bool(_ name: String, _ field: Field<S, Bool>, help: String) -> Parameter {
    Parameter(
      name: name, kind: .bool, requirement: .optional, range: nil, naturalStep: .cycle, choices: [],
      help: help,
      read: { .bool($0[keyPath: field]) },
      write: { (scheduler, value) throws(SchedulerError) in
        scheduler[keyPath: field] = try !value.number(for: name).isZero
      })
  }

  /// A lambda or `None`.
  static func optionalLambda(
    _ name: String, _ field: Field<S, LambdaExpression?>, help: String
  ) -> Parameter {
    Parameter(
      name: name, kind: .lambdas, requirement: .optional, range: nil, naturalStep: .cycle, choices: [],
      help: help,
      read: { $0[keyPath: field].map(ParameterValue.lambda) ?? .null },
      write: { (scheduler, value) throws(SchedulerError) in
        switch value {
        case .null: scheduler[keyPath: field] = nil
        case .lambda(let lambda): scheduler[keyPath: field] = lambda
        default: throw SchedulerError(.type, "'\(value.pythonType)' object is not callable", parameter: name)
        }
      })
  }
}
