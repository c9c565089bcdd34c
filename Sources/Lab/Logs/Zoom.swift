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
  func shown(of domain: ClosedRange<Double>) -> ClosedRange<Double> {
    let full = domain.upperBound - domain.lowerBound
    let width = min(width, full)
    let end = min(max(end ?? domain.upperBound, domain.lowerBound + width), domain.upperBound)
    return (end - width)...end
  }

  /// Half of what is shown, around a place, or at the end of what grows there.
  static func into(_ shown: ClosedRange<Double>, of domain: ClosedRange<Double>, around x: Double?) -> Zoom {
    let width = (shown.upperBound - shown.lowerBound) / factor
    guard let x else {
      return Zoom(width: width, end: shown.upperBound < domain.upperBound ? shown.upperBound : nil)
    }
    return Zoom(width: width, end: x + width / 2)
  }

  /// Twice as much; nil where that is everything.
  static func out(of shown: ClosedRange<Double>, in domain: ClosedRange<Double>, around x: Double?) -> Zoom? {
    let width = (shown.upperBound - shown.lowerBound) * factor
    guard width < domain.upperBound - domain.lowerBound else { return nil }
    if x == nil, shown.upperBound >= domain.upperBound { return Zoom(width: width) }
    let middle = x ?? (shown.lowerBound + shown.upperBound) / 2
    return Zoom(width: width, end: middle + width / 2)
  }

  /// A quarter of what is shown to one side; what reaches the end follows it from then on.
  static func panned(_ shown: ClosedRange<Double>, in domain: ClosedRange<Double>, by quarters: Int) -> Zoom {
    let width = shown.upperBound - shown.lowerBound
    let end = shown.upperBound + Double(quarters) * width / 4
    return Zoom(width: width, end: end >= domain.upperBound ? nil : max(end, domain.lowerBound + width))
  }
}
