/// One parameter of the scheduler `S`: what it is called and how it is read and written.
///
/// Made by the factories (`.number`, `.float`, `.choice`, …) from a key path; the default is read from the declaration's
/// example, so it stands in one place, the Swift initializer.
///
/// `S` is not constrained: a constraint would make the runtime search every conformance of the program once for each
/// scheduler, at the start of a command that has no time for it.
struct Parameter<S>: Sendable {
  var name: String
  var kind: ParameterDeclaration.Kind
  var requirement: Requirement
  var range: ClosedRange<Double>?
  var naturalStep: ParameterDeclaration.NaturalStep
  var choices: [String]
  var help: String
  /// Whether it is no argument of the library's, but what the training around it decides: the steps of an epoch.
  var isOutside = false
  /// What else it takes than its kind says.
  var accepts: Set<ParameterDeclaration.Accepted> = []
  let read: @Sendable (S) -> ParameterValue
  /// Fails when the value has the wrong type; what its size means is the scheduler's to judge.
  var write: @Sendable (inout S, ParameterValue) throws(SchedulerError) -> Void

  func declaration(example: S) -> ParameterDeclaration {
    let value = read(example)
    return ParameterDeclaration(
      name: name, kind: kind, default: defaultValue(value), example: value, range: range,
      naturalStep: naturalStep, choices: choices, help: help, isOutside: isOutside, accepts: accepts)
  }

  /// The same with another default than the example's value, which shows something.
  func defaulting(_ value: ParameterValue) -> Parameter {
    var copy = self
    copy.requirement = .defaulting(value)
    return copy
  }

  /// The same as something that the training decides, which is asked for where a schedule needs it.
  var fromOutside: Parameter {
    var copy = self
    copy.isOutside = true
    return copy
  }

  private func defaultValue(_ example: ParameterValue) -> ParameterValue? {
    switch requirement {
    case .required: nil
    case .optional: example
    case .noneByDefault: ParameterValue.null
    case .defaulting(let value): value
    }
  }
}

/// Whether an argument may be left out.
enum Requirement: Sendable, Equatable {
  case required
  /// The default is the example's value.
  case optional
  /// The default is `None`, although the example has a value, as one of several such arguments must be given.
  case noneByDefault
  /// The example has another value than this default, to show something.
  case defaulting(ParameterValue)
}
