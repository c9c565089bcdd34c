/// The smallest, largest and smallest positive of some values, and whether any was not finite: those count only as gaps.
///
/// 24 bytes, as a pyramid has many: whether there is a gap is the sign of the smallest positive value.
package struct Extremes: Sendable, Equatable {
  package private(set) var min = Double.infinity
  package private(set) var max = -Double.infinity
  private var signedMinPositive = Double.infinity

  package init() {}

  /// Whether there is no finite value.
  package var isEmpty: Bool { min > max }
  package var hasGap: Bool { signedMinPositive.sign == .minus }
  package var minPositive: Double { signedMinPositive.magnitude }
  /// Smallest to largest of the finite values.
  package var finiteRange: ClosedRange<Double>? { isEmpty ? nil : min...max }
  /// Smallest to largest of the finite values above zero: what a logarithmic axis can show.
  package var positiveRange: ClosedRange<Double>? { minPositive <= max ? minPositive...max : nil }

  package mutating func add(_ value: Double) {
    guard value.isFinite else { return signedMinPositive = -minPositive }
    if value < min { min = value }
    if value > max { max = value }
    if value > 0 { addPositive(value) }
  }

  /// Without a branch: charts add up thousands of these for every frame.
  package mutating func add(_ other: Extremes) {
    min = other.min < min ? other.min : min
    max = other.max > max ? other.max : max
    let (mine, others) = (signedMinPositive, other.signedMinPositive)
    let smaller = others.magnitude < mine.magnitude ? others.magnitude : mine.magnitude
    let sign = (mine.bitPattern | others.bitPattern) & (-0.0).bitPattern
    signedMinPositive = Double(bitPattern: smaller.bitPattern | sign)
  }

  private mutating func addPositive(_ value: Double) {
    if value < minPositive { signedMinPositive = Double(signOf: signedMinPositive, magnitudeOf: value) }
  }
}
