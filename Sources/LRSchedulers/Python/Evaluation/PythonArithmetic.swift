/// Python's binary operators on numbers: ints stay exact ints, `/` is a float, `//` and `%` floor.
enum PythonArithmetic {
  static func apply(
    _ op: PythonOperator, _ left: PythonValue, _ right: PythonValue
  ) throws(SchedulerError) -> PythonValue {
    if let a = left.smallInteger, let b = right.smallInteger, let result = small(op, a, b) {
      return .int(result)
    }
    if let a = left.integer, let b = right.integer { return try integers(op, a, b) }
    if let sequence = try sequences(op, left, right) { return sequence }
    guard let a = try left.float(), let b = try right.float(), op.isArithmetic else {
      throw SchedulerError(.type, unsupported(op, left, right))
    }
    return .double(try floats(op, a, b))
  }

  /// `-x`, `+x`, `~x`, `not x`
  static func apply(_ op: PythonOperator, _ operand: PythonValue) throws(SchedulerError) -> PythonValue {
    if op == .not { return .bool(!operand.isTrue) }
    if case .double(let number) = operand, op != .invert {
      return .double(op == .subtract ? -number : number)
    }
    guard let integer = operand.integer else {
      throw SchedulerError(.type, "bad operand type for unary \(op.rawValue): '\(operand.pythonType)'")
    }
    switch op {
    case .subtract: return PythonValue(-integer)
    case .invert: return PythonValue(-integer - BigInteger(1))
    default: return PythonValue(integer)
    }
  }

  /// Lists and strings put together or repeated; nil for numbers.
  private static func sequences(
    _ op: PythonOperator, _ left: PythonValue, _ right: PythonValue
  ) throws(SchedulerError) -> PythonValue? {
    switch (op, left, right) {
    case (.add, .list(let a), .list(let b)):
      try check(count: a.count + b.count)
      return .list(a + b)
    case (.add, .string(let a), .string(let b)):
      try check(count: a.utf8.count + b.utf8.count)
      return .string(a + b)
    case (.multiply, .list(let elements), _):
      guard let times = right.smallInteger else { return nil }
      try check(count: elements.count, times: times)
      return .list((0..<max(0, times)).flatMap { _ in elements })
    case (.multiply, .string(let text), _):
      guard let times = right.smallInteger else { return nil }
      try check(count: text.utf8.count, times: times)
      return .string(String(repeating: text, count: max(0, times)))
    case (.multiply, _, .list), (.multiply, _, .string): return try sequences(op, right, left)
    default: return nil
    }
  }

  private static func check(count: Int, times: Int = 1) throws(SchedulerError) {
    if times > PythonSequence.maximumCount || count * max(0, times) > PythonSequence.maximumCount {
      throw SchedulerError(.overflow, "a list or text of more than \(PythonSequence.maximumCount) elements")
    }
  }

  /// Without big integers, where there is no overflow and no division by zero.
  static func small(_ op: PythonOperator, _ a: Int, _ b: Int) -> Int? {
    let result: (partialValue: Int, overflow: Bool)
    switch op {
    case .add: result = a.addingReportingOverflow(b)
    case .subtract: result = a.subtractingReportingOverflow(b)
    case .multiply: result = a.multipliedReportingOverflow(by: b)
    case .floorDivide where b > 0: return a / b - (a % b < 0 ? 1 : 0)
    case .modulo where b > 0: return a % b + (a % b < 0 ? b : 0)
    case .bitAnd: return a & b
    case .bitOr: return a | b
    case .bitXor: return a ^ b
    case .shiftRight where b >= 0: return a >> min(b, 63)
    default: return nil
    }
    return result.overflow ? nil : result.partialValue
  }

  private static func integers(
    _ op: PythonOperator, _ a: BigInteger, _ b: BigInteger
  ) throws(SchedulerError) -> PythonValue {
    switch op {
    case .add: return PythonValue(try bounded(a + b))
    case .subtract: return PythonValue(try bounded(a - b))
    case .multiply:
      try check(bits: a.bitWidth + b.bitWidth)
      return PythonValue(a * b)
    case .divide: return .double(try trueQuotient(a, b))
    case .floorDivide:
      if b.isZero { throw SchedulerError(.zeroDivision, "integer division or modulo by zero") }
      return PythonValue(a.dividedFlooring(by: b).quotient)
    case .modulo:
      if b.isZero { throw SchedulerError(.zeroDivision, "integer modulo by zero") }
      return PythonValue(a.dividedFlooring(by: b).remainder)
    case .power: return try integerPower(a, b)
    case .shiftLeft:
      guard let bits = b.int, bits >= 0 else { throw SchedulerError(.value, "negative shift count") }
      return try integers(.multiply, a, try integerPower(BigInteger(2), b).integer ?? BigInteger(1))
    default: throw SchedulerError(.overflow, "an int grows beyond 64 bits")
    }
  }

  private static func trueQuotient(_ a: BigInteger, _ b: BigInteger) throws(SchedulerError) -> Double {
    if b.isZero { throw SchedulerError(.zeroDivision, "division by zero") }
    if let quotient = BigInteger.ratio(a, b) { return quotient }
    throw SchedulerError(.overflow, "integer division result too large for a float")
  }

  private static func integerPower(_ a: BigInteger, _ b: BigInteger) throws(SchedulerError) -> PythonValue {
    guard !b.isNegative else {
      return .double(
        try PythonMath.power(try PythonValue(a).float() ?? 0, try PythonValue(b).float() ?? 0))
    }
    if a.bitWidth <= 1 {
      return PythonValue(b.isZero ? BigInteger(1) : (b.isOdd ? a : a.magnitude))
    }
    guard let exponent = b.int, exponent <= BigInteger.maximumBits else { throw tooLarge }
    try check(bits: a.bitWidth * exponent)
    return PythonValue(a.power(exponent))
  }

  private static func floats(_ op: PythonOperator, _ a: Double, _ b: Double) throws(SchedulerError) -> Double
  {
    switch op {
    case .add: return a + b
    case .subtract: return a - b
    case .multiply: return a * b
    case .divide: return try PythonMath.divide(a, by: b)
    case .floorDivide:
      if b == 0 { throw SchedulerError(.zeroDivision, "float floor division by zero") }
      return PythonMath.floorDivision(a, b).quotient
    case .modulo:
      if b == 0 { throw SchedulerError(.zeroDivision, "float modulo") }
      return PythonMath.floorDivision(a, b).remainder
    default: return try PythonMath.power(a, b)
    }
  }

  private static func bounded(_ value: BigInteger) throws(SchedulerError) -> BigInteger {
    try check(bits: value.bitWidth)
    return value
  }

  private static func check(bits: Int) throws(SchedulerError) {
    if bits > BigInteger.maximumBits { throw tooLarge }
  }

  private static var tooLarge: SchedulerError {
    SchedulerError(.overflow, "an int grows beyond \(BigInteger.maximumBits) bits")
  }

  private static func unsupported(_ op: PythonOperator, _ left: PythonValue, _ right: PythonValue) -> String {
    let name = op == .power ? "** or pow()" : op.rawValue
    return "unsupported operand type(s) for \(name): '\(left.pythonType)' and '\(right.pythonType)'"
  }
}

extension PythonOperator {
  fileprivate var isArithmetic: Bool {
    [.add, .subtract, .multiply, .divide, .floorDivide, .modulo, .power].contains(self)
  }
}
