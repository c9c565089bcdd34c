import LRSchedulers
import RunLogs

/// A schedule that logged rates may come from.
package struct Identified: Sendable {
  package var schedule: Schedule
  /// The optimizer's rate that it is built on.
  package var lr: Double
  package var interval: Interval
  package var stepsPerEpoch: Int?
  /// So many units of `interval` the plan must have to cover the rows.
  package var length: Int
  /// The largest deviation as a part of the largest rate.
  package var residual: Double
  /// The x of the first row and of the last that it is about.
  package var from: Double
  package var to: Double
  /// Whether every row is the plan's as far as its digits tell.
  package var isExact: Bool
  /// The numbers that were fitted.
  package var parameters: Int
  /// How x is taken.
  package var offset: Double
  /// Steps of a warm-up that are before the first row, so that any rates may have been there.
  package var unseenSteps: Int?
  /// Updates that were skipped, so that the last row is so many steps behind what the log counts.
  package var skippedUpdates: Int?
  /// Whether the log ends on a line, of which other lengths to other rates are the same rows.
  package var isOpen = false
  /// The lengths of an epoch that the rows allow, where nothing but them says it.
  package var allowedStepsPerEpoch: ClosedRange<Int>?
  /// Whether the log begins so late that rows before the first are missing.
  package var isLate = false
  /// Of a log of epochs, which of their steps a row has the rate of; nil where both count the same.
  package var rowsOfEpochs: RowsOfEpochs?

  /// Rows at the beginning that it does not explain, of a warm-up of an unknown kind; nil where it explains all.
  package var unexplainedRows: Int?
  /// Whether a row has the lower median of so many rates, as the meters of many trainers print.
  package var medianOf: Int?
  /// The series that a plateau follows.
  package var metric: String?

  /// Whether its rate stays and falls at single steps, which any could be.
  var isOfStairs: Bool { ["StepLR", "MultiStepLR", "PiecewiseConstantDecay"].contains(schedule.name) }

  package enum RowsOfEpochs: Sendable {
    case lastBatch
    /// And the scheduler is one epoch behind once it has warmed up.
    case lastBatchAndLate
  }
}

/// Finds the schedules of the catalog that logged rates may come from.
///
/// The families are fitted each in its own way, to some of the rows; the schedule that comes out is planned as every other,
/// and its rates are compared with all rows. What is said of a schedule is so always true of its plan.
package enum Identification {
  /// Best first: those that explain every row before those that do not, the simpler before the others.
  ///
  /// - Parameters:
  ///   - rows: part of the rates; all if nil.
  ///   - stepsPerEpoch: where the log or the user says it.
  package static func candidates(
    _ rates: LoggedRates, rows: Range<Int>? = nil, producer: String? = nil, stepsPerEpoch: Int? = nil
  ) -> [Identified] {
    candidates(rates, rows: rows, producer: producer, stepsPerEpoch: stepsPerEpoch, effort: SearchEffort())
  }

  static func candidates(
    _ rates: LoggedRates, rows: Range<Int>? = nil, producer: String?, stepsPerEpoch: Int?,
    effort: SearchEffort
  ) -> [Identified] {
    let rows = rows ?? 0..<rates.count
    guard !rows.isEmpty else { return [] }
    var found: [Identified] = []
    let views = views(rates, producer, stepsPerEpoch) + ownStart(rates, rows)
    for (number, view) in views.enumerated() {
      let curve = RateCurve(
        rates, rows: rows, offset: view.offset, stepsPerEpoch: view.stepsPerEpoch, effort: effort)
      let allowed = view.stepsPerEpoch == stepsPerEpoch ? nil : EpochLength.allowed(rates)
      found += effort.using(1 / Double(views.count - number)) { candidates(curve, rates, rows, view) }
        .map { one in
          var one = one
          one.allowedStepsPerEpoch = allowed
          return one
        }
      // Where rows may count from 0 or from 1 both are tried, as one may leave rounder numbers than the other.
      if view.isLast, found.contains(where: { $0.isExact && $0.parameters < Self.manyParameters }) { break }
    }
    if !found.contains(where: \.isExact) { found += uneven(rates, rows, effort) }
    var specs: Set<String> = []
    return ranked(found, producer).filter { specs.insert($0.schedule.spec).inserted }
  }

  /// A schedule of so many numbers is looked for a simpler one beside.
  private static let manyParameters = 12

  private struct View {
    var offset: Double
    var stepsPerEpoch: Int?
    /// Whether only stairs are looked for.
    var isOfStairs = false
    /// Whether the next view takes the rows as something else.
    var isLast = true
  }

  /// A part of the rates may be of a schedule that began with it.
  private static func ownStart(_ rates: LoggedRates, _ rows: Range<Int>) -> [View] {
    rows.lowerBound > 0 ? [View(offset: -rates.xs[rows.lowerBound], stepsPerEpoch: nil)] : []
  }

  private static func uneven(
    _ rates: LoggedRates, _ rows: Range<Int>, _ effort: SearchEffort
  ) -> [Identified] {
    let curve = RateCurve(rates, rows: rows, offset: 0, stepsPerEpoch: nil, effort: effort)
    let comparison = RowComparison(rates, rows, offset: 0, steps: 1)
    return StairBody.uneven(curve).compactMap { plan($0, curve, comparison) }
  }

  /// How the rows may be taken: counted from 0 or 1, and by epochs where the rate stays within them.
  private static func views(_ rates: LoggedRates, _ producer: String?, _ given: Int?) -> [View] {
    let first = rates.xs.min() ?? 0
    let offsets: [Double] =
      first <= 0
      ? [0]
      : first == 1 || first == rates.interval || producer == "Hugging Face Trainer" ? [-1, 0] : [0, -1]
    let steps = offsets.map { View(offset: $0, stepsPerEpoch: nil, isLast: $0 == offsets.last) }
    guard rates.axis == .step else { return steps }
    if let given, given > 1, staysWithinEpochs(rates, given, offsets) {
      return offsets.map { View(offset: $0, stepsPerEpoch: given) } + steps
    }
    // What the rates alone say of epochs is tried where stairs of steps are none of a schedule's.
    var epochs = [EpochLength.likeliest(rates)].compactMap(\.self).map {
      View(offset: $0.offset, stepsPerEpoch: $0.steps, isLast: false)
    }
    var isFine = false
    for fine in [false, true] where epochs.isEmpty {
      isFine = fine
      epochs = offsets.compactMap { offset -> View? in
        let changes = EpochChanges(rates, offset: offset, isFine: fine)
        return changes.length(stride: rates.interval).map {
          View(offset: offset, stepsPerEpoch: $0, isLast: false)
        }
      }
    }
    guard !epochs.isEmpty else { return steps }
    // By the finest changes a line may look like one of epochs.
    if isFine { return steps + epochs }
    // Where every row has another rate nothing shows an epoch: it is one way to see the rows, and steps are another.
    epochs[epochs.count - 1].isLast = hasEqualNeighbors(rates)
    let stairs = offsets.map {
      View(offset: $0, stepsPerEpoch: nil, isOfStairs: true, isLast: $0 == offsets.last)
    }
    return stairs + epochs + steps
  }

  /// Whether two neighboring rows between the first change and the last have the same rate.
  private static func hasEqualNeighbors(_ rates: LoggedRates) -> Bool {
    let isEqual = rates.xs.indices.dropFirst().map {
      abs(rates.values[$0] - rates.values[$0 - 1]) <= rates.slack[$0] + rates.slack[$0 - 1]
    }
    guard let first = isEqual.firstIndex(of: false), let last = isEqual.lastIndex(of: false) else {
      return false
    }
    return isEqual[first...last].contains(true)
  }

  private static func staysWithinEpochs(_ rates: LoggedRates, _ length: Int, _ offsets: [Double]) -> Bool {
    offsets.contains { offset in
      var changes = 0
      for index in rates.xs.indices.dropFirst() {
        guard
          abs(rates.values[index] - rates.values[index - 1]) > rates.slack[index] + rates.slack[index - 1]
        else { continue }
        func epoch(_ row: Int) -> Double { ((rates.xs[row] + offset) / Double(length)).rounded(.down) }
        if epoch(index - 1) == epoch(index) { return false }
        changes += 1
      }
      // Rows an epoch apart say nothing about what is between.
      return changes > 0 && rates.interval < Double(length)
    }
  }

  // MARK: Families

  private static func candidates(
    _ curve: RateCurve, _ rates: LoggedRates, _ rows: Range<Int>, _ view: View
  ) -> [Identified] {
    let comparison = RowComparison(rates, rows, offset: view.offset, steps: view.stepsPerEpoch ?? 1)
    var search = FamilySearch(curve, isWhole: rows.lowerBound == 0) { plan($0, curve, comparison) }
    if view.isOfStairs { search.runStairs() } else { search.run() }
    return search.found
  }

  /// Plans a proposal and compares all rows.
  private static func plan(
    _ proposal: Proposal, _ curve: RateCurve, _ comparison: RowComparison
  ) -> Identified? {
    let length = max(1, (curve.units.last ?? 0) + 1)
    guard length < 20_000_000 else { return nil }
    let plan = Plan(
      proposal.schedule, lr: proposal.lr, interval: curve.interval, stepsPerEpoch: curve.stepsPerEpoch,
      length: length)
    guard let outcome = comparison.outcome(of: plan, effort: curve.effort) else { return nil }
    return Identified(
      schedule: proposal.schedule, lr: proposal.lr, interval: curve.interval,
      stepsPerEpoch: curve.stepsPerEpoch, length: length,
      residual: curve.peak > 0 ? outcome.residual / curve.peak : outcome.residual, from: curve.extent.first,
      to: curve.extent.last, isExact: outcome.isExact, parameters: proposal.parameters,
      offset: comparison.offset,
      unseenSteps: proposal.unseenSteps, isOpen: proposal.isOpen,
      isLate: curve.isLate)
  }

  private static func ranked(_ found: [Identified], _ producer: String?) -> [Identified] {
    let prefersTransformers = producer == "Hugging Face Trainer"
    func rank(_ one: Identified) -> (Int, Int, Int, Int, Double) {
      let isTransformers = one.schedule.name.hasPrefix("get_")
      return (
        one.isExact ? 0 : 1, one.isExact ? one.parameters : 0, isTransformers == prefersTransformers ? 0 : 1,
        one.isExact ? RoundNumber.digits(in: one.schedule.spec) + RoundNumber.digits(one.lr) : 0,
        one.residual
      )
    }
    return found.map { (rank($0), $0) }.sorted { $0.0 < $1.0 }.map(\.1)
  }
}

extension Identification {
  /// The pieces of rates that no single schedule explains: each as long as one does, in the order of the rows.
  package static func pieces(
    _ rates: LoggedRates, producer: String? = nil, stepsPerEpoch: Int? = nil
  ) -> [Identified] {
    pieces(rates, producer: producer, stepsPerEpoch: stepsPerEpoch, effort: SearchEffort())
  }

  static func pieces(
    _ rates: LoggedRates, producer: String?, stepsPerEpoch: Int?, effort: SearchEffort
  ) -> [Identified] {
    let stretches = breaks(rates)
    return stretches.enumerated().compactMap { number, rows in
      effort.using(1 / Double(stretches.count - number)) {
        candidates(rates, rows: rows, producer: producer, stepsPerEpoch: stepsPerEpoch, effort: effort).first
      }
    }
  }

  /// The stretches between jumps.
  private static func breaks(_ rates: LoggedRates) -> [Range<Int>] {
    var starts = [0]
    for index in 2..<max(2, rates.count - 2) {
      let step = rates.values[index] - rates.values[index - 1]
      let around = max(
        abs(rates.values[index - 1] - rates.values[index - 2]),
        abs(rates.values[index + 1] - rates.values[index]))
      let isJump = abs(step) > 4 * around + 4 * rates.slack[index] && abs(step) > 0.01 * rates.peak
      if isJump || rates.xs[index] < rates.xs[index - 1], index - (starts.last ?? 0) >= 4 {
        starts.append(index)
      }
      if starts.count > 32 { return [] }
    }
    guard starts.count > 1 else { return [] }
    return zip(starts, starts.dropFirst() + [rates.count]).map { $0..<$1 }
  }
}

extension Identification {
  /// The rates of the group of a log that follows the schedule, and the steps of an epoch where the log or the user says them.
  package static func rates(
    _ run: LogRun, _ roles: LogRoles, stepsPerEpoch: Int?
  ) throws(JudgeError) -> (rates: LoggedRates, stepsPerEpoch: Int?) {
    guard !roles.lrGroups.isEmpty else {
      throw JudgeError("holds no learning rate; --lr-name says what it is called")
    }
    let index = roles.lrGroups[MainGroup.index(run, roles)]
    let rates = LoggedRates(run.series[index])
    guard rates.count > 0 else { throw JudgeError("holds no finite learning rate") }
    guard rates.axis != .time else {
      throw JudgeError(
        "its rates stand over time, and schedules count steps or epochs; give --x step or --x epoch")
    }
    if rates.hasPartsOfEpochs, let steps = stepsPerEpoch ?? rates.stepsOfParts {
      return (rates.inSteps(steps), steps)
    }
    let found = EpochLength.find(run, roles, rates, given: stepsPerEpoch, epochs: nil)
    return (rates, found.flatMap { $0.source == .plateaus ? nil : $0.steps })
  }
}
