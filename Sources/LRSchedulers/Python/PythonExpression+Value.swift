extension PythonExpression {
  /// The value of an expression without names, as an argument of a call.
  package func value(in source: [UInt8]) throws(SpecError) -> ParameterValue {
    switch node {
    case .literal(let value): return value
    case .list(let elements):
      var values: [ParameterValue] = []
      for element in elements { values.append(try element.value(in: source)) }
      return .list(values)
    case .unary(.subtract, let operand): return try operand.value(in: source).negated(at: offset, source)
    case .unary(.add, let operand): return try operand.value(in: source)
    case .name(let name):
      throw SpecError("'\(name)' is a name, and names have no value here", at: offset, of: source)
    default: throw SpecError("this expression is not understood here", at: offset, of: source)
    }
  }
}

extension ParameterValue {
  fileprivate func negated(at offset: Int, _ source: [UInt8]) throws(SpecError) -> ParameterValue {
    switch number {
    case .int(let value)? where value != .min: return .int(-value)
    case let number?: return .double(-number.doubleValue)
    case nil:
      throw SpecError("bad operand type for unary -: '\(pythonType)'", at: offset, of: source)
    }
  }
}
