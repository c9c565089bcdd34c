#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The C library's functions with Python's errors: what overflows or has no value throws instead of giving inf or NaN.
@usableFromInline
enum PythonMath {
  @usableFromInline
  static func power(_ base: Double, _ exponent: Double) throws(SchedulerError) -> Double {
    if base == 0, exponent < 0, exponent.isFinite {
      throw SchedulerError(.zeroDivision, "0.0 cannot be raised to a negative power")
    }
    // Python's answer would be a complex number.
    if base < 0, base.isFinite, exponent.isFinite, exponent != exponent.rounded() {
      throw SchedulerError(
        .type, "a negative number to a fractional power is complex, but a float was expected")
    }
    let result = pow(base, exponent)
    if result.isInfinite, base.isFinite, exponent.isFinite {
      throw SchedulerError(.overflow, "(34, 'Numerical result out of range')")
    }
    return result
  }

  @inlinable
  static func cosine(_ angle: Double) throws(SchedulerError) -> Double {
    if angle.isInfinite { throw domainError }
    return cos(angle)
  }

  /// Python's `math.log`.
  static func logarithm(_ value: Double) throws(SchedulerError) -> Double {
    if value <= 0 { throw domainError }
    return log(value)
  }

  static func exponential(_ value: Double) -> Double { exp(value) }

  static func hyperbolicTangent(_ value: Double) -> Double { tanh(value) }

  @inlinable
  static func divide(_ dividend: Double, by divisor: Double) throws(SchedulerError) -> Double {
    if divisor == 0 { throw SchedulerError(.zeroDivision, "float division by zero") }
    return dividend / divisor
  }

  /// Python's float `divmod`, for a divisor that is not zero: the quotient floors, the remainder has the divisor's sign.
  static func floorDivision(_ a: Double, _ b: Double) -> (quotient: Double, remainder: Double) {
    var remainder = fmod(a, b)
    var quotient = (a - remainder) / b
    if remainder == 0 {
      remainder = b < 0 ? -0.0 : 0.0
    } else if (b < 0) != (remainder < 0) {
      remainder += b
      quotient -= 1
    }
    if quotient == 0 { return (copysign(0, a / b), remainder) }
    let floor = quotient.rounded(.down)
    return (quotient - floor > 0.5 ? floor + 1 : floor, remainder)
  }

  /// The result of a function of `math`: NaN or infinity from finite arguments is an error.
  static func checked(_ result: Double, of arguments: [Double]) throws(SchedulerError) -> Double {
    if result.isNaN, !arguments.contains(where: \.isNaN) { throw domainError }
    if result.isInfinite, arguments.allSatisfy(\.isFinite) {
      throw SchedulerError(.overflow, "math range error")
    }
    return result
  }

  @usableFromInline static var domainError: SchedulerError { SchedulerError(.value, "math domain error") }

  /// The int equal to an integral float.
  static func integer(_ value: Double) throws(SchedulerError) -> PythonValue {
    if value.isNaN { throw SchedulerError(.value, "cannot convert float NaN to integer") }
    if value.isInfinite { throw SchedulerError(.overflow, "cannot convert float infinity to integer") }
    return PythonValue(BigInteger(truncating: value))
  }
}
