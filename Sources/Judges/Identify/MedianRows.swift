import LRSchedulers

/// Rows of a meter that prints the lower median of its last 20 values, as MetricLogger does in the code of DINO, iBOT, BEiT and many others.
///
/// Where the rate rises or falls throughout the window, the median is the rate of some steps before: of 10 where it rises and of 9 where it
/// falls, and of fewer at the start of an epoch, where the meter is new. So a schedule is looked for at these steps, without the rows whose
/// window has the peak in it, and then its medians are compared with all rows.
struct MedianRows {
  private let rates: LoggedRates
  /// Steps after which the meter begins anew; nil where it does not.
  private let epoch: Int?
  private static let window = 20

  static func candidates(
    _ rates: LoggedRates, producer: String?, stepsPerEpoch: Int?, effort: SearchEffort
  ) -> [Identified] {
    guard rates.axis == .step, rates.count >= 6, !rates.isConstant,
      zip(rates.xs, rates.xs.dropFirst()).allSatisfy(<),
      rates.xs.allSatisfy({ $0 >= 0 && $0 == $0.rounded() && $0 < 20_000_000 })
    else { return [] }
    let rows = MedianRows(rates: rates, epoch: stepsPerEpoch)
    let moved = rows.moved
    let long = stepsPerEpoch.map { EpochLongCosine.proposals(moved, epoch: $0, effort) } ?? []
    let known = long.compactMap { rows.compared(rows.identified($0), effort) }
    if !known.isEmpty { return known }
    let found = Identification.candidates(moved, producer: producer, stepsPerEpoch: nil, effort: effort)
    return found.compactMap { $0.isExact ? rows.compared($0, effort) : nil }
  }

  private func identified(_ proposal: Proposal) -> Identified {
    Identified(
      schedule: proposal.schedule, lr: proposal.lr, interval: .step, stepsPerEpoch: nil, length: 1,
      residual: 0,
      from: 0, to: 0, isExact: true, parameters: proposal.parameters, offset: 0)
  }

  /// How many values the meter has at a step.
  private func count(at x: Int) -> Int { min(Self.window, (epoch.map { x % $0 } ?? x) + 1) }

  /// The rows at the steps whose rate they have.
  private var moved: LoggedRates {
    let top = rates.firstPeak
    var (kept, behind) = ([Int](), [Int]())
    for row in rates.xs.indices {
      let count = count(at: Int(rates.xs[row]))
      // The highest row, and those near behind it, may have the peak in their window.
      let isNear = row >= top && rates.xs[row] - rates.xs[top] < Double(Self.window) && top > 0
      guard !isNear || row == top && rates.count - top < 3 else { continue }
      kept.append(row)
      behind.append(row <= top && top > 0 ? count / 2 : (count - 1) / 2)
    }
    return rates.rows(kept).behind(behind)
  }

  /// With the medians of its plan compared with every row; nil where one differs.
  private func compared(_ found: Identified, _ effort: SearchEffort) -> Identified? {
    guard found.interval == .step, let last = rates.xs.last else { return nil }
    let plan = Plan(found.schedule, lr: found.lr, interval: .step, length: Int(last) + 1)
    effort.spend(2 * plan.length + Self.window * rates.count)
    guard !effort.isSpent, let planned = try? plan.rates(), planned.count == plan.length else { return nil }
    var residual = 0.0
    for row in rates.xs.indices {
      let step = Int(rates.xs[row]) + Int(found.offset)
      guard step >= 0 else { continue }
      let values = planned[max(0, step - count(at: Int(rates.xs[row])) + 1)...step].sorted()
      let deviation = abs(values[(values.count - 1) / 2] - rates.range(row).middle)
      guard deviation <= rates.range(row).room else { return nil }
      residual = max(residual, deviation)
    }
    var found = found
    (found.residual, found.medianOf) = (residual / rates.peak, Self.window)
    (found.from, found.to, found.length) = (rates.xs[0], last, plan.length)
    return found
  }
}
