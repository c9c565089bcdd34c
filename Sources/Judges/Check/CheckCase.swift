import LRSchedulers
import RunLogs

/// All that a hypothesis is judged by: the logged rates of a group, the plan's, and how the one's x are units of the other.
struct CheckCase {
  private(set) var logged: LoggedRates
  let plan: Plan
  let group: Int
  let table: PlanTable
  /// Steps of an epoch, where it is known.
  let stepsPerEpoch: Int?
  /// Whether nothing but the rates, which stay for so many steps, says what an epoch is.
  let isEpochGuessed: Bool
  /// How rows may be labelled, the likeliest first.
  let placements: [Placement]
  /// Whether the user said how long the plan is.
  let lengthIsGiven: Bool
  private(set) var memo = CheckMemo()

  /// What one x is: the unit in which places are told.
  var xName: String { logged.axis == .epoch ? "epoch" : logged.axis == .step ? "step" : "row" }

  /// Whether the schedule steps once an epoch and the log counts steps.
  var isEpochPlanOfSteps: Bool { plan.interval == .epoch && logged.axis != .epoch && stepsPerEpoch != nil }
  /// Whether the schedule steps within the epochs that the log counts.
  var isStepPlanOfEpochs: Bool { plan.interval == .step && logged.axis == .epoch && stepsPerEpoch != nil }

  /// The plan's unit of each row, perhaps before its first.
  func units(_ placement: Placement) -> [Int] {
    if let known = memo.units.first(where: { $0.placement == placement }) { return known.units }
    let units = logged.xs.map { unit(at: $0, placement) }
    memo.units.append((placement, units))
    return units
  }

  func unit(at x: Double, _ placement: Placement) -> Int {
    let x = x + placement.offset
    let steps = Double(stepsPerEpoch ?? 1)
    let unit =
      isEpochPlanOfSteps
      ? (x / steps).rounded(.down) : isStepPlanOfEpochs ? (x * steps).rounded() : x.rounded(.down)
    let whole = (Int(exactly: min(max(unit, -1e15), 1e15)) ?? 0) + placement.extra
    guard let first = placement.lagsFrom, whole >= first else { return whole }
    return whole - placement.lag
  }

  /// The optimizer step, or where nobody knows how long an epoch is the x, of each row.
  func steps(_ placement: Placement) -> [Int] {
    let scale = logged.axis == .epoch ? Double(stepsPerEpoch ?? 1) : 1
    return logged.xs.map {
      Int(clamping: Int(exactly: (($0 + placement.offset) * scale).rounded(.down)) ?? 0)
    }
  }

  /// What the plan gives for a row in the unit `unit`.
  @inline(__always)
  func planned(_ unit: Int, _ placement: Placement) -> Double {
    placement.isMean ? mean(from: unit) : table.rate(at: unit)
  }

  private func mean(from unit: Int) -> Double {
    let count = stepsPerEpoch ?? 1
    var sum = 0.0
    for step in unit..<unit + count { sum += table.rate(at: step) }
    return sum / Double(count)
  }
}

extension CheckCase {
  /// Compares the rows at a range with what is predicted for each.
  @inline(__always)
  func fit(_ range: Range<Int>, _ predicted: (Int) -> Double) -> Fit {
    var fit = Fit()
    fit.count = range.count
    let scale = table.peak > 0 ? table.peak : max(logged.peak, .leastNormalMagnitude)
    for index in range {
      let deviation = abs(logged.values[index] - predicted(index))
      if !(deviation <= logged.slack[index]) {
        fit.misses += 1
        if fit.firstMiss == nil { fit.firstMiss = index }
      }
      if deviation > fit.worst * scale { (fit.worst, fit.worstIndex) = (deviation / scale, index) }
    }
    return fit
  }

  /// The fit of a prediction that explains every row at a range; nil for one that does not. A few rows are tried before all.
  @inline(__always)
  func exactFit(_ range: Range<Int>, _ predicted: (Int) -> Double) -> Fit? {
    guard !range.isEmpty else { return nil }
    for index in Self.samples(range) {
      guard abs(logged.values[index] - predicted(index)) <= logged.slack[index] else { return nil }
    }
    let fit = fit(range, predicted)
    return fit.isExact ? fit : nil
  }

  /// The first rows of a range, and some of the rest.
  static func samples(_ range: Range<Int>) -> [Int] {
    guard range.count > 96 else { return Array(range) }
    let rest = range.count - 24
    return Array(range.prefix(24)) + (0..<72).map { range.lowerBound + 24 + $0 * (rest - 1) / 71 }
  }

  var all: Range<Int> { 0..<logged.count }

  /// The same of the rows before one.
  func prefix(_ row: Int) -> CheckCase {
    var part = self
    part.logged = logged.prefix(row)
    part.memo = CheckMemo()
    return part
  }

  /// Whether the plan gives the rows at a range more than one rate, as far as their digits tell: else nothing about time can be read off them.
  func planVaries(_ range: Range<Int>, _ units: [Int], _ placement: Placement) -> Bool {
    guard let first = range.first else { return false }
    let rate = planned(units[first], placement)
    return Self.samples(range).contains {
      abs(planned(units[$0], placement) - rate) > logged.slack[$0] + logged.slack[first]
    }
  }
}

/// What several hypotheses of a check ask for and one finds out.
final class CheckMemo {
  var units: [(placement: Placement, units: [Int])] = []
  var followed: PlanFollowed??
  var lengths: [LengthInForce]?
}
