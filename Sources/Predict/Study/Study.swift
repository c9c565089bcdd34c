#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What some runs tell of how the loss follows the schedule, and what it would have been under others.
///
///     let study = try Study(records, law: .mpl)
///     let plan = study.curve(rates)
///     study.forecast(plan, at: [12_000, 23_999])
package struct Study: Sendable {
  package let law: Law
  package let records: [RunRecord]
  /// Those that count; a run that is given twice counts once.
  package let runs: [PreparedRun]
  /// Of each given run, which of ``runs`` it is.
  package let places: [Int]
  /// The rate that counts as 1: the largest of all runs.
  package let unit: Double
  let fit: LawFit
  /// How far the law is from each run's bins: the root of the mean squared residual, in parts of the loss.
  package let misfits: [Double]
  /// The other law, as a second opinion; nil where it cannot be fitted.
  let second: LawFit?

  /// - Throws: `StudyError` where the runs tell nothing.
  package init(_ records: [RunRecord], law: Law) throws(StudyError) {
    (self.law, self.records) = (law, records)
    var distinct: [RunRecord] = []
    places = records.map { record in
      if let place = distinct.firstIndex(where: { $0.isSame(as: record) }) { return place }
      distinct.append(record)
      return distinct.count - 1
    }
    let unit = distinct.map(\.peak).max() ?? 0
    guard unit > 0, unit.isFinite else { throw StudyError("has no learning rate above 0", run: 0) }
    self.unit = unit
    let warmups = WarmupSearch(records: distinct, unit: unit).warmups()
    var runs: [PreparedRun] = []
    for (place, record) in distinct.enumerated() {
      let index = places.firstIndex(of: place) ?? 0
      guard record.peak > 0 else { throw StudyError("has no learning rate above 0", run: index) }
      runs.append(try PreparedRun(record, warmups[place], unit: unit, index: index))
    }
    self.runs = runs
    guard let fit = LawFit(law, runs.targets(law), loss: runs.lastLoss) else {
      throw StudyError("the law cannot be fitted to these losses")
    }
    self.fit = fit
    misfits = runs.map { Self.misfit(of: $0, fit) }
    second = LawFit(law.other, runs.targets(law.other), loss: runs.lastLoss)
  }

  /// A schedule in the study's unit.
  ///
  /// - Parameter rates: the rate of each step from step 0 on.
  package func curve(_ rates: [Double]) -> RateCurve { RateCurve(rates, unit: unit) }

  package var parameters: [(name: String, value: Double)] { law.parameters(fit.point, unit: unit) }
  package var priorShares: [(name: String, share: Double)] { fit.priorShares }

  /// The largest misfit of all runs.
  package var largestMisfit: Double { misfits.max() ?? 0 }

  private static func misfit(of run: PreparedRun, _ fit: LawFit) -> Double {
    let losses = fit.law.curve(run.curve, steps: run.bins.steps).values(fit.point, every: 1).losses
    let squares = zip(losses, run.bins.losses).map { pow(log($0 / $1), 2) }
    return (squares.reduce(0, +) / Double(squares.count)).squareRoot()
  }
}
