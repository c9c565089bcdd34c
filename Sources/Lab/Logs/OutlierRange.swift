import Charts
import Tracks

/// The range of values that an axis shows when outliers are clipped: from the 2nd percentile to the 98th of what is shown, with a
/// tenth of air, and never more than there is.
enum OutlierRange {
  private static let share = 0.02
  private static let air = 0.1
  private static let samples = 2_000

  static func of(_ lines: [PlotLine], within domain: ClosedRange<Double>) -> ClosedRange<Double>? {
    var values: [Double] = []
    for line in lines where !line.isPlan { values += Self.values(line, domain) }
    values.sort()
    guard values.count >= 8, let first = values.first, let last = values.last else { return nil }
    let cut = Int(Double(values.count) * share)
    let (low, high) = (values[cut], values[values.count - 1 - cut])
    let margin = max(high - low, 1e-12 * abs(high)) * air
    let range = max(first, low - margin)...min(last, high + margin)
    return range.lowerBound < range.upperBound ? range : nil
  }

  /// The finite values within a stretch of x, or equally spaced ones of many.
  private static func values(_ line: PlotLine, _ domain: ClosedRange<Double>) -> [Double] {
    let track = line.track
    let (low, high) = (line.placement.trackX(domain.lowerBound), line.placement.trackX(domain.upperBound))
    return track.segments.indices.flatMap { segment -> [Double] in
      let range = track.index(atOrAfter: low, in: segment)..<track.index(after: high, in: segment)
      let step = max(1, range.count / samples)
      return stride(from: range.lowerBound, to: range.upperBound, by: step).map { track[$0] }.filter(
        \.isFinite)
    }
  }
}
