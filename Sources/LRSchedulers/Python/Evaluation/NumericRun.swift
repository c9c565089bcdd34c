/// One evaluation of a ``NumericProgram``; nil wherever the result is not certain to be Python's.
struct NumericRun {
  typealias Number = NumericProgram.Number

  let nodes: UnsafeBufferPointer<NumericProgram.Node>
  let argument: Int

  func value(_ place: Int) -> Number? {
    switch nodes[place] {
    case .argument: return .int(argument)
    case .constant(let number): return number
    case .not(let operand): return value(operand).map { .bool(!$0.isTrue) }
    case .negated(let operand): return value(operand)?.negated
    case .arithmetic(let op, let left, let right):
      guard let a = value(left), let b = value(right) else { return nil }
      return NumericArithmetic.apply(op, a, b)
    case .compared(let op, let left, let right):
      guard let a = value(left), let b = value(right) else { return nil }
      return NumericArithmetic.compare(op, a, b).map { .bool($0) }
    case .and(let left, let right):
      guard let first = value(left) else { return nil }
      return first.isTrue ? value(right) : first
    case .or(let left, let right):
      guard let first = value(left) else { return nil }
      return first.isTrue ? first : value(right)
    case .conditional(let condition, let then, let otherwise):
      guard let condition = value(condition) else { return nil }
      return value(condition.isTrue ? then : otherwise)
    case .extreme(let op, let left, let right):
      guard let best = value(left), let other = value(right),
        let replaces = NumericArithmetic.compare(op, other, best)
      else { return nil }
      return replaces ? other : best
    case .function(let function, let operand): return value(operand).flatMap(function.apply)
    }
  }
}

extension NumericProgram.Number {
  var isTrue: Bool {
    switch self {
    case .bool(let value): value
    case .int(let value): value != 0
    case .double(let value): value != 0
    }
  }

  /// An int or a bool, as the int that Python computes with.
  var int: Int? {
    switch self {
    case .bool(let value): value ? 1 : 0
    case .int(let value): value
    case .double: nil
    }
  }

  /// As Python converts it to a float.
  var float: Double {
    switch self {
    case .bool(let value): value ? 1 : 0
    case .int(let value): Double(value)
    case .double(let value): value
    }
  }

  fileprivate var negated: Self? {
    guard let int else { return .double(-float) }
    return int == .min ? nil : .int(-int)
  }
}

/// Python's operators on numbers, where nothing overflows and nothing is raised.
enum NumericArithmetic {
  typealias Number = NumericProgram.Number

  /// The ints that floats hold exactly lie between this and its negative.
  private static let exactInts = -(1 << 53)...(1 << 53)

  static func apply(_ op: PythonOperator, _ a: Number, _ b: Number) -> Number? {
    if let a = a.int, let b = b.int { return ints(op, a, b) }
    return floats(op, a.float, b.float).map { .double($0) }
  }

  static func compare(_ op: PythonOperator, _ a: Number, _ b: Number) -> Bool? {
    if let a = a.int, let b = b.int { return PythonComparison.Order(a, b).satisfies(op) }
    // A float and an int compare by their exact values.
    for int in [a.int, b.int] { if let int, !exactInts.contains(int) { return nil } }
    return PythonComparison.Order(a.float, b.float).satisfies(op)
  }

  private static func ints(_ op: PythonOperator, _ a: Int, _ b: Int) -> Number? {
    switch op {
    case .divide:
      guard b != 0, exactInts.contains(a), exactInts.contains(b) else { return nil }
      return .double(Double(a) / Double(b))
    case .power:
      guard b >= 0 else { return (try? PythonMath.power(Double(a), Double(b))).map { .double($0) } }
      return power(a, b).map { .int($0) }
    default: return PythonArithmetic.small(op, a, b).map { .int($0) }
    }
  }

  private static func power(_ base: Int, _ exponent: Int) -> Int? {
    var (result, square, left) = (1, base, exponent)
    while left > 0 {
      if left & 1 == 1 {
        let product = result.multipliedReportingOverflow(by: square)
        if product.overflow { return nil }
        result = product.partialValue
      }
      left >>= 1
      if left == 0 { break }
      let next = square.multipliedReportingOverflow(by: square)
      if next.overflow { return nil }
      square = next.partialValue
    }
    return result
  }

  private static func floats(_ op: PythonOperator, _ a: Double, _ b: Double) -> Double? {
    switch op {
    case .add: a + b
    case .subtract: a - b
    case .multiply: a * b
    case .divide: b == 0 ? nil : a / b
    case .floorDivide: b == 0 ? nil : PythonMath.floorDivision(a, b).quotient
    case .modulo: b == 0 ? nil : PythonMath.floorDivision(a, b).remainder
    default: try? PythonMath.power(a, b)
    }
  }
}
