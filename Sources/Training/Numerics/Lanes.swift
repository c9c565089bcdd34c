/// Eight samples of a batch side by side, the unit all kernels work in.
///
/// The width is fixed and no multiplication is fused with an addition, so that a sum is formed in the same
/// order, with the same rounding, whatever vector instructions a machine has.
typealias Lanes = SIMD8<Double>

extension SIMD8<Double> {
  /// The sum of the eight lanes, halves first.
  @inline(__always)
  var total: Double {
    let four = lowHalf + highHalf
    let two = four.lowHalf + four.highHalf
    return two.x + two.y
  }

  /// Lanes from `count` on are set to zero: the padding of a batch that does not fill the last eight.
  @inline(__always)
  func keepingFirst(_ count: Int) -> Self {
    guard count < 8 else { return self }
    let index = SIMD8<Int64>(0, 1, 2, 3, 4, 5, 6, 7)
    return replacing(with: 0, where: index .>= Int64(count))
  }
}
