import LRSchedulers

/// Finds the line that a run rises along at its beginning.
enum RiseFit {
  /// The rises that the first points allow; none where the run does not begin with one.
  static func rises(_ curve: RateCurve) -> [Rise] {
    guard curve.count >= 3, let top = top(curve), curve.units[0] >= 0 else { return [] }
    let lines = lines(curve)
    guard let last = lines.first?.last else { return [] }
    // Where the peak itself is logged, it is the last point on the line; else it lies before the next one, or the last point is
    // behind it already.
    var rises = lines.flatMap { self.rises(curve, after: $0.last, $0.line) }
    // Of a rise of which a point or two were logged, the one that begins at 0 needs the fewest numbers.
    if last == 1, top > 0, let line = fromZero(curve) {
      rises = self.rises(curve, after: 0, line, hasSlope: false) + rises
    }
    return rises
  }

  /// The first point at the peak, as far as digits tell; nil where the curve does not rise to it.
  private static func top(_ curve: RateCurve) -> Int? {
    guard let highest = curve.values.indices.max(by: { curve.values[$0] < curve.values[$1] }) else {
      return nil
    }
    let top = curve.values.indices.first {
      curve.values[$0] + 0.1 * curve.slack[$0] >= curve.values[highest]
    }
    guard let top, top > 0, curve.values[top] > curve.values[0] + curve.slack[0] + curve.slack[top] else {
      return nil
    }
    return top
  }

  /// - Parameter hasSlope: whether points tell of the slope.
  private static func rises(
    _ curve: RateCurve, after last: Int, _ line: Line, hasSlope: Bool = true
  ) -> [Rise] {
    let next = hasSlope ? firstBehind(curve, last, line) : last + 1
    let end = next < curve.count ? curve.units[next] : curve.units[curve.count - 1] + 1
    let steps = max(1, curve.units[last])..<max(end, curve.units[last] + 1)
    return thinned(hasSlope ? reaching(curve, last, line, steps) : steps).flatMap { step -> [Rise] in
      let top = line.start + line.slope * Double(step)
      guard step > 0, top > 0, line.start > -line.room else { return [] }
      let (start, room) = (line.start / top, line.room / top)
      let factor = RoundNumber.between(max(0, start - room), start + room)
      return [
        Rise(steps: step, factor: factor, bodyStart: step, room: room),
        Rise(steps: step, factor: factor, bodyStart: step + 1, room: room),
      ]
    }
  }

  /// The first row that is not on the line any more: few digits hide where it ends.
  private static func firstBehind(_ curve: RateCurve, _ last: Int, _ line: Line) -> Int {
    var row = last + 1
    while row < curve.count {
      let value = line.start + line.slope * Double(curve.units[row])
      guard abs(curve.values[row] - value) <= curve.slack[row] + line.room else { break }
      row += 1
    }
    return row
  }

  /// Those at which the line is as high as what comes behind it, which falls or stays.
  private static func reaching(_ curve: RateCurve, _ last: Int, _ line: Line, _ steps: Range<Int>) -> Range<
    Int
  > {
    guard last + 1 < curve.count, line.slope > 0 else { return steps }
    let least = curve.values[last + 1] - curve.slack[last + 1] - 2 * line.room
    let first = Int(saturating: ((least - line.start) / line.slope).rounded(.down))
    return first <= steps.lowerBound ? steps : min(first, steps.upperBound - 1)..<steps.upperBound
  }

  /// Of a single point on the rise: a line through 0, as transformers' are.
  private static func fromZero(_ curve: RateCurve) -> Line? {
    let unit = Double(curve.units[0])
    if unit > 0 { return Line(start: 0, slope: curve.values[0] / unit, room: curve.slack[0]) }
    guard abs(curve.values[0]) <= curve.slack[0] else { return nil }
    // The slope is that of the peak, wherever it is.
    return Line(start: 0, slope: curve.peak / Double(max(1, curve.units[1])), room: curve.slack[0])
  }

  /// At most forty, round ones first. Between two rows may be any number of steps: only those that are taken are made.
  private static func thinned(_ steps: Range<Int>) -> [Int] {
    guard steps.count > 40 else { return Array(steps) }
    var taken: [Int] = []
    var seen: Set<Int> = []
    var unit = 1_000_000_000_000_000_000
    while unit > 0, taken.count < 39 {
      var (step, isBeyond) = (steps.lowerBound - 1).dividedReportingOverflow(by: unit)
      (step, isBeyond) = (step + 1).multipliedReportingOverflow(by: unit)
      while !isBeyond, step < steps.upperBound, taken.count < 39 {
        if seen.insert(step).inserted { taken.append(step) }
        (step, isBeyond) = step.addingReportingOverflow(unit)
      }
      unit /= 10
    }
    return taken + [steps.lowerBound]
  }

  struct Line {
    var start: Double
    var slope: Double
    var room: Double
  }

  /// The lines that the first points may lie on, each with its last point: one through 0 where there is one, the longest, and
  /// one that leaves its end out.
  static func lines(_ curve: RateCurve) -> [(last: Int, line: Line)] {
    guard let longest = longestLine(curve) else { return [] }
    var lines = [longest]
    if longest.last > 1, let shorter = line(curve, through: longest.last - 1) {
      lines.append((longest.last - 1, shorter))
    }
    let zero = lines.lazy.compactMap { one in throughZero(curve, to: one.last).map { (one.last, $0) } }.first
    return [zero].compactMap(\.self) + lines
  }

  /// The line through 0 that explains the points to the last.
  private static func throughZero(_ curve: RateCurve, to last: Int) -> Line? {
    guard last > 1 else { return nil }
    let (low, high) = RateInterval.slopes(curve, to: last)
    guard low <= high, high.isFinite, low > 0 else { return nil }
    let slope = (low + high) / 2
    return Line(start: 0, slope: slope, room: (high - slope) * Double(curve.units[last]) * 0.25)
  }

  /// The last of the first points that lie on one rising line.
  private static func longestLine(_ curve: RateCurve) -> (last: Int, line: Line)? {
    guard let top = top(curve) else { return nil }
    var (low, high) = (1, top)
    // The points of a line are a line: halve.
    while low < high {
      let middle = (low + high + 1) / 2
      if line(curve, through: middle) != nil { low = middle } else { high = middle - 1 }
    }
    guard let line = line(curve, through: low), line.slope > 0 else { return nil }
    return (low, line)
  }

  private static func line(_ curve: RateCurve, through last: Int) -> Line? {
    let (first, end) = (Double(curve.units[0]), Double(curve.units[last]))
    let slope = (curve.values[last] - curve.values[0]) / (end - first)
    let start = curve.values[0] - slope * first
    let room = curve.slack[0] + curve.slack[last]
    for index in 0...last {
      let value = start + slope * Double(curve.units[index])
      guard abs(curve.values[index] - value) <= curve.slack[index] + room else { return nil }
    }
    // What step 0 has is known as finely as it was printed, and mostly more so than the peak.
    return Line(start: start, slope: slope, room: first == 0 ? curve.slack[0] : room)
  }
}
