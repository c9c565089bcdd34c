/// A refusal, in the words of PyTorch (or of the Python expression inside it) wherever these have words for it.
public struct SchedulerError: Error, Sendable, Equatable {
  /// The Python exception that PyTorch 2.13 raises in the same place.
  public enum Kind: String, Sendable {
    case value = "ValueError"
    case type = "TypeError"
    case key = "KeyError"
    case zeroDivision = "ZeroDivisionError"
    case overflow = "OverflowError"
    case attribute = "AttributeError"
    case notImplemented = "NotImplementedError"
  }

  public var kind: Kind
  public var message: String
  /// The parameter to blame, by its PyTorch name, when there is exactly one.
  public var parameter: String?

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
