import CKernels

extension Optimizer.Update {
  /// The way from `start` to `end` by a share of it, from the nearer side, as `torch.lerp` goes it.
  @inline(__always)
  static func lerp(_ start: Double, _ end: Double, _ weight: Double) -> Double {
    weight < 0.5 ? start + weight * (end - start) : end - (end - start) * (1 - weight)
  }

  /// The larger; NaN wins, as in PyTorch.
  @inline(__always)
  static func maximum(_ left: Double, _ right: Double) -> Double {
    !(right <= left) && left == left ? right : left
  }

  /// A base in 0...1 to a power from 0, rounded once, as the C library's `pow` nearly is, and the same on every machine: by
  /// squaring, with the rounding error of each product carried along.
  ///
  /// A few units in the last place would matter: RAdam subtracts numbers near 2 / (1 - beta2) that agree in their first
  /// three digits.
  static func power(_ base: Double, _ exponent: Int) -> Double {
    var result = (value: 1.0, rest: 0.0)
    var square = (value: base, rest: 0.0)
    var bits = exponent
    while bits > 0 {
      if bits & 1 == 1 { result = product(result, square) }
      square = product(square, square)
      bits >>= 1
    }
    return result.value
  }

  /// The product of two sums `value + rest`, as such a sum.
  private static func product(
    _ left: (value: Double, rest: Double), _ right: (value: Double, rest: Double)
  ) -> (value: Double, rest: Double) {
    let rough = left.value * right.value
    let error = (-rough).addingProduct(left.value, right.value)
    let rest = error + (left.value * right.rest + left.rest * right.value)
    let value = rough + rest
    return (value, rest - (value - rough))
  }

  /// eˣ, the same on every machine.
  func exponential(_ x: Double) -> Double {
    var lanes = Lanes(repeating: x)
    lrviz_exponential(&lanes, 1)
    return lanes[0]
  }
}
