import RunLogs

/// What looking for the schedules of a log has come to.
package struct Findings: Sendable {
  /// Best first, as ``Identification/candidates(_:rows:producer:stepsPerEpoch:)`` gives them.
  package var candidates: [Identified]
  /// Where none explains every row: one for each stretch of rows between two jumps.
  package var pieces: [Identified] = []
  /// Whether all that could have been was tried; else it would have taken too long.
  package var isComplete = true

  /// Of all that may be done, what the rates as a whole may take; the rest is for pieces.
  private static let shareOfWhole = 0.75

  /// - Parameters:
  ///   - stepsPerEpoch: where the log or the user says it.
  ///   - skipped: the updates that the log says were skipped.
  package init(
    _ rates: LoggedRates, producer: String? = nil, stepsPerEpoch: Int? = nil, skipped: SkippedUpdates? = nil
  ) {
    self.init(
      rates, producer: producer, stepsPerEpoch: stepsPerEpoch, skipped: skipped, effort: SearchEffort())
  }

  init(
    _ rates: LoggedRates, producer: String?, stepsPerEpoch: Int?, skipped: SkippedUpdates? = nil,
    effort: SearchEffort
  ) {
    candidates = effort.using(Self.shareOfWhole) {
      Identification.candidates(rates, producer: producer, stepsPerEpoch: stepsPerEpoch, effort: effort)
    }
    if !(candidates.first?.isExact ?? false) {
      let late = effort.using(Self.shareOfWhole) {
        Identification.candidates(
          rates, skipping: skipped.map { [$0] } ?? SkippedUpdates.inferred(rates), producer: producer,
          stepsPerEpoch: stepsPerEpoch, effort: effort)
      }
      if !late.isEmpty { candidates = late }
    }
    if !(candidates.first?.isExact ?? false) {
      pieces = Identification.pieces(rates, producer: producer, stepsPerEpoch: stepsPerEpoch, effort: effort)
      isComplete = !effort.wasCut
    }
  }
}
