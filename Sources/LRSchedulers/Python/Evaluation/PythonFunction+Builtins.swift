/// `min max abs int float round len`, as Python's.
extension PythonFunction {
  static let builtins: [PythonFunction] = [
    PythonFunction("min", 1...Int.max) { (values) throws(SchedulerError) in try extreme("min", .less, values)
    },
    PythonFunction("max", 1...Int.max) { (values) throws(SchedulerError) in
      try extreme("max", .greater, values)
    },
    PythonFunction("abs", 1...1) { (values) throws(SchedulerError) in try absolute(values[0]) },
    PythonFunction("int", 1...1) { (values) throws(SchedulerError) in try truncated(values[0]) },
    PythonFunction("float", 1...1) { (values) throws(SchedulerError) in .double(try float(values[0])) },
    PythonFunction("round", 1...2) { (values) throws(SchedulerError) in try rounded(values) },
    PythonFunction("len", 1...1) { (values) throws(SchedulerError) in .int(try length(values[0])) },
  ]

  /// The first of the extreme values, of the arguments or of a single list.
  private static func extreme(
    _ name: String, _ op: PythonOperator, _ arguments: [PythonValue]
  ) throws(SchedulerError) -> PythonValue {
    var values = arguments
    if arguments.count == 1 {
      guard case .list(let elements) = arguments[0] else {
        throw SchedulerError(.type, "'\(arguments[0].pythonType)' object is not iterable")
      }
      values = elements
    }
    guard var best = values.first else { throw SchedulerError(.value, "\(name)() arg is an empty sequence") }
    for value in values.dropFirst() where try PythonComparison.holds(op, value, best) { best = value }
    return best
  }

  private static func absolute(_ value: PythonValue) throws(SchedulerError) -> PythonValue {
    if case .double(let number) = value { return .double(number.magnitude) }
    guard let integer = value.integer else {
      throw SchedulerError(.type, "bad operand type for abs(): '\(value.pythonType)'")
    }
    return PythonValue(integer.magnitude)
  }

  private static func truncated(_ value: PythonValue) throws(SchedulerError) -> PythonValue {
    if case .double(let number) = value { return try PythonMath.integer(number.rounded(.towardZero)) }
    if let integer = value.integer { return PythonValue(integer) }
    throw SchedulerError(.type, "int() argument must be a number, not '\(value.pythonType)'")
  }

  /// Also the only way to write infinity and NaN: `float('inf')`.
  private static func float(_ value: PythonValue) throws(SchedulerError) -> Double {
    if let number = try value.float() { return number }
    guard case .string(let text) = value else {
      throw SchedulerError(
        .type, "float() argument must be a string or a real number, not '\(value.pythonType)'")
    }
    let word = text.lowercased()
    let isName = ["inf", "+inf", "-inf", "infinity", "-infinity", "nan", "-nan", "+nan"].contains(word)
    let isDecimal = !word.isEmpty && word.utf8.allSatisfy { $0.isDigit || "+-.e".utf8.contains($0) }
    if isName || isDecimal, let number = Double(word) { return number }
    throw SchedulerError(.value, "could not convert string to float: \(PythonText.repr(text))")
  }

  private static func length(_ value: PythonValue) throws(SchedulerError) -> Int {
    switch value {
    case .list(let elements): return elements.count
    case .string(let text): return text.unicodeScalars.count
    default: throw SchedulerError(.type, "object of type '\(value.pythonType)' has no len()")
    }
  }

  private static func rounded(_ values: [PythonValue]) throws(SchedulerError) -> PythonValue {
    guard values.count == 2, values[1] != .null else {
      if case .double(let number) = values[0] {
        return try PythonMath.integer(number.rounded(.toNearestOrEven))
      }
      return try rounded([values[0], .int(0)])
    }
    guard let digits = values[1].smallInteger else {
      throw SchedulerError(.type, "'\(values[1].pythonType)' object cannot be interpreted as an integer")
    }
    if case .double(let number) = values[0] { return .double(PythonRounding.rounded(number, digits: digits)) }
    guard let integer = values[0].integer else {
      throw SchedulerError(.type, "type \(values[0].pythonType) doesn't define __round__ method")
    }
    return PythonValue(PythonRounding.rounded(integer, digits: digits))
  }
}
