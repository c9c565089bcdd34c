#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What is believed of a coordinate of a law before any run is seen: a value and how far off it may be, both as logarithms.
///
/// The belief has heavy tails (Student's distribution of two degrees of freedom): near its middle it holds as a normal one does, but
/// runs that know better move a coordinate far from it at little cost. So nothing has to decide whether to believe it.
struct Prior: Sendable {
  let name: String
  let middle: Double
  let deviation: Double

  static let freedom = 2.0

  init(_ name: String, _ value: Double, factor: Double) {
    (self.name, middle, deviation) = (name, log(value), log(factor))
  }

  /// Half the misfit that counts against a coordinate.
  func penalty(_ coordinate: Double) -> Double {
    let distance = (coordinate - middle) / deviation
    return 0.5 * (Self.freedom + 1) * log(1 + distance * distance / Self.freedom)
  }

  /// The curvature that stands for the penalty where the coordinate is, and the slope there.
  func curvature(_ coordinate: Double) -> (curvature: Double, slope: Double) {
    let distance = (coordinate - middle) / deviation
    let weight = (Self.freedom + 1) / (Self.freedom + distance * distance)
    return (weight / (deviation * deviation), weight * distance / deviation)
  }
}

extension Law {
  /// What is believed of the coordinates from the third on, `alpha`, `B` and the kernel's.
  ///
  /// `B` at full rate is some hundredths of the loss, a drop has had a good part of its effect after some hundred steps at full rate: the
  /// middle of what free fits to runs of 25 to 400 million parameters give. How these were chosen and how little depends
  /// on them: Documentation/Decisions/predict.md.
  func priors(loss: Double) -> [Prior] {
    switch self {
    case .mpl:
      [
        Prior("alpha", 0.5, factor: 2), Prior("B", 0.04 * loss, factor: 2.7), Prior("beta", 0.9, factor: 2),
        Prior("gamma", 0.6, factor: 1.5), Prior("C", 0.0087, factor: 4.5),
      ]
    case .momentum:
      [
        Prior("alpha", 0.5, factor: 2), Prior("B", 0.035 * loss, factor: 2.7), Prior("tau", 450, factor: 2.5),
      ]
    }
  }
}
