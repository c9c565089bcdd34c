/// Arguments that a library takes and that change no rate, such as a weight decay: they are kept as they were written.
struct KeptArguments: Equatable, Sendable {
  var values: [String: ParameterValue] = [:]
}

extension Parameter {
  /// An argument that changes no rate. Required where it has no default.
  static func kept(
    _ name: String, _ field: Field<S, KeptArguments>, _ value: ParameterValue, isRequired: Bool = false,
    help: String
  ) -> Parameter {
    var parameter = Parameter(
      name: name, kind: .text, requirement: isRequired ? .required : .defaulting(value), range: nil,
      naturalStep: .cycle, choices: [], help: help, read: { $0[keyPath: field].values[name] ?? value },
      write: { (scheduler, new) throws(SchedulerError) in
        if new == value {
          scheduler[keyPath: field].values.removeValue(forKey: name)
        } else {
          scheduler[keyPath: field].values[name] = new
        }
      })
    parameter.accepts = [.texts, .lists, .numbers, .schedules]
    return parameter
  }

  /// Where counting starts after a resume, which a description of a whole run leaves at the library's start.
  static func counter(_ name: String, from start: Int = -1) -> Parameter {
    Parameter(
      name: name, kind: .integer, requirement: .defaulting(.int(start)),
      range: Double(start)...Double(start), naturalStep: .linear(1), choices: [],
      help: "where to resume; \(start) is the start", read: { _ in .int(start) },
      write: { (_, value) throws(SchedulerError) in
        guard value != .int(start) else { return }
        throw SchedulerError(
          .notImplemented,
          "\(name) other than \(start) resumes from an optimizer's state, which is not known here",
          parameter: name)
      })
  }
}
