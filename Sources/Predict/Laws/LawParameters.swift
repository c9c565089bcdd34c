#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

extension Law {
  /// The parameters as the papers have them: areas are sums of rates as they are, `B` is what a fall of the rate by 1 would give.
  ///
  /// - Parameter unit: the rate that counts as 1 in the coordinates.
  func parameters(_ point: [Double], unit: Double) -> [(name: String, value: Double)] {
    let alpha = exp(point[2])
    let common = [
      ("L0", point[0]), ("A", exp(point[1] + alpha * log(Self.referenceArea * unit))), ("alpha", alpha),
      ("B", exp(point[3]) / unit),
    ]
    switch self {
    case .mpl:
      let gamma = exp(point[5])
      return common + [
        ("C", exp(point[6] + (gamma - 1) * log(unit))), ("beta", exp(point[4])), ("gamma", gamma),
      ]
    case .momentum: return common + [("tau", exp(point[4]))]
    }
  }
}
