/// One scheduler inside of another, and words and lists of words.
extension Parameter {
  /// A scheduler.
  static func schedule(
    _ name: String, _ field: Field<S, Schedule>, help: String
  ) -> Parameter {
    Parameter(
      name: name, kind: .schedules, requirement: .required, range: nil, naturalStep: .cycle, choices: [],
      help: help, read: { .schedule($0[keyPath: field]) },
      write: { (scheduler, value) throws(SchedulerError) in
        scheduler[keyPath: field] = try value.schedule(for: name)
      })
  }

  /// A scheduler or `None`.
  static func optionalSchedule(
    _ name: String, _ field: Field<S, Schedule?>, help: String
  ) -> Parameter {
    Parameter(
      name: name, kind: .schedules, requirement: .noneByDefault, range: nil, naturalStep: .cycle, choices: [],
      help: help, read: { $0[keyPath: field].map(ParameterValue.schedule) ?? .null },
      write: { (scheduler, value) throws(SchedulerError) in
        scheduler[keyPath: field] = value == .null ? nil : try value.schedule(for: name)
      })
  }

  /// A word of which the library knows some, and takes any other for one of them.
  static func word(
    _ name: String, _ field: Field<S, String>, of choices: [String], help: String
  ) -> Parameter {
    Parameter(
      name: name, kind: .choice, requirement: .optional, range: nil, naturalStep: .cycle, choices: choices,
      help: help, read: { .string($0[keyPath: field]) },
      write: { (scheduler, value) throws(SchedulerError) in
        scheduler[keyPath: field] = try value.string(for: name)
      })
  }

  /// A list of words.
  static func words<Word: RawRepresentable<String> & CaseIterable & Sendable>(
    _ name: String, _ field: Field<S, [Word]>, _ requirement: Requirement = .required, help: String
  ) -> Parameter {
    var parameter = Parameter(
      name: name, kind: .dictionary, requirement: requirement, range: nil, naturalStep: .cycle,
      choices: [], help: help,
      read: { .list($0[keyPath: field].map { ParameterValue.string($0.rawValue) }) },
      write: { (scheduler, value) throws(SchedulerError) in
        guard case .list(let elements) = value else {
          throw SchedulerError(
            .type, "\(name) must be a list of strings, but got \(value.python)", parameter: name)
        }
        var words: [Word] = []
        for element in elements {
          guard case .string(let text) = element, let word = Word(rawValue: text) else {
            let known = Word.allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
            throw SchedulerError(
              .value, "\(name) has \(element.python), expected one of \(known)", parameter: name)
          }
          words.append(word)
        }
        scheduler[keyPath: field] = words
      })
    parameter.accepts = [.lists]
    return parameter
  }

  /// A list of floats.
  static func rates(
    _ name: String, _ field: Field<S, [Double]>, _ requirement: Requirement = .required,
    in range: ClosedRange<Double> = 0...10, step: ParameterDeclaration.NaturalStep = .decade(from: 1e-8),
    help: String
  ) -> Parameter {
    Parameter(
      name: name, kind: .floats, requirement: requirement, range: range, naturalStep: step, choices: [],
      help: help, read: { .list($0[keyPath: field].map(ParameterValue.double)) },
      write: { (scheduler, value) throws(SchedulerError) in
        scheduler[keyPath: field] = try value.numbers(for: name).map(\.doubleValue)
      })
  }

  /// A count that the training decides; asked for where the schedule needs it.
  static func outside(_ name: String, _ field: Field<S, PythonNumber?>, help: String) -> Parameter {
    optionalNumber(name, field, .noneByDefault, in: 1...10_000_000, help: help).fromOutside
  }
}

extension ParameterValue {
  func schedule(for name: String) throws(SchedulerError) -> Schedule {
    if case .schedule(let schedule) = self { return schedule }
    if case .list(let elements) = self, elements.count == 1, case .schedule(let schedule) = elements[0] {
      return schedule
    }
    throw SchedulerError(
      .type, "\(name) must be a scheduler, but got \(python) (\(pythonType))", parameter: name)
  }
}

extension PythonNumber? {
  /// A value from outside, without which there is no rate.
  func required(_ name: String) throws(SchedulerError) -> Double {
    if let self { return self.doubleValue }
    throw SchedulerError(.value, "\(name) is not known", parameter: name)
  }
}
