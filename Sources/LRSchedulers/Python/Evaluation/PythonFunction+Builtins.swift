/// `min max abs int float round len sum any all sorted range pow bool`, as Python's.
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
    PythonFunction("bool", 1...1) { (values) throws(SchedulerError) in .bool(values[0].isTrue) },
    PythonFunction("sum", 1...2) { (values) throws(SchedulerError) in try sum(values) },
    PythonFunction("any", 1...1) { (values) throws(SchedulerError) in
      .bool(try elements(values[0]).contains { $0.isTrue })
    },
    PythonFunction("all", 1...1) { (values) throws(SchedulerError) in
      .bool(try elements(values[0]).allSatisfy { $0.isTrue })
    },
    PythonFunction("sorted", 1...1) { (values) throws(SchedulerError) in .list(try sorted(values[0])) },
    PythonFunction("reversed", 1...1) { (values) throws(SchedulerError) in
      .list(try elements(values[0]).reversed())
    },
    PythonFunction("range", 1...3) { (values) throws(SchedulerError) in
      .list(try PythonSequence.range(values))
    },
    PythonFunction("list", 1...1) { (values) throws(SchedulerError) in .list(try elements(values[0])) },
    PythonFunction("enumerate", 1...2) { (values) throws(SchedulerError) in
      let first = values.count > 1 ? values[1].smallInteger ?? 0 : 0
      return .list(try elements(values[0]).enumerated().map { .list([.int(first &+ $0.offset), $0.element]) })
    },
    PythonFunction("zip", 2...2) { (values) throws(SchedulerError) in
      .list(zip(try elements(values[0]), try elements(values[1])).map { .list([$0, $1]) })
    },
    PythonFunction("pow", 2...2) { (values) throws(SchedulerError) in
      try PythonArithmetic.apply(.power, values[0], values[1])
    },
    PythonFunction("bisect.bisect_right", 2...2) { (values) throws(SchedulerError) in
      try bisected(values, .lessOrEqual)
    },
    PythonFunction("bisect.bisect_left", 2...2) { (values) throws(SchedulerError) in
      try bisected(values, .less)
    },
  ]

  private static func elements(_ value: PythonValue) throws(SchedulerError) -> [PythonValue] {
    switch value {
    case .list(let elements): return elements
    case .string(let text): return text.unicodeScalars.map { .string(String($0)) }
    default: throw SchedulerError(.type, "'\(value.pythonType)' object is not iterable")
    }
  }

  private static func sum(_ values: [PythonValue]) throws(SchedulerError) -> PythonValue {
    var total = values.count > 1 ? values[1] : .int(0)
    var compensation = 0.0
    for value in try elements(values[0]) {
      // CPython adds floats with Neumaier's correction since 3.12, from the first float on.
      if case .double(let sum) = total, let term = try value.float() {
        let next = sum + term
        compensation += sum.magnitude >= term.magnitude ? (sum - next) + term : (term - next) + sum
        total = .double(next)
      } else {
        total = try PythonArithmetic.apply(.add, total, value)
      }
    }
    guard case .double(let sum) = total, compensation != 0, compensation.isFinite else { return total }
    return .double(sum + compensation)
  }

  private static func sorted(_ value: PythonValue) throws(SchedulerError) -> [PythonValue] {
    let elements = try elements(value)
    for pair in zip(elements, elements.dropFirst()) {
      _ = try PythonComparison.holds(.less, pair.0, pair.1)
    }
    return elements.sorted { (try? PythonComparison.holds(.less, $0, $1)) ?? false }
  }

  /// The first place whose element does not compare so with the value.
  private static func bisected(
    _ values: [PythonValue], _ op: PythonOperator
  ) throws(SchedulerError) -> PythonValue {
    let elements = try elements(values[0])
    var (low, high) = (0, elements.count)
    while low < high {
      let middle = (low + high) / 2
      if try PythonComparison.holds(op, elements[middle], values[1]) { low = middle + 1 } else { high = middle }
    }
    return .int(low)
  }

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
