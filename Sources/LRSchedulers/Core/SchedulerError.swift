/// A refusal, in the words of PyTorch (or of the Python expression inside it) wherever these have words for it.
public struct SchedulerError: Error, Sendable, Equatable {
  /// The Python exception that PyTorch 2.13 raises in the same place.
  public enum Kind: String, Sendable {
    /// A value that cannot be.
    case value = "ValueError"
    /// A value of the wrong type, or a missing argument.
    case type = "TypeError"
    /// `initial_lr` is missing when resuming.
    case key = "KeyError"
    /// Division by zero, now or in the first step.
    case zeroDivision = "ZeroDivisionError"
    /// A result too large for a double.
    case overflow = "OverflowError"
    /// An unknown scheduler or parameter.
    case attribute = "AttributeError"
    /// What PyTorch has not implemented.
    case notImplemented = "NotImplementedError"
  }

  /// The Python exception.
  public var kind: Kind
  /// What is wrong, naming the value and what was expected.
  public var message: String
  /// The parameter to blame, by its PyTorch name, when there is exactly one.
  public var parameter: String?

  /// A refusal, for schedulers of your own too.
  public init(_ kind: Kind, _ message: String, parameter: String? = nil) {
    self.kind = kind
    self.message = message
    self.parameter = parameter
  }
}

extension SchedulerError: CustomStringConvertible {
  /// The message alone; ``kind`` has the name of the Python exception.
  public var description: String { message }
}
