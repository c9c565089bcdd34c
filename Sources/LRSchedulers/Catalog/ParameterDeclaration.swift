/// What there is to know about one parameter of a scheduler, whatever the scheduler's type.
public struct ParameterDeclaration: Sendable, Equatable {
  /// What values the parameter takes.
  public enum Kind: String, Sendable {
    /// An int.
    case integer
    /// A count that Python takes as an int or a float.
    case number
    /// A float; an int is converted.
    case float
    /// `True` or `False`.
    case bool
    /// One of ``choices``.
    case choice
    /// A list of numbers.
    case numbers
    /// A float for all parameter groups, or a list of one for each.
    case floats
    /// A lambda for all parameter groups, or a list of one for each.
    case lambdas
    /// A list of schedulers, whose parameters are walked one by one.
    case schedules
    /// A string that is free.
    case text
    /// A dict, or a list of such.
    case dictionary
  }

  /// How far one press of an arrow key goes.
  public enum NaturalStep: Sendable, Equatable {
    /// Adds the amount.
    case linear(Double)
    /// Goes to the next of ten preferred numbers a decade; below the given value comes 0.
    case decade(from: Double)
    /// Goes to the next choice.
    case cycle
  }

  /// The library's name, such as `step_size` or `T_max`.
  public var name: String
  /// What values it takes.
  public var kind: Kind
  /// nil if the argument is required.
  public var `default`: ParameterValue?
  /// What a fresh scheduler starts with: the default, or a typical value of a required argument.
  public var example: ParameterValue
  /// Where editing with keys stays; typed values may go beyond, as far as the library takes them.
  public var range: ClosedRange<Double>?
  /// How far one press of an arrow key goes.
  public var naturalStep: NaturalStep
  /// The words of a ``Kind/choice``; empty for the other kinds.
  public var choices: [String]
  /// Its meaning and unit in a few words.
  public var help: String
  /// Whether it is no argument of the library's own, but what the training around it decides, such as the steps of an epoch.
  public var isOutside = false
  /// What else it takes than its kind says.
  var accepts: Set<Accepted> = []

  /// A kind of values.
  enum Accepted: Sendable { case schedules, texts, lists, numbers }

  var acceptsSchedules: Bool { accepts.contains(.schedules) }
  var acceptsTexts: Bool { accepts.contains(.texts) }
  var acceptsLists: Bool { accepts.contains(.lists) }
  var acceptsNumbers: Bool { accepts.contains(.numbers) }
}
