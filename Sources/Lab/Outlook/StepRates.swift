import Tracks

/// The rate of every optimizer step of a run: what was in force, and behind it what is planned.
package struct StepRates: Sendable {
  /// By the count of the scheduler; empty where the plan says all.
  var past = Track()
  /// The counts behind ``past``.
  var ahead: Track
  /// The count in force at step 0.
  var firstCount: Double
  /// How many counts a step is: 1, or less where the scheduler steps once an epoch.
  var countsPerStep: Double

  /// The rates of some steps, counted from 0. Before all counts it is the first rate, behind them the last.
  package func rates(_ steps: Range<Int>) -> [Double] { steps.map(rate) }

  private func rate(at step: Int) -> Double {
    // What a division leaves short of a whole count is that count.
    let count = firstCount + Double(step) * countsPerStep + 1e-9
    let isPlanned = !ahead.isEmpty && (past.isEmpty || count >= ahead.x(at: 0))
    let track = isPlanned ? ahead : past
    return track.held(at: count) ?? (track.isEmpty ? 0 : track[0])
  }
}
