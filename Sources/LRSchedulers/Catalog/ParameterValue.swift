/// The value of one scheduler argument, as Python knows it.
public enum ParameterValue: Sendable, Equatable {
  /// `None`.
  case null
  /// `True` or `False`.
  case bool(Bool)
  /// An int.
  case int(Int)
  /// A float.
  case double(Double)
  /// A str.
  case string(String)
  /// A list or tuple.
  case list([ParameterValue])
  /// A lambda over arithmetic.
  case lambda(LambdaExpression)
  /// A nested scheduler.
  case schedule(Schedule)
  /// In the order in which it is written.
  case dictionary([DictionaryItem])
}

/// A key of a Python dict with its value.
public struct DictionaryItem: Sendable, Equatable {
  /// The key.
  public var key: ParameterValue
  /// What belongs to the key.
  public var value: ParameterValue

  /// One `key: value`.
  public init(key: ParameterValue, value: ParameterValue) {
    self.key = key
    self.value = value
  }
}

extension ParameterValue {
  /// Python source that evaluates to the value; floats as `repr`, strings in the quotes `repr` chooses.
  public var python: String {
    switch self {
    case .null: "None"
    case .bool(let value): value ? "True" : "False"
    case .int(let value): String(value)
    case .double(let value):
      value.isFinite ? PythonNumber.repr(value) : "float('\(PythonNumber.repr(value))')"
    case .string(let value): PythonText.repr(value)
    case .list(let values): "[" + values.map(\.python).joined(separator: ", ") + "]"
    case .lambda(let lambda): lambda.description
    case .schedule(let schedule): schedule.spec
    case .dictionary(let items):
      "{" + items.map { $0.key.python + ": " + $0.value.python }.joined(separator: ", ") + "}"
    }
  }

  /// Python's `str`: a string without quotes.
  var text: String {
    if case .string(let text) = self { text } else { python }
  }

  /// The name of the Python type, for messages.
  public var pythonType: String {
    switch self {
    case .null: "NoneType"
    case .bool: "bool"
    case .int: "int"
    case .double: "float"
    case .string: "str"
    case .list: "list"
    case .lambda: "function"
    case .schedule(let schedule): schedule.name
    case .dictionary: "dict"
    }
  }

  /// A number as a value, int or float as it is.
  public init(_ number: PythonNumber) {
    switch number {
    case .int(let value): self = .int(value)
    case .double(let value): self = .double(value)
    }
  }

  /// The value as a number; Python's bool is the int 0 or 1.
  public var number: PythonNumber? {
    switch self {
    case .bool(let value): .int(value ? 1 : 0)
    case .int(let value): .int(value)
    case .double(let value): .double(value)
    default: nil
    }
  }
}
