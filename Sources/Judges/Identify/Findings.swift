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

  /// What beside the rates tells of their schedule.
  package struct Context: Sendable {
    var producer: String?
    /// Where the log or the user says it.
    var stepsPerEpoch: Int?
    /// The updates that the log says were skipped.
    var skipped: SkippedUpdates?
    /// How many steps the log says that there will be.
    var total: Int?
    /// The rates of the log's other parameter groups.
    var groups: [LoggedRates] = []
    /// Whether the log has means beside the rates, as meters print them that smooth.
    var isOfMeters = false
    /// What a plateau may follow.
    var metrics: [PlateauRows.Metric] = []

    package init(_ run: LogRun, _ roles: LogRoles, _ rates: LoggedRates, stepsPerEpoch: Int?) {
      self.init(producer: run.producer, stepsPerEpoch: stepsPerEpoch)
      skipped = SkippedUpdates(run, rates)
      total = run.announcedSteps
      groups = roles.lrGroups.prefix(8).map { run.series[$0] }.filter { $0.name != rates.name }
        .map { LoggedRates($0, most: 4_096) }
      isOfMeters = run.series.contains { $0.name == rates.name + " (mean)" }
      metrics = PlateauRows.Metric.all(run, roles, rates)
    }

    init(producer: String?, stepsPerEpoch: Int?, skipped: SkippedUpdates? = nil, total: Int? = nil) {
      (self.producer, self.stepsPerEpoch) = (producer, stepsPerEpoch)
      (self.skipped, self.total) = (skipped, total)
    }
  }

  package init(_ rates: LoggedRates, _ context: Context) {
    self.init(rates, context, effort: SearchEffort())
  }

  /// - Parameters:
  ///   - stepsPerEpoch: where the log or the user says it.
  ///   - skipped: the updates that the log says were skipped.
  ///   - total: how many steps the log says that there will be.
  package init(
    _ rates: LoggedRates, producer: String? = nil, stepsPerEpoch: Int? = nil, skipped: SkippedUpdates? = nil,
    total: Int? = nil
  ) {
    self.init(
      rates, Context(producer: producer, stepsPerEpoch: stepsPerEpoch, skipped: skipped, total: total))
  }

  init(_ rates: LoggedRates, producer: String?, stepsPerEpoch: Int?, effort: SearchEffort) {
    self.init(rates, Context(producer: producer, stepsPerEpoch: stepsPerEpoch), effort: effort)
  }

  init(_ rates: LoggedRates, _ context: Context, effort: SearchEffort) {
    let (producer, steps) = (context.producer, context.stepsPerEpoch)
    tooFewRows = Self.areTooFew(rates.count) ? rates.count : nil
    candidates = effort.using(Self.shareOfWhole) {
      Identification.candidates(rates, producer: producer, stepsPerEpoch: steps, effort: effort)
    }
    addPlateau(rates, context.metrics)
    if let total = context.total, context.skipped == nil, !isOf(total) {
      let known = KnownLength.candidates(rates, total: total, SearchEffort())
      if let best = known.first, !isSimpler(than: best) { take(known) }
    }
    take(EpochEndRows.candidates(rates, others: context.groups, isFound: isFound, SearchEffort()))
    if !isFound, let steps {
      take(EpochLongCosine.candidates(rates, epoch: steps, SearchEffort()))
    }
    if context.isOfMeters { addMedians(rates, context) }
    if !isFound {
      take(
        effort.using(Self.shareOfWhole) {
          Identification.candidates(
            rates, skipping: context.skipped.map { [$0] } ?? SkippedUpdates.inferred(rates),
            producer: producer,
            stepsPerEpoch: steps, effort: effort)
        })
    }
    if !isFound {
      pieces = Identification.pieces(rates, producer: producer, stepsPerEpoch: steps, effort: effort)
      isComplete = !effort.wasCut
    }
  }

  private mutating func take(_ found: [Identified]) {
    if !found.isEmpty { candidates = found }
  }

  /// What needs fewer numbers as medians than as rates is of medians.
  private mutating func addMedians(_ rates: LoggedRates, _ context: Context) {
    let found = MedianRows.candidates(
      rates, producer: context.producer, stepsPerEpoch: context.stepsPerEpoch, effort: SearchEffort())
    if let best = found.first, !isFound || best.parameters < candidates[0].parameters { candidates = found }
  }

  /// Stairs whose falls a metric explains: the plateau is the better explanation unless they all are where people put milestones.
  private mutating func addPlateau(_ rates: LoggedRates, _ metrics: [PlateauRows.Metric]) {
    guard !metrics.isEmpty, tooFewRows == nil, !isFound || candidates[0].isOfStairs else { return }
    let found = PlateauRows.candidates(rates, metrics, SearchEffort())
    candidates.insert(contentsOf: found, at: !isFound || PlateauRows.isUneven(rates) ? 0 : 1)
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

  /// Whether the best that explains every row needs fewer digits than one whose length the log says.
  private func isSimpler(than known: Identified) -> Bool {
    guard let best = candidates.first, best.isExact else { return false }
    let warmup = known.schedule.value(of: "num_warmup_steps")?.number?.intValue ?? 0
    return RoundNumber.digits(in: best.schedule.spec) + RoundNumber.digits(best.lr)
      < RoundNumber.digits(warmup) + RoundNumber.digits(known.lr)
  }

  /// Whether a schedule explains every row.
  package var isFound: Bool { candidates.first?.isExact ?? false }
}
