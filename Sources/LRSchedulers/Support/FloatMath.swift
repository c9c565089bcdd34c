#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// Functions of floats in the C library's single precision, as libraries that compute in float32 call them.
enum FloatMath {
  static func power(_ base: Float, _ exponent: Float) -> Float { powf(base, exponent) }

  static func cosine(_ angle: Float) -> Float { cosf(angle) }

  static func sine(_ angle: Float) -> Float { sinf(angle) }
}
