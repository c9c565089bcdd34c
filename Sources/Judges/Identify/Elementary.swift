#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The functions that shapes of schedules are made of.
enum Elementary {
  static func power(_ base: Double, _ exponent: Double) -> Double { pow(base, exponent) }
  static func logarithm(_ value: Double) -> Double { log(value) }
  static func exponential(_ value: Double) -> Double { exp(value) }

  /// Half a wave: 1 at 0, 0 at 1, and up again.
  static func cosine(_ part: Double) -> Double { 0.5 * (1 + cos(.pi * part)) }
}
