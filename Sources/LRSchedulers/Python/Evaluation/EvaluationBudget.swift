/// What one evaluation of an expression may cost: without bounds a lambda of a line could keep a machine busy for days.
final class EvaluationBudget {
  /// Elements that are gone through, made or put into calls.
  static let maximumElements = 1_000_000
  /// Multiplications of 32-bit limbs that integers beyond 64 bits take.
  static let maximumLimbs = 1 << 20

  private var elements = 0
  private var limbs = 0

  /// Counts elements of lists.
  func spend(elements count: Int) throws(SchedulerError) {
    elements += count
    if elements > Self.maximumElements {
      throw SchedulerError(.overflow, "the function goes through more than \(Self.maximumElements) elements")
    }
  }

  /// Counts what an operator costs before it is applied.
  func spend(on op: PythonOperator, _ left: PythonValue, _ right: PythonValue) throws(SchedulerError) {
    let cost = PythonArithmetic.limbs(op, left, right)
    if cost == 0 { return }
    limbs += cost
    if limbs > Self.maximumLimbs {
      throw SchedulerError(
        .overflow, "the function computes with integers too large: over \(Self.maximumLimbs) limbs' products")
    }
  }
}

extension PythonArithmetic {
  /// About how many products of limbs an operator takes; 0 where both numbers fit into 64 bits.
  static func limbs(_ op: PythonOperator, _ left: PythonValue, _ right: PythonValue) -> Int {
    guard let a = left.bits, let b = right.bits else { return 0 }
    if op == .power {
      guard let exponent = right.smallInteger, exponent > 0, exponent <= BigInteger.maximumBits else { return 0 }
      let count = min(a * exponent, BigInteger.maximumBits) / 32
      return count < 4 ? 0 : count * count
    }
    if a <= 64, b <= 64 { return 0 }
    let (x, y) = (a / 32 + 1, b / 32 + 1)
    switch op {
    case .multiply, .divide, .floorDivide, .modulo: return x * y
    default: return x + y
    }
  }
}

extension PythonValue {
  /// Bits of an int's magnitude; nil for what is none.
  fileprivate var bits: Int? {
    switch self {
    case .bool: 1
    case .int(let value): 64 - value.magnitude.leadingZeroBitCount
    case .big(let value): value.bitWidth
    default: nil
    }
  }
}
