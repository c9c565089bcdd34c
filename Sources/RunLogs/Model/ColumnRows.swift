/// Rows of the same columns without a gap, as most of a table are: their series take many values at once.
struct ColumnRows: CellTaker, Sendable {
  /// The cells row by row.
  private(set) var values: [Double] = []
  private(set) var powers: [Int8] = []
  private(set) var count = 0
  private var width = 0

  /// Forgets all rows, and keeps their memory for the next ones, which have so many columns.
  mutating func begin(width: Int) {
    values.removeAll(keepingCapacity: true)
    powers.removeAll(keepingCapacity: true)
    (self.width, count) = (width, 0)
  }

  @inline(__always)
  mutating func put(_ column: Int, _ value: Double, power: Int8) {
    values.append(value)
    powers.append(power)
  }

  /// Ends a row; false for one that has a gap, which is forgotten.
  @inline(__always)
  mutating func endRow() -> Bool {
    guard values.count == (count + 1) * width else {
      discard()
      return false
    }
    count += 1
    return true
  }

  /// Whether what counts is finite in every row.
  func isCounted(_ plan: ColumnPlan) -> Bool {
    (0..<count).allSatisfy { row in plan.counters.allSatisfy { values[row * width + $0].isFinite } }
  }

  /// Forgets the cells of a row that was not ended.
  mutating func discard() {
    values.removeSubrange((count * width)...)
    powers.removeSubrange((count * width)...)
  }
}

/// What becomes of the columns of such rows.
struct ColumnPlan: Sendable {
  /// In the sink, in the order of the cells.
  let columns: [Int]
  let split: String
  /// Which of the cells is x, and which ones count.
  let counter: Int
  let counters: [Int]
  /// Which of them counts epochs beside x.
  let epoch: Int?
  /// The others that are series, and which they are in the run.
  var series: [(cell: Int, id: Int)] = []
}

extension LogRun {
  /// Appends rows, whose series are shared among two threads.
  mutating func append(_ rows: ColumnRows, _ plan: ColumnPlan) {
    for (_, id) in plan.series where series[id].track.isEmpty { series[id].axis = .step }
    series.withUnsafeMutableBufferPointer { all in
      let series = all
      rows.values.withUnsafeBufferPointer { values in
        rows.powers.withUnsafeBufferPointer { powers in
          let half = plan.series.count / 2
          func work(_ part: Range<Int>) {
            for (cell, id) in plan.series[part] {
              Self.append(values, powers, rows.count, plan, cell, to: &series[id])
            }
          }
          if half > 0, TwoThreads.isWorthwhile(values.count * 8) {
            TwoThreads.run {
              work(0..<half)
            } _: {
              work(half..<plan.series.count)
            }
          } else {
            work(0..<plan.series.count)
          }
        }
      }
    }
    note(rows, plan)
  }

  private static func append(
    _ values: UnsafeBufferPointer<Double>, _ powers: UnsafeBufferPointer<Int8>, _ count: Int,
    _ plan: ColumnPlan, _ cell: Int, to series: inout LogSeries
  ) {
    let room = 256
    withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * room) { points in
      withUnsafeTemporaryAllocation(of: Int8.self, capacity: room) { digits in
        guard let points = points.baseAddress, let digits = digits.baseAddress else { return }
        var row = 0
        while row < count {
          let taken = min(room, count - row)
          for index in 0..<taken {
            let start = (row + index) * plan.columns.count
            points[index] = values[start + plan.counter]
            points[room + index] = values[start + cell]
            digits[index] = powers[start + cell]
          }
          series.append(taken, xs: points, points + room, powers: digits)
          row += taken
        }
      }
    }
  }

  private mutating func note(_ rows: ColumnRows, _ plan: ColumnPlan) {
    guard let epoch = plan.epoch, rows.count > 0 else { return }
    for start in [0, (rows.count - 1) * plan.columns.count] {
      clock.note(step: rows.values[start + plan.counter], epoch: rows.values[start + epoch])
    }
  }
}
