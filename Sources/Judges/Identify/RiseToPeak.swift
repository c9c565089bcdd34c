import LRSchedulers

/// The rises that come to a known peak, by what their rows allow.
enum RiseToPeak {
  private static let easings: [(shape: Rise.Shape, easing: Easing)] = [
    (.line, .line), (.cosine, .cosine), (.squareRoot, .rootOfRest),
  ]
  /// Parts of the peak that a rise may begin with where no row tells.
  private static let parts = [0.1, 0.01, 0.001, 0.25, 0.5, 0.2, 0.05, 1.0 / 3]

  /// From 0, from the lowest rate, or from the first that was logged; the roundest length of each.
  ///
  /// - Parameters:
  ///   - end: the step at which the peak is over.
  ///   - lowest: a rate that the rise may begin with.
  static func rises(_ curve: RateCurve, to top: Double, before end: Int, lowest: Double = 0) -> [Rise] {
    let rows = curve.prefix(before: end + 1).runEnds(most: 1 << 15)
    guard rows.count >= 2, let unit = rows.units.first, unit >= 0, rows.values[0] < top else { return [] }
    var starts: [(rate: Double, room: Double)] = [(0, 0), (lowest, 0)]
    if unit == 0 {
      let (value, room) = (rows.values[0], rows.slack[0])
      starts.append((RoundNumber.between(max(0, value - room), value + room), room))
    } else {
      starts += parts.map { ($0 * top, 0) }
    }
    var seen: Set<Double> = []
    return starts.filter { seen.insert($0.rate).inserted }.flatMap { start in
      easings.compactMap { shape, easing -> Rise? in
        guard let steps = steps(rows, easing, from: start.rate, to: top, before: end) else { return nil }
        return Rise(
          shape: shape, steps: steps, factor: start.rate / top, bodyStart: steps, room: start.room / top)
      }
    }
  }

  /// The roundest length.
  private static func steps(
    _ rows: RateCurve, _ easing: Easing, from start: Double, to top: Double, before end: Int
  ) -> Int? {
    guard start < top, let bounds = PlaceBounds(rows, easing, from: start, to: top, starts: 0...0),
      let steps = PlaceBounds.whole(bounds.ends.lowerBound, bounds.ends.upperBound)
    else { return nil }
    let (first, last) = (max(1, steps.lowerBound), min(end, steps.upperBound))
    return first <= last ? RoundNumber.integer(first, last) : nil
  }
}
