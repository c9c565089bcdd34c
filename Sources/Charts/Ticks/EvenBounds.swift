/// Bounds that are multiples of a nice step around a range, and labels from one of them to the other, evenly apart: both ends
/// of an axis have one.
struct EvenBounds {
  private let step: NiceStep
  private let first: Int
  private let last: Int
  /// Steps from label to label.
  private let stride: Int

  var lower: Double { step.multiple(first).value }
  var upper: Double { step.multiple(last).value }

  /// - Parameters:
  ///   - range: of more than one value.
  ///   - intervals: how many distances between labels there is room for; the steps may be finer.
  init(around range: ClosedRange<Double>, intervals: Int) {
    let finest = max(5, intervals)
    let candidates = (max(1, min(2, intervals))...finest).map { Candidate(range, steps: $0) }
    let best = candidates.min { $0.cost(intervals) < $1.cost(intervals) } ?? Candidate(range, steps: finest)
    (step, first, last) = (best.step, best.first, best.last)
    stride = best.stride(intervals)
  }

  var ticks: [Tick] {
    let largest = max(abs(lower), abs(upper))
    let numbers = Swift.stride(from: first, through: last, by: stride).map { step.multiple($0) }
    return numbers.map {
      Tick(value: $0.value, label: LinearTicks.text(of: $0, largest: largest, labels: .number))
    }
  }
}

/// One step that bounds may be multiples of.
private struct Candidate {
  let step: NiceStep
  let first: Int
  let last: Int
  /// How much longer the axis is than the range.
  private let waste: Double

  init(_ range: ClosedRange<Double>, steps: Int) {
    let span = range.upperBound - range.lowerBound
    step = NiceStep(atLeast: span / Double(steps))
    first = Int((range.lowerBound / step.value + 1e-6).rounded(.down))
    last = max(first + 1, Int((range.upperBound / step.value - 1e-6).rounded(.up)))
    waste = Double(last - first) * step.value / span
  }

  /// The fewest steps from label to label that lead from end to end and leave few enough labels.
  func stride(_ intervals: Int) -> Int {
    let count = last - first
    return (1...count).first { count % $0 == 0 && count / $0 <= max(1, intervals) } ?? count
  }

  /// A label between the ends is worth some room, where there is room for one; digits that nobody needs are not.
  func cost(_ intervals: Int) -> Double {
    let hasMiddle = intervals < 2 || (last - first) / stride(intervals) > 1
    return waste + (hasMiddle ? 0 : 0.3) + 0.001 * Double(last - first)
  }
}
