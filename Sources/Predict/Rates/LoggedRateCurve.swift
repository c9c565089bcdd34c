/// The rates of a log, which has them at some steps, and what comes of them for every step.
package struct LoggedRateCurve: Sendable {
  /// In ascending order, with the rate in force at each.
  package let knots: [(step: Int, rate: Double)]
  /// The largest rate; 0 where there is none. Each stretch between two rows is judged by it.
  package let peak: Double

  /// - Parameter rows: steps and rates in ascending order of the steps, rates finite; of several at one step the last counts.
  package init(_ rows: [(step: Int, rate: Double)]) {
    var knots: [(step: Int, rate: Double)] = []
    for row in rows {
      if knots.last?.step == row.step { knots.removeLast() }
      knots.append(row)
    }
    self.knots = knots
    peak = knots.lazy.map(\.rate).max() ?? 0
  }

  package var first: Int { knots.first?.step ?? 0 }

  /// How the log itself tells what came before its first row; nil where it does not.
  ///
  /// A log that begins at its start has nothing before it. One whose first rates rise in a line from 0 began with that line.
  package var ownWarmup: Warmup? {
    guard knots.count > 2 else { return nil }
    let spacing = knots[1].step - knots[0].step
    if first <= max(1, spacing) { return Warmup(steps: 0, source: .logged) }
    let rise = knots[1].rate - knots[0].rate
    guard rise > 1e-3 * peak else { return nil }
    let start = Double(first) - knots[0].rate / rise * Double(spacing)
    guard start > -Double(spacing), start < Double(spacing) else { return nil }
    return Warmup(steps: first, source: .logged)
  }

  /// Whether the rate stays before and after the gap behind a knot, so that it jumped somewhere within.
  private func isJump(_ gap: Int) -> Bool {
    let change = abs(knots[gap + 1].rate - knots[gap].rate)
    guard change > 0.02 * peak, gap > 0, gap + 2 < knots.count else { return false }
    let before = abs(knots[gap].rate - knots[gap - 1].rate)
    let after = abs(knots[gap + 2].rate - knots[gap + 1].rate)
    return max(before, after) < 0.02 * change
  }

  /// The rates of all steps to `last`: lines between the knots, a jump in the middle of its gap, the last rate after them, and before them
  /// the warm-up. Where the warm-up is longer than there are steps before the first row, the log counted from its own beginning and
  /// is moved by ``shift(_:)``.
  package func rates(_ warmup: Warmup, to last: Int) -> [Double] {
    guard let head = knots.first, let tail = knots.last else { return [] }
    let shift = shift(warmup)
    // Rates may be logged further than losses.
    let count = last + shift + 1
    var rates: [Double] = []
    rates.reserveCapacity(count)
    for step in 0..<min(count, head.step + shift) { rates.append(head.rate * warmup.factor(at: step)) }
    for gap in knots.indices.dropLast() where rates.count < count { append(gap, to: count, &rates) }
    if rates.count < count { rates += repeatElement(tail.rate, count: count - rates.count) }
    return rates
  }

  /// The rates of the gap behind a knot, as far as `count` rates in all.
  private func append(_ gap: Int, to count: Int, _ rates: inout [Double]) {
    let (low, high) = (knots[gap], knots[gap + 1])
    let length = high.step - low.step
    let steps = 0..<min(length, count - rates.count)
    if isJump(gap) {
      for step in steps { rates.append(2 * step < length ? low.rate : high.rate) }
    } else {
      let slope = (high.rate - low.rate) / Double(length)
      for step in steps { rates.append(low.rate + slope * Double(step)) }
    }
  }

  /// By how many steps the rows of the log are moved to make room for its warm-up.
  package func shift(_ warmup: Warmup) -> Int { max(0, warmup.steps - first) }
}
