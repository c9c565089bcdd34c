/// Words, flags and functions.
extension Parameter {
  /// A word out of an enumeration whose raw values are the library's strings.
  static func choice<Choice>(
    _ name: String, _ field: Field<S, Choice>, _ requirement: Requirement = .optional,
    unknown: @escaping @Sendable (String) -> String, help: String
  ) -> Parameter where Choice: RawRepresentable<String> & CaseIterable & Sendable {
    Parameter(
      name: name, kind: .choice, requirement: requirement, range: nil, naturalStep: .cycle,
      choices: Choice.allCases.map(\.rawValue), help: help, read: { .string($0[keyPath: field].rawValue) },
      write: { (scheduler, value) throws(SchedulerError) in
        guard case .string(let word) = value, let choice = Choice(rawValue: word) else {
          throw SchedulerError(.value, unknown(value.text), parameter: name)
        }
        scheduler[keyPath: field] = choice
      })
  }

  /// A word out of an enumeration, or `None`.
  static func optionalChoice<Choice>(
    _ name: String, _ field: Field<S, Choice?>, unknown: @escaping @Sendable (String) -> String, help: String
  ) -> Parameter where Choice: RawRepresentable<String> & CaseIterable & Sendable {
    Parameter(
      name: name, kind: .choice, requirement: .noneByDefault, range: nil, naturalStep: .cycle,
      choices: Choice.allCases.map(\.rawValue), help: help,
      read: { $0[keyPath: field].map { .string($0.rawValue) } ?? .null },
      write: { (scheduler, value) throws(SchedulerError) in
        if value == .null { return scheduler[keyPath: field] = nil }
        guard case .string(let word) = value, let choice = Choice(rawValue: word) else {
          throw SchedulerError(.value, unknown(value.text), parameter: name)
        }
        scheduler[keyPath: field] = choice
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

  /// A string that names something and changes no rate.
  static func text(_ name: String, _ field: Field<S, String?>, help: String) -> Parameter {
    Parameter(
      name: name, kind: .text, requirement: .optional, range: nil, naturalStep: .cycle, choices: [],
      help: help, read: { $0[keyPath: field].map(ParameterValue.string) ?? .null },
      write: { (scheduler, value) throws(SchedulerError) in
        scheduler[keyPath: field] = value == .null ? nil : try value.string(for: name)
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
