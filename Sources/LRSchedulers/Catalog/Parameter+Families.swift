/// The arguments that most schedules of the other libraries have.
extension Parameter {
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

  /// A string that names something and changes no rate.
  static func text(_ name: String, _ field: Field<S, String?>, help: String) -> Parameter {
    Parameter(
      name: name, kind: .text, requirement: .optional, range: nil, naturalStep: .cycle, choices: [],
      help: help, read: { $0[keyPath: field].map(ParameterValue.string) ?? .null },
      write: { (scheduler, value) throws(SchedulerError) in
        scheduler[keyPath: field] = value == .null ? nil : try value.string(for: name)
      })
  }
}

extension Parameter {
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
