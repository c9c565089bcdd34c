#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// How a rate goes from its plateau to 0: the decays of `get_wsd_schedule`.
package enum DecayShape: String, Sendable, CaseIterable {
  case squareRoot = "1-sqrt"
  case linear
  case cosine

  /// The part of the full rate after so much of the decay.
  func rate(_ way: Double) -> Double {
    switch self {
    case .squareRoot: 1 - way.squareRoot()
    case .linear: 1 - way
    case .cosine: 0.5 * (1 + cos(.pi * way))
    }
  }

  /// The area below the rest of the decay, over that of as many steps at full rate.
  func area(from way: Double) -> Double {
    switch self {
    case .squareRoot: (1 - way) - 2 / 3 * (1 - way * way.squareRoot())
    case .linear: 0.5 * (1 - way) * (1 - way)
    case .cosine: 0.5 * (1 - way) - sin(.pi * way) / (2 * .pi)
    }
  }
}
