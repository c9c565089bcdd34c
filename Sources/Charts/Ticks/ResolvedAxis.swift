import Tracks

#if canImport(Glibc)
  import Glibc
#endif

/// An axis with its bounds and ticks settled: `lower < upper`, both finite, both positive on a log scale.
package struct ResolvedAxis: Sendable, Equatable {
  package let scale: Axis.Scale
  package let lower: Double
  package let upper: Double
  package let ticks: [Tick]
  private let offset: Double
  private let factor: Double

  /// - Parameters:
  ///   - extremes: of the values to be shown; without any, automatic bounds get no ticks, which would be made up.
  ///   - intervals: how many distances between labels there is room for.
  package init(_ axis: Axis, showing extremes: Extremes, intervals: Int) {
    scale = axis.scale
    if axis.bounds == .auto, axis.scale == .linear, axis.labels == .number, let range = extremes.finiteRange {
      let bounds = EvenBounds(around: Self.padded(range), intervals: intervals)
      (lower, upper, ticks) = (bounds.lower, bounds.upper, bounds.ticks)
    } else {
      (lower, upper) = Self.bounds(axis, extremes, intervals)
      let isKnown = axis.bounds != .auto || !extremes.isEmpty
      ticks = isKnown ? Self.ticks(axis, lower, upper, intervals) : []
    }
    offset = axis.scale == .log ? log10(lower) : lower
    factor = 1 / ((axis.scale == .log ? log10(upper) : upper) - offset)
  }

  /// Where `value` lies between the bounds, 0 to 1; below 0 or above 1 outside.
  func fraction(_ value: Double) -> Double {
    ((scale == .log ? log10(value) : value) - offset) * factor
  }

  /// Whether the scale can show `value` at all.
  func canShow(_ value: Double) -> Bool {
    value.isFinite && (scale == .linear || value > 0)
  }

  /// At least two labels, even where that is more than wished for: one alone tells no scale.
  private static func ticks(_ axis: Axis, _ lower: Double, _ upper: Double, _ intervals: Int) -> [Tick] {
    if axis.labels == .count { return LinearTicks.counts(from: lower, to: upper, intervals: intervals) }
    if axis.scale == .log { return LogTicks.ticks(from: lower, to: upper, intervals: intervals) }
    var ticks: [Tick] = []
    for wish in intervals...max(intervals, 5) where ticks.count < 2 {
      ticks = LinearTicks.ticks(from: lower, to: upper, intervals: wish, labels: axis.labels)
    }
    return ticks
  }

  private static func bounds(_ axis: Axis, _ extremes: Extremes, _ intervals: Int) -> (Double, Double) {
    if case .fixed(let a, let b) = axis.bounds, let fixed = fixedBounds(a, b, axis.scale) { return fixed }
    if axis.scale == .log {
      guard let range = extremes.positiveRange else { return (0.1, 1) }
      return LogTicks.bounds(around: shownInLog(range))
    }
    guard let range = extremes.finiteRange else { return (0, 1) }
    return LinearTicks.bounds(around: padded(range), intervals: max(5, intervals))
  }

  private static func fixedBounds(_ a: Double, _ b: Double, _ scale: Axis.Scale) -> (Double, Double)? {
    guard a.isFinite, b.isFinite, scale == .linear || min(a, b) > 0 else { return nil }
    let range = clamped(min(a, b)...max(a, b), scale == .log ? 1e-290 : -1e290, 1e290)
    guard isConstant(range) else { return (range.lowerBound, range.upperBound) }
    return scale == .log ? LogTicks.bounds(around: range) : (range.lowerBound - 1, range.upperBound + 1)
  }

  /// A range to be shown: of one value it is opened, zero is taken in if the values come near it, and what is beyond all
  /// measure is left out.
  static func padded(_ range: ClosedRange<Double>) -> ClosedRange<Double> {
    let range = clamped(range, -1e290, 1e290)
    let (low, high) = (range.lowerBound, range.upperBound)
    if isConstant(range) {
      if abs(high) < 1e-290 { return 0...1 }
      return high > 0 ? 0...(2 * high) : (2 * low)...0
    }
    if low > 0, low < 0.4 * high { return 0...high }
    if high < 0, high > 0.4 * low { return low...0 }
    return range
  }

  /// A positive range without what is beyond all measure.
  static func shownInLog(_ range: ClosedRange<Double>) -> ClosedRange<Double> {
    clamped(range, 1e-290, 1e290)
  }

  private static func isConstant(_ range: ClosedRange<Double>) -> Bool {
    let span = range.upperBound - range.lowerBound
    return span <= 1e-11 * max(abs(range.lowerBound), abs(range.upperBound)) || span < 1e-290
  }

  private static func clamped(_ range: ClosedRange<Double>, _ low: Double, _ high: Double) -> ClosedRange<
    Double
  > {
    let lower = min(max(range.lowerBound, low), high)
    return lower...max(lower, min(range.upperBound, high))
  }
}
