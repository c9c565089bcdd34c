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
    if base == 0, exponent < 0 {
      throw SchedulerError(.zeroDivision, "0.0 cannot be raised to a negative power")
    }
    let result = pow(base, exponent)
    if result.isInfinite, base.isFinite, exponent.isFinite {
      throw SchedulerError(.overflow, "(34, 'Numerical result out of range')")
    }
    return result
  }

  @usableFromInline
  static func cosine(_ angle: Double) throws(SchedulerError) -> Double {
    if angle.isInfinite { throw SchedulerError(.value, "math domain error") }
    return cos(angle)
  }

  @usableFromInline
  static func divide(_ dividend: Double, by divisor: Double) throws(SchedulerError) -> Double {
    if divisor == 0 { throw SchedulerError(.zeroDivision, "float division by zero") }
    return dividend / divisor
  }
}
