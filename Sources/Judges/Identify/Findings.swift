import RunLogs

/// What looking for the schedules of a log has come to.
package struct Findings: Sendable {
  /// Best first, as ``Identification/candidates(_:rows:producer:stepsPerEpoch:)`` gives them.
  package var candidates: [Identified]
  /// Where none explains every row: one for each stretch of rows between two jumps.
  package var pieces: [Identified] = []
  /// Whether all that could have been was tried; else it would have taken too long.
  package var isComplete = true
  /// The number of rows, where it is too small to tell one schedule from another: what explains them is no finding.
  package var tooFewRows: Int?

  /// Two rates lie on a line, on an exponential, on stairs and on any curve with two numbers.
  static func areTooFew(_ rows: Int) -> Bool { rows < 3 }

  /// Of all that may be done, what the rates as a whole may take; the rest is for pieces.
  private static let shareOfWhole = 0.75

  /// - Parameters:
  ///   - stepsPerEpoch: where the log or the user says it.
  ///   - skipped: the updates that the log says were skipped.
  ///   - total: how many steps the log says that there will be.
  package init(
    _ rates: LoggedRates, producer: String? = nil, stepsPerEpoch: Int? = nil, skipped: SkippedUpdates? = nil,
    total: Int? = nil
  ) {
    self.init(
      rates, producer: producer, stepsPerEpoch: stepsPerEpoch, skipped: skipped, total: total,
      effort: SearchEffort())
  }

  init(
    _ rates: LoggedRates, producer: String?, stepsPerEpoch: Int?, skipped: SkippedUpdates? = nil,
    total: Int? = nil, effort: SearchEffort
  ) {
    tooFewRows = Self.areTooFew(rates.count) ? rates.count : nil
    candidates = effort.using(Self.shareOfWhole) {
      Identification.candidates(rates, producer: producer, stepsPerEpoch: stepsPerEpoch, effort: effort)
    }
    if let total, skipped == nil, !isOf(total) {
      let known = KnownLength.candidates(rates, total: total, SearchEffort())
      if !known.isEmpty { candidates = known }
    }
    if !isFound {
      let rows = EpochEndRows.candidates(rates, effort)
      if !rows.isEmpty { candidates = rows }
    }
    if !isFound {
      let late = effort.using(Self.shareOfWhole) {
        Identification.candidates(
          rates, skipping: skipped.map { [$0] } ?? SkippedUpdates.inferred(rates), producer: producer,
          stepsPerEpoch: stepsPerEpoch, effort: effort)
      }
      if !late.isEmpty { candidates = late }
    }
    if !isFound {
      pieces = Identification.pieces(rates, producer: producer, stepsPerEpoch: stepsPerEpoch, effort: effort)
      isComplete = !effort.wasCut
    }
  }

  /// Of the starts of a log each for itself; they share what may be done.
  package static func of(
    _ starts: [Range<Int>], _ rates: LoggedRates, producer: String? = nil, stepsPerEpoch: Int? = nil
  ) -> [Findings] {
    let effort = SearchEffort()
    return starts.enumerated().map { number, rows in
      effort.using(1 / Double(starts.count - number)) {
        Findings(rates.part(rows), producer: producer, stepsPerEpoch: stepsPerEpoch, effort: effort)
      }
    }
  }

  /// Whether the best that explains every row has a length.
  private func isOf(_ total: Int) -> Bool {
    guard let best = candidates.first, best.isExact, best.unseenSteps == nil else { return false }
    return best.schedule.value(of: "num_training_steps")?.number?.intValue == total || best.parameters == 0
  }

  /// Whether a schedule explains every row.
  package var isFound: Bool { candidates.first?.isExact ?? false }
}
