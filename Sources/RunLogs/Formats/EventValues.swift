/// Values of event files that are read before it is their turn, put together by series.
struct EventValues: ReadPart {
  private struct Value: Sendable {
    let step: Double
    let value: Float
    let series: Int32
  }

  /// As they came.
  private var values: [Value] = []
  /// By series.
  private var steps: [Double] = []
  private var numbers: [Double] = []
  /// Where the values of each series end.
  private var ends: [Int] = []

  var count: Int { values.count }
  /// One more than the greatest number of a series.
  var seriesCount: Int { ends.count }

  mutating func removeAll() {
    values.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
  }

  @inline(__always)
  mutating func add(_ series: Int, _ step: Double, _ value: Float) {
    values.append(Value(step: step, value: value, series: Int32(truncatingIfNeeded: series)))
  }

  /// Puts together what each series has, in the order in which it came.
  mutating func sort() {
    ends.removeAll(keepingCapacity: true)
    for value in values {
      let series = Int(value.series)
      if series >= ends.count { ends.append(contentsOf: repeatElement(0, count: series + 1 - ends.count)) }
      ends[series] += 1
    }
    // At first where each series begins; that moves on with every value to where it ends.
    var start = 0
    for series in ends.indices {
      start += ends[series]
      ends[series] = start - ends[series]
    }
    let missing = values.count - steps.count
    if missing > 0 {
      steps.append(contentsOf: repeatElement(0, count: missing))
      numbers.append(contentsOf: repeatElement(0, count: missing))
    }
    steps.withUnsafeMutableBufferPointer { steps in
      numbers.withUnsafeMutableBufferPointer { numbers in
        ends.withUnsafeMutableBufferPointer { ends in
          for value in values {
            let place = ends[Int(value.series)]
            steps[place] = value.step
            numbers[place] = Double(value.value)
            ends[Int(value.series)] = place + 1
          }
        }
      }
    }
  }

  fileprivate func append(_ id: Int, to series: inout LogSeries) {
    guard id < ends.count else { return }
    let start = id == 0 ? 0 : ends[id - 1]
    steps.withUnsafeBufferPointer { steps in
      numbers.withUnsafeBufferPointer { numbers in
        guard let xs = steps.baseAddress, let ys = numbers.baseAddress else { return }
        series.appendExact(ends[id] - start, xs: xs + start, ys + start)
      }
    }
  }
}

extension LogRun {
  /// Appends values of several series, which are shared among two threads.
  mutating func append(_ parts: [EventValues]) {
    let count = parts.map(\.seriesCount).max() ?? 0
    for id in 0..<count where series[id].track.isEmpty { series[id].axis = .step }
    shareSeries(Array(0..<count), bytes: parts.reduce(0) { $0 + $1.count } * 16) { id, series in
      for part in parts { part.append(id, to: &series) }
    }
  }
}
