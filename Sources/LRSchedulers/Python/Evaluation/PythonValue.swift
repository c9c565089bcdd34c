/// What a Python expression of this subset evaluates to.
package enum PythonValue: Sendable, Equatable {
  case null
  case bool(Bool)
  case int(Int)
  /// An int beyond `Int`, and only then.
  case big(BigInteger)
  case double(Double)
  case string(String)
  /// A list or a tuple.
  case list([PythonValue])

  init(_ integer: BigInteger) {
    self = integer.int.map(PythonValue.int) ?? .big(integer)
  }

  /// The name of the Python type, for messages.
  var pythonType: String {
    switch self {
    case .null: "NoneType"
    case .bool: "bool"
    case .int, .big: "int"
    case .double: "float"
    case .string: "str"
    case .list: "list"
    }
  }

  /// Python's `repr`, but infinity and NaN as in a ``PythonNumber``.
  package var source: String {
    if case .double(let value) = self { return PythonNumber.repr(value) }
    return PythonSource.text(self)
  }

  /// Python's truth of the value.
  var isTrue: Bool {
    switch self {
    case .null: false
    case .bool(let value): value
    case .int(let value): value != 0
    case .big: true
    case .double(let value): value != 0
    case .string(let text): !text.isEmpty
    case .list(let values): !values.isEmpty
    }
  }

  /// An int, when it is one; a bool counts.
  var integer: BigInteger? {
    switch self {
    case .bool(let value): BigInteger(value ? 1 : 0)
    case .int(let value): BigInteger(value)
    case .big(let value): value
    default: nil
    }
  }

  /// The same without a detour for the ints that fit.
  var smallInteger: Int? {
    switch self {
    case .bool(let value): value ? 1 : 0
    case .int(let value): value
    default: nil
    }
  }

  /// The value as a float where Python converts implicitly; nil if it is no number.
  func float() throws(SchedulerError) -> Double? {
    switch self {
    case .double(let value): return value
    case .bool(let value): return value ? 1 : 0
    case .int(let value): return Double(value)
    case .big(let value):
      if let double = value.double { return double }
      throw SchedulerError(.overflow, "int too large to convert to float")
    case .null, .string, .list: return nil
    }
  }
}

extension ParameterValue {
  /// An int beyond `Int` becomes the nearest float: as a count it is never reached, as a factor it is one anyway.
  init(_ value: PythonValue) throws(SchedulerError) {
    switch value {
    case .null: self = .null
    case .bool(let value): self = .bool(value)
    case .int(let value): self = .int(value)
    case .double(let value): self = .double(value)
    case .string(let text): self = .string(text)
    case .big: self = .double(try value.float() ?? 0)
    case .list(let values):
      var elements: [ParameterValue] = []
      for value in values { elements.append(try ParameterValue(value)) }
      self = .list(elements)
    }
  }
}
