#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A curve that goes from 1 at 0 to 0 at 1, and back: at which place it has a part of its height.
struct Easing: Sendable {
  let part: @Sendable (Double) -> Double
  /// For parts from 0 to 1.
  let place: @Sendable (Double) -> Double

  static let line = Easing(part: { 1 - $0 }, place: { 1 - $0 })
  static let cosine = Easing(part: Elementary.cosine, place: { acos(2 * $0 - 1) / .pi })
  /// One less a square root: steep at first.
  static let lessRoot = Easing(part: { 1 - $0.squareRoot() }, place: { (1 - $0) * (1 - $0) })
  /// The root of what is left: steep at last.
  static let rootOfRest = Easing(part: { (1 - $0).squareRoot() }, place: { 1 - $0 * $0 })
  /// Megatron's, from one to a half and twice as high.
  static let exponential = Easing(part: { 2 * exp2(-$0) - 1 }, place: { -log2((1 + $0) / 2) })
}
