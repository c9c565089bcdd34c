/// A key path that may be shared between threads, as those without captured subscripts always may.
typealias Field<S, Value> = WritableKeyPath<S, Value> & Sendable

extension Parameter {
  /// A count: an int, or a float where Python takes one.
  static func number(
    _ name: String, _ field: Field<S, PythonNumber>, _ requirement: Requirement = .optional,
    in range: ClosedRange<Double>, help: String
  ) -> Parameter {
    Parameter(
      name: name, kind: .number, requirement: requirement, range: range, naturalStep: .linear(1), choices: [],
      help: help, read: { ParameterValue($0[keyPath: field]) },
      write: { (scheduler, value) throws(SchedulerError) in
        scheduler[keyPath: field] = try value.number(for: name)
      })
  }

  static func float(
    _ name: String, _ field: Field<S, Double>, _ requirement: Requirement = .optional,
    in range: ClosedRange<Double>, step: ParameterDeclaration.NaturalStep,
    refusal: (@Sendable (ParameterValue) -> String)? = nil, help: String
  ) -> Parameter {
    Parameter(
      name: name, kind: .float, requirement: requirement, range: range, naturalStep: step, choices: [],
      help: help, read: { .double($0[keyPath: field]) },
      write: { (scheduler, value) throws(SchedulerError) in
        if value.number == nil, let refusal {
          throw SchedulerError(.value, refusal(value), parameter: name)
        }
        scheduler[keyPath: field] = try value.float(for: name)
      })
  }

  /// An int that PyTorch checks itself, refusing other types with `refusal` of the value's text.
  static func integer(
    _ name: String, _ field: Field<S, Int>, _ requirement: Requirement = .optional,
    in range: ClosedRange<Double>,
    refusal: @escaping @Sendable (String) -> String, help: String
  ) -> Parameter {
    Parameter(
      name: name, kind: .integer, requirement: requirement, range: range, naturalStep: .linear(1),
      choices: [],
      help: help, read: { .int($0[keyPath: field]) },
      write: { (scheduler, value) throws(SchedulerError) in
        guard case .int? = value.number else {
          throw SchedulerError(.value, refusal(value.python), parameter: name)
        }
        scheduler[keyPath: field] = try value.integer(for: name)
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

  /// PyTorch's `last_epoch`, which all schedulers of the base class take last.
  static func lastEpoch(_ field: Field<S, Int>) -> Parameter {
    let name = "last_epoch"
    return Parameter(
      name: name, kind: .integer, requirement: .optional, range: -1...100_000, naturalStep: .linear(1),
      choices: [],
      help: "the epoch to resume after; -1 starts afresh", read: { .int($0[keyPath: field]) },
      write: { (scheduler, value) throws(SchedulerError) in
        scheduler[keyPath: field] = try value.integer(for: name)
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
}
