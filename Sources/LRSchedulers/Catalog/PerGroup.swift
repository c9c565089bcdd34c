/// One value for all parameter groups, or a list of one for each, as PyTorch takes `min_lr` or `lr_lambda`.
public enum PerGroup<Value: Sendable & Equatable>: Sendable, Equatable {
  /// One value for all groups.
  case all(Value)
  /// A value for each group, in their order.
  case each([Value])

  /// The value for one group; a list must be as long as the groups are many.
  @inlinable
  public subscript(group: Int) -> Value {
    switch self {
    case .all(let value): value
    case .each(let values): values[group]
    }
  }

  /// How many groups a list is for; nil if one value is for all.
  var count: Int? {
    if case .each(let values) = self { values.count } else { nil }
  }
}

extension PerGroup: ExpressibleByFloatLiteral where Value == Double {
  /// One value for all groups.
  public init(floatLiteral value: Double) { self = .all(value) }
}

extension PerGroup: ExpressibleByIntegerLiteral where Value == Double {
  /// One value for all groups.
  public init(integerLiteral value: Int) { self = .all(Double(value)) }
}

extension PerGroup: ExpressibleByArrayLiteral {
  /// A value for each group.
  public init(arrayLiteral elements: Value...) { self = .each(elements) }
}

extension PerGroup {
  /// Reads a list element by element, or the value itself.
  init(
    _ value: ParameterValue, _ convert: (ParameterValue) throws(SchedulerError) -> Value
  ) throws(SchedulerError) {
    guard case .list(let elements) = value else {
      self = .all(try convert(value))
      return
    }
    var values: [Value] = []
    for element in elements { values.append(try convert(element)) }
    self = .each(values)
  }

  func parameterValue(_ convert: (Value) -> ParameterValue) -> ParameterValue {
    switch self {
    case .all(let value): convert(value)
    case .each(let values): .list(values.map(convert))
    }
  }
}
