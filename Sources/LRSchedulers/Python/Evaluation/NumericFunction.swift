#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The functions of one number that schedules are made of, by the names that a ``PythonCall`` has.
enum NumericFunction: String, Sendable {
  case cosine = "math.cos"
  case sine = "math.sin"
  case hyperbolicTangent = "math.tanh"
  case exponential = "math.exp"
  case squareRoot = "math.sqrt"
  case logarithm = "math.log"
  case binaryLogarithm = "math.log2"
  case decimalLogarithm = "math.log10"
  case floor = "math.floor"
  case ceil = "math.ceil"
  case int, float, abs, round, bool

  /// nil where the function raises, and where its result is no plain number.
  func apply(_ number: NumericProgram.Number) -> NumericProgram.Number? {
    switch self {
    case .bool: return .bool(number.isTrue)
    case .float: return .double(number.float)
    case .int: return integral(number, .towardZero)
    case .floor: return integral(number, .down)
    case .ceil: return integral(number, .up)
    case .round: return integral(number, .toNearestOrEven)
    case .abs:
      guard let int = number.int else { return .double(number.float.magnitude) }
      return int == .min ? nil : .int(Swift.abs(int))
    default:
      let result = real(number.float)
      return result.isFinite ? .double(result) : nil
    }
  }

  private func integral(
    _ number: NumericProgram.Number, _ rule: FloatingPointRoundingRule
  ) -> NumericProgram.Number? {
    if let int = number.int { return .int(int) }
    return Int(exactly: number.float.rounded(rule)).map { .int($0) }
  }

  /// NaN or infinite where Python raises.
  private func real(_ x: Double) -> Double {
    switch self {
    case .cosine: cos(x)
    case .sine: sin(x)
    case .hyperbolicTangent: tanh(x)
    case .exponential: exp(x)
    case .logarithm: x > 0 ? log(x) : .nan
    case .binaryLogarithm: x > 0 ? log2(x) : .nan
    case .decimalLogarithm: x > 0 ? log10(x) : .nan
    default: x.squareRoot()
    }
  }
}
