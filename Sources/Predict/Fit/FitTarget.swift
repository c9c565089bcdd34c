#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A run that a law is fitted to: the law at its bins, and what was measured there.
struct FitTarget: Sendable {
  let curve: any LawCurve
  let logLosses: [Double]
  /// What each bin counts, in all what ``FitWeights`` gives the run.
  let weights: [Double]

  init(_ law: Law, _ rates: RateCurve, _ bins: LossBins, share: Double) {
    curve = law.curve(rates, steps: bins.steps)
    logLosses = bins.losses.map { log($0) }
    let first = Double(max(1, bins.steps.first ?? 1))
    // Two runs of one schedule differ most at their beginning.
    let parts = zip(bins.steps, bins.counts).map { step, count -> Double in
      let age = first / Double(max(step, 1))
      return Double(count) / (1 + age * age)
    }
    let sum = parts.reduce(0, +)
    weights = parts.map { share * FitWeights.facts / (FitWeights.lawError * FitWeights.lawError) * $0 / sum }
  }
}

/// How much runs count against what is believed before: as so many independent facts, each as true as the laws are. Residuals of a law have a
/// long memory, so that thousands of rows say hardly more than a few. All runs count alike.
enum FitWeights {
  static let facts = 5.0
  /// In parts of the loss.
  static let lawError = 0.0025
  /// From this residual on, in parts of the loss, a row counts less: a spike pulls no curve.
  static let robustness = 0.01
}
