/// A Python number that keeps the difference between `10` and `10.0`, as a `step_size` or `T_max` may be either.
public enum PythonNumber: Sendable, Equatable, Codable {
  /// An int.
  case int(Int)
  /// A float.
  case double(Double)

  /// The number as a double.
  @inlinable public var doubleValue: Double {
    switch self {
    case .int(let value): Double(value)
    case .double(let value): value
    }
  }

  /// The number as an `Int`: an int, or a float without a fraction; nil for any other float.
  ///
  ///     StepLR(stepSize: 10).stepSize.intValue        // 10
  @inlinable public var intValue: Int? {
    switch self {
    case .int(let value): value
    case .double(let value): Int(exactly: value)
    }
  }

  @inlinable var isZero: Bool { doubleValue == 0 }

  /// Whether Python's `epoch % self == 0`, for a divisor that is not zero.
  @inlinable
  func divides(_ epoch: Int) -> Bool {
    switch self {
    // Int.min % -1 would trap.
    case .int(let value): value == -1 || epoch % value == 0
    case .double(let value): Double(epoch).truncatingRemainder(dividingBy: value) == 0
    }
  }
}

extension PythonNumber: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral, CustomStringConvertible {
  /// An int, such as a count that is computed: `scheduler.tMax = PythonNumber(epochs - warmup)`.
  public init(_ value: Int) { self = .int(value) }
  /// An int.
  public init(integerLiteral value: Int) { self = .int(value) }
  /// A float.
  public init(floatLiteral value: Double) { self = .double(value) }

  /// Python's `repr`.
  public var description: String {
    switch self {
    case .int(let value): String(value)
    case .double(let value): Self.repr(value)
    }
  }
}

extension PythonNumber {
  /// Refuses 0 where PyTorch's constructor takes it and the first step divides by it.
  func requireNonZero(_ parameter: String, of scheduler: String) throws(SchedulerError) {
    guard isZero else { return }
    let word = if case .int = self { "integer modulo by zero" } else { "float modulo" }
    throw SchedulerError(
      .zeroDivision,
      "\(parameter) of \(scheduler) must not be 0: PyTorch fails at the first step (ZeroDivisionError: \(word))",
      parameter: parameter)
  }
}
