/// Literals, so that `["num_warmup_steps": 500, "min_lr": 1e-5]` reads like the Python it stands for.
///
/// A variable is wrapped: `.int(steps)`, `.double(rate)`.

extension ParameterValue: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral {
  /// A Python int.
  public init(integerLiteral value: Int) { self = .int(value) }
  /// A Python float.
  public init(floatLiteral value: Double) { self = .double(value) }
}

extension ParameterValue: ExpressibleByBooleanLiteral, ExpressibleByNilLiteral {
  /// `True` or `False`.
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  /// `None`.
  public init(nilLiteral: ()) { self = .null }
}

extension ParameterValue: ExpressibleByStringLiteral {
  /// A Python str.
  public init(stringLiteral value: String) { self = .string(value) }
}

extension ParameterValue: ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral {
  /// A Python list.
  public init(arrayLiteral elements: ParameterValue...) { self = .list(elements) }

  /// A Python dict in the order written.
  public init(dictionaryLiteral elements: (ParameterValue, ParameterValue)...) {
    self = .dictionary(elements.map { DictionaryItem(key: $0, value: $1) })
  }
}
