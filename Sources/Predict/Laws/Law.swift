/// The laws of loss and schedule that are fitted.
package enum Law: String, Sendable, CaseIterable {
  /// The multi-power law, arXiv 2503.12811.
  case mpl
  /// The law with the momentum of the rate's fall, arXiv 2408.11029.
  case momentum

  package var other: Law { self == .mpl ? .momentum : .mpl }

  /// The law at some steps of a schedule.
  func curve(_ rates: RateCurve, steps: [Int]) -> any LawCurve {
    switch self {
    case .mpl: MultiPowerCurve(rates, steps: steps)
    case .momentum: MomentumCurve(rates, steps: steps)
    }
  }
}

/// A law at some rows of a schedule, ready to be evaluated again and again.
///
/// Every law has the loss `L0 + A * area^-alpha - B * (drops, each weighted by how far its effect has come)`. Its coordinates are, in this
/// order, `L0`, and the logarithms of `A` (at ``Law/referenceArea``), `alpha`, `B`, and those of the kernel, the area counted in steps at
/// full rate and `B` that of a fall from full rate to 0.
protocol LawCurve: Sendable {
  var rows: Int { get }
  /// How many coordinates there are.
  var dimension: Int { get }
  /// The loss of every `stride`-th row and its derivatives, row by row.
  func values(_ point: [Double], every stride: Int) -> LawValues
}

/// Losses and, row by row, their derivatives by the coordinates.
struct LawValues {
  var losses: [Double]
  var slopes: [Double]
}

extension Law {
  /// The area at which the coordinate of `A` is the part of the loss that is still to go.
  static let referenceArea = 10_000.0
}
