/// Python's comparisons: an int and a float compare by their exact values.
enum PythonComparison {
  static func holds(
    _ op: PythonOperator, _ left: PythonValue, _ right: PythonValue
  ) throws(SchedulerError) -> Bool {
    switch op {
    case .in, .notIn: return try contains(right, left) == (op == .in)
    case .is, .isNot: return (left == right && left.pythonType == right.pythonType) == (op == .is)
    default: break
    }
    if let order = ordering(left, right) { return order.satisfies(op) }
    if op == .equal { return left == right }
    if op == .notEqual { return left != right }
    if case .list(let a) = left, case .list(let b) = right { return try lists(op, a, b) }
    throw SchedulerError(
      .type,
      "'\(op.rawValue)' not supported between instances of '\(left.pythonType)' and '\(right.pythonType)'")
  }

  private static func contains(_ container: PythonValue, _ value: PythonValue) throws(SchedulerError) -> Bool {
    switch (container, value) {
    case (.list(let elements), _):
      for element in elements where try holds(.equal, element, value) { return true }
      return false
    case (.string(let text), .string(let part)): return part.isEmpty || text.contains(part)
    default: throw SchedulerError(.type, "argument of type '\(container.pythonType)' is not iterable")
    }
  }

  /// The first elements that differ decide.
  private static func lists(
    _ op: PythonOperator, _ a: [PythonValue], _ b: [PythonValue]
  ) throws(SchedulerError) -> Bool {
    for (x, y) in zip(a, b) where try holds(.notEqual, x, y) { return try holds(op, x, y) }
    return Order(a.count, b.count).satisfies(op)
  }

  enum Order {
    case less, same, greater, unordered

    init<T: Comparable>(_ a: T, _ b: T) {
      self = a < b ? .less : a == b ? .same : a > b ? .greater : .unordered
    }

    func satisfies(_ op: PythonOperator) -> Bool {
      switch op {
      case .less: self == .less
      case .lessOrEqual: self == .less || self == .same
      case .greater: self == .greater
      case .greaterOrEqual: self == .greater || self == .same
      case .equal: self == .same
      default: self != .same
      }
    }
  }

  /// nil unless both are numbers, or both are strings.
  private static func ordering(_ left: PythonValue, _ right: PythonValue) -> Order? {
    if let a = left.smallInteger, let b = right.smallInteger { return Order(a, b) }
    if let a = left.integer, let b = right.integer { return Order(a, b) }
    switch (left, right) {
    case (.double(let a), .double(let b)): return Order(a, b)
    case (.double(let a), _): return right.integer.map { order(a, $0) }
    case (_, .double(let b)): return left.integer.map { order(b, $0).reversed }
    case (.string(let a), .string(let b)): return Order(a, b)
    default: return nil
    }
  }

  private static func order(_ float: Double, _ integer: BigInteger) -> Order {
    guard float.isFinite else { return Order(float, 0) }
    let whole = BigInteger(truncating: float)
    if whole != integer { return Order(whole, integer) }
    return Order(float, float.rounded(.towardZero))
  }
}

extension PythonComparison.Order {
  fileprivate var reversed: Self {
    switch self {
    case .less: .greater
    case .greater: .less
    case .same, .unordered: self
    }
  }
}
