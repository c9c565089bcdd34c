/// A key path that may be shared between threads, as those without captured subscripts always may.
typealias Field<S, Value> = WritableKeyPath<S, Value> & Sendable

/// Ints, floats, and what is an int or a float where Python takes both.
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

  /// A float or `None`.
  ///
  /// - Parameter requirement: `.noneByDefault` where the example has a value, as one of several must be given.
  static func optionalFloat(
    _ name: String, _ field: Field<S, Double?>, _ requirement: Requirement = .optional,
    in range: ClosedRange<Double> = 0...10,
    step: ParameterDeclaration.NaturalStep = .decade(from: 1e-8), help: String
  ) -> Parameter {
    Parameter(
      name: name, kind: .float, requirement: requirement, range: range, naturalStep: step, choices: [],
      help: help, read: { $0[keyPath: field].map(ParameterValue.double) ?? .null },
      write: { (scheduler, value) throws(SchedulerError) in
        scheduler[keyPath: field] = value == .null ? nil : try value.float(for: name)
      })
  }

  /// A count of steps (or epochs, where the library counts these).
  static func steps(
    _ name: String, _ field: Field<S, PythonNumber>, _ requirement: Requirement = .optional, help: String
  ) -> Parameter {
    .number(name, field, requirement, in: 0...10_000_000, help: help)
  }

  /// A learning rate.
  static func rate(
    _ name: String, _ field: Field<S, Double>, _ requirement: Requirement = .optional, help: String
  ) -> Parameter {
    .float(name, field, requirement, in: 0...10, step: .decade(from: 1e-8), help: help)
  }

  /// A factor between 0 and 1.
  static func fraction(
    _ name: String, _ field: Field<S, Double>, _ requirement: Requirement = .optional, help: String
  ) -> Parameter {
    .float(name, field, requirement, in: 0...1, step: .linear(0.05), help: help)
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
}
