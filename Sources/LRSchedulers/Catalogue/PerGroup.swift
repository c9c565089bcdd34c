/// A float for all parameter groups, or a list of one for each, as PyTorch takes `min_lr`, `max_lr` or `swa_lr`.
public enum PerGroup: Sendable, Equatable {
  case all(Double)
  case each([Double])

  /// The value for one group; a list must be as long as the groups are many.
  @inlinable
  public subscript(group: Int) -> Double {
    switch self {
    case .all(let value): value
    case .each(let values): values[group]
    }
  }
}

extension PerGroup: ExpressibleByFloatLiteral, ExpressibleByArrayLiteral {
  public init(floatLiteral value: Double) { self = .all(value) }
  public init(arrayLiteral elements: Double...) { self = .each(elements) }
}

extension PerGroup {
  init(_ value: ParameterValue, for name: String) throws(SchedulerError) {
    guard case .list(let elements) = value else {
      self = .all(try value.float(for: name))
      return
    }
    var floats: [Double] = []
    for element in elements { floats.append(try element.float(for: name)) }
    self = .each(floats)
  }

  var parameterValue: ParameterValue {
    switch self {
    case .all(let value): .double(value)
    case .each(let values): .list(values.map(ParameterValue.double))
    }
  }
}
