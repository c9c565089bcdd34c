import LRSchedulers

/// Compares plans with the rows of a log.
struct RowComparison {
  private let rates: LoggedRates
  private let rows: Range<Int>
  /// Added to x.
  let offset: Double
  /// So many units of x are one of the plan's.
  private let steps: Double
  /// Of a run that was resumed before its end rows come back to earlier units.
  private let isAscending: Bool

  /// What misses a row by more, as a part of the largest rate, is not near.
  private static let nearby = 0.02
  /// Units that are planned before rows are looked at: most plans that are wrong are so at their beginning.
  private static let slice = (first: 4_096, most: 1 << 16)

  init(_ rates: LoggedRates, _ rows: Range<Int>, offset: Double, steps: Int) {
    (self.rates, self.rows, self.offset, self.steps) = (rates, rows, offset, Double(steps))
    isAscending = rows.dropFirst().allSatisfy { rates.xs[$0 - 1] <= rates.xs[$0] }
  }

  struct Outcome {
    /// The largest deviation.
    var residual: Double
    /// Whether every row is the plan's as far as its digits tell.
    var isExact: Bool
  }

  /// nil where a row is far from the plan, or the plan fails.
  func outcome(of plan: Plan, effort: SearchEffort) -> Outcome? {
    guard !effort.isSpent, (try? plan.validate()) != nil, var cursor = try? plan.cursor() else { return nil }
    var outcome = Outcome(residual: 0, isExact: true)
    let far = Self.nearby * rates.peak
    var (planned, base, row) = ([Double](), 0, rows.lowerBound)
    var slice = isAscending ? Self.slice.first : plan.length
    while row < rows.upperBound {
      planned.removeAll(keepingCapacity: true)
      cursor.advance(by: slice) { groups in planned.append(groups[0].lr) }
      effort.spend(2 * planned.count)
      guard !planned.isEmpty, cursor.failure == nil else { return nil }
      while row < rows.upperBound, case let place = unit(row) - base, place < planned.count {
        let deviation = abs(planned[place] - rates.values[row])
        guard deviation <= max(rates.slack[row], far) else { return nil }
        outcome.residual = max(outcome.residual, deviation)
        if outcome.isExact {
          let range = rates.range(row)
          outcome.isExact = abs(planned[place] - range.middle) <= range.room
        }
        row += 1
      }
      base += planned.count
      slice = min(slice * 4, max(slice, Self.slice.most))
    }
    return outcome.isExact || outcome.residual <= far ? outcome : nil
  }

  /// The plan's unit in which a row was logged.
  private func unit(_ row: Int) -> Int {
    max(0, Int(exactly: ((rates.xs[row] + offset) / steps).rounded(.down)) ?? 0)
  }
}
