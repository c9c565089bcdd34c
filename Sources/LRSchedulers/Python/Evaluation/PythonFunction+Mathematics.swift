#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The functions of Python's `math`.
extension PythonFunction {
  static let mathematics: [PythonFunction] = [
    real("sqrt") { $0.squareRoot() },
    real("cos") { cos($0) },
    real("sin") { sin($0) },
    real("tan") { tan($0) },
    real("tanh") { tanh($0) },
    real("exp") { exp($0) },
    real("expm1") { expm1($0) },
    real("log1p") { $0 <= -1 ? .nan : log1p($0) },
    real("fabs") { $0.magnitude },
    PythonFunction("math.log", 1...2) { (values) throws(SchedulerError) in .double(try logarithm(values)) },
    PythonFunction("math.log2", 1...1) { (values) throws(SchedulerError) in
      .double(try logarithm(values[0]) { log2($0) })
    },
    PythonFunction("math.log10", 1...1) { (values) throws(SchedulerError) in
      .double(try logarithm(values[0]) { log10($0) })
    },
    PythonFunction("math.pow", 2...2) { (values) throws(SchedulerError) in
      let base = try number(values[0])
      let exponent = try number(values[1])
      if base == 0, exponent < 0, exponent.isFinite { throw PythonMath.domainError }
      return .double(try PythonMath.checked(pow(base, exponent), of: [base, exponent]))
    },
    real("asin") { asin($0) }, real("acos") { acos($0) }, real("atan") { atan($0) },
    real("sinh") { sinh($0) }, real("cosh") { cosh($0) }, real("erf") { erf($0) },
    real("degrees") { $0 * (180 / .pi) }, real("radians") { $0 * (.pi / 180) },
    real("exp2") { exp2($0) }, real("cbrt") { cbrt($0) },
    pair("atan2") { atan2($0, $1) }, pair("hypot") { hypot($0, $1) }, pair("copysign") { copysign($0, $1) },
    pair("fmod") { fmod($0, $1) },
    test("isnan") { $0.isNaN }, test("isinf") { $0.isInfinite }, test("isfinite") { $0.isFinite },
    integral("floor", .down), integral("ceil", .up), integral("trunc", .towardZero),
  ]

  private static func real(_ name: String, _ body: @escaping @Sendable (Double) -> Double) -> PythonFunction {
    PythonFunction("math." + name, 1...1) { (values) throws(SchedulerError) in
      let x = try number(values[0])
      return .double(try PythonMath.checked(body(x), of: [x]))
    }
  }

  private static func pair(
    _ name: String, _ body: @escaping @Sendable (Double, Double) -> Double
  ) -> PythonFunction {
    PythonFunction("math." + name, 2...2) { (values) throws(SchedulerError) in
      let (x, y) = (try number(values[0]), try number(values[1]))
      return .double(try PythonMath.checked(body(x, y), of: [x, y]))
    }
  }

  private static func test(_ name: String, _ body: @escaping @Sendable (Double) -> Bool) -> PythonFunction {
    PythonFunction("math." + name, 1...1) { (values) throws(SchedulerError) in
      .bool(body(try number(values[0])))
    }
  }

  private static func integral(_ name: String, _ rule: FloatingPointRoundingRule) -> PythonFunction {
    PythonFunction("math." + name, 1...1) { (values) throws(SchedulerError) in
      if let integer = values[0].integer { return PythonValue(integer) }
      return try PythonMath.integer(try number(values[0]).rounded(rule))
    }
  }

  private static func number(_ value: PythonValue) throws(SchedulerError) -> Double {
    if let number = try value.float() { return number }
    throw SchedulerError(.type, "must be real number, not \(value.pythonType)")
  }

  private static func logarithm(_ values: [PythonValue]) throws(SchedulerError) -> Double {
    let numerator = try logarithm(values[0]) { log($0) }
    if values.count == 1 { return numerator }
    return try PythonMath.divide(numerator, by: try logarithm(values[1]) { log($0) })
  }

  /// Also of ints that are too large for a float, by their leading bits.
  private static func logarithm(
    _ value: PythonValue, _ function: (Double) -> Double
  ) throws(SchedulerError) -> Double {
    if case .big(let integer) = value, !integer.isNegative {
      let exponent = integer.bitWidth
      let fraction = BigInteger.ratio(integer, BigInteger(1) << exponent) ?? 1
      return function(fraction) + function(2) * Double(exponent)
    }
    let x = try number(value)
    if x <= 0 { throw PythonMath.domainError }
    return function(x)
  }
}
