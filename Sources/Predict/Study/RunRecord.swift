/// A run as it is given: its losses, its rates, and what is said of its warm-up.
package struct RunRecord: Sendable {
  package enum Rates: Sendable {
    /// As the log has them.
    case logged(LoggedRateCurve)
    /// What really ran: the rate of each step from step 0 on.
    case planned([Double])
  }

  package var rows: LossRows
  package var rates: Rates
  /// What is said of it; nil where the rates or the losses must tell.
  package var warmup: Warmup?
  /// Rows before this step are left out; nil for those of the warm-up and the first fiftieth.
  package var first: Int?
  /// Whether the losses are those of training.
  package var isTrainingLoss = false
  /// Passes over the data, where the log tells; 1 where it does not.
  package var epochs = 1.0

  package init(rows: LossRows, rates: Rates) { (self.rows, self.rates) = (rows, rates) }

  package var peak: Double {
    switch rates {
    case .logged(let curve): curve.peak
    case .planned(let rates): rates.max() ?? 0
    }
  }

  /// What is known of the warm-up without looking at the losses; nil if nothing.
  var knownWarmup: Warmup? {
    switch rates {
    case .planned(let rates):
      Warmup(steps: RateCurve(rates, unit: max(peak, .leastNormalMagnitude)).stepsToPeak, source: .plan)
    case .logged(let curve): warmup ?? curve.ownWarmup
    }
  }

  /// Whether both say the same of the same run.
  func isSame(as other: RunRecord) -> Bool {
    guard rows == other.rows else { return false }
    switch (rates, other.rates) {
    case (.planned(let one), .planned(let two)): return one == two
    case (.logged(let one), .logged(let two)):
      return one.knots.elementsEqual(two.knots) { $0.step == $1.step && $0.rate == $1.rate }
    default: return false
    }
  }
}
