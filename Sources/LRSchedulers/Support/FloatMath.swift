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

  /// The cosine by the single-precision polynomials of the Cephes library, as MLX computes it; good to the last digit or two.
  static func cephesCosine(_ angle: Float) -> Float {
    var x = angle.magnitude
    // The octant, made even, beyond which there are no digits left.
    guard x < 8192 else { return cosf(angle) }
    let octant = (UInt32(x * 1.27323954473516) + 1) & ~1
    let y = Float(octant)
    x = x.addingProduct(-0.78515625, y).addingProduct(-2.4187564849853515625e-4, y)
    x = x.addingProduct(-3.77489497744594108e-8, y)
    let z = x * x
    let value = octant & 2 != 0 ? sineNearZero(x, z) : cosineNearZero(z)
    return (octant &- 2) & 4 != 0 ? value : -value
  }

  private static func cosineNearZero(_ z: Float) -> Float {
    let tail = Float(-1.388731625493765e-3).addingProduct(z, 2.443315711809948e-5)
    let product = Float(4.166664568298827e-2).addingProduct(tail, z) * z * z
    return product.addingProduct(z, -0.5) + 1
  }

  private static func sineNearZero(_ x: Float, _ z: Float) -> Float {
    let tail = Float(8.3321608736e-3).addingProduct(z, -1.9515295891e-4)
    return x.addingProduct(x, Float(-1.6666654611e-1).addingProduct(tail, z) * z)
  }
}
