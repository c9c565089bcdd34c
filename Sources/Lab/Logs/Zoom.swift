/// The stretch of x that is shown of all there is.
package struct Zoom: Sendable, Equatable {
  /// In units of x.
  package var width: Double
  /// The last x that is shown; nil where it is the end of the data, wherever that moves.
  package var end: Double?

  package init(width: Double, end: Double? = nil) {
    self.width = width
    self.end = end
  }

  private static let factor = 2.0

  /// What is shown of a range.
  ///
  /// - Parameter dataEnd: where the data end, which may be before the range does: a plan goes on.
  func shown(of domain: ClosedRange<Double>, dataEnd: Double) -> ClosedRange<Double> {
    let full = domain.upperBound - domain.lowerBound
    let width = min(width, full)
    let end = min(max(end ?? dataEnd, domain.lowerBound + width), domain.upperBound)
    return (end - width)...end
  }

  /// Half of what is shown, around a place; else at the same end as before, or where the data end.
  static func into(_ shown: ClosedRange<Double>, _ present: Zoom?, around x: Double?) -> Zoom {
    let width = (shown.upperBound - shown.lowerBound) / factor
    return Zoom(width: width, end: x.map { $0 + width / 2 } ?? present?.end)
  }

  /// Twice as much; nil where that is everything.
  static func out(
    of shown: ClosedRange<Double>, in domain: ClosedRange<Double>, _ present: Zoom?, around x: Double?
  ) -> Zoom? {
    let width = (shown.upperBound - shown.lowerBound) * factor
    guard width < domain.upperBound - domain.lowerBound else { return nil }
    if x == nil, present?.end == nil { return Zoom(width: width) }
    let middle = x ?? (shown.lowerBound + shown.upperBound) / 2
    return Zoom(width: width, end: middle + width / 2)
  }

  /// Quarters of what is shown to one side.
  static func panned(
    _ shown: ClosedRange<Double>, in domain: ClosedRange<Double>, dataEnd: Double, by quarters: Int
  ) -> Zoom {
    let width = shown.upperBound - shown.lowerBound
    return panned(shown, in: domain, dataEnd: dataEnd, by: Double(quarters) * width / 4)
  }

  /// So much of x to one side; what comes to the end of the data follows it from then on.
  static func panned(
    _ shown: ClosedRange<Double>, in domain: ClosedRange<Double>, dataEnd: Double, by distance: Double
  ) -> Zoom {
    let width = shown.upperBound - shown.lowerBound
    let end = shown.upperBound + distance
    let passes = shown.upperBound < dataEnd && end >= dataEnd
    if passes || end >= domain.upperBound && dataEnd == domain.upperBound { return Zoom(width: width) }
    return Zoom(width: width, end: min(max(end, domain.lowerBound + width), domain.upperBound))
  }
}
