/// Finds the line that a run rises along at its beginning.
enum RiseFit {
  /// The rises that the first points allow; none where the run does not begin with one.
  static func rises(_ curve: RateCurve) -> [Rise] {
    guard curve.count >= 3, let first = curve.units.first, first >= 0, first <= curve.units[1] else { return [] }
    guard let (last, line) = longestLine(curve), last >= 1 else { return [] }
    let next = last + 1 < curve.count ? curve.units[last + 1] : curve.units[last] + 1
    // Where the peak itself is logged, it is the last point on the line; else it lies before the next one.
    let steps = Array(curve.units[last]..<max(next, curve.units[last] + 1)) + (last > 1 ? [curve.units[last - 1]] : [])
    return thinned(steps).flatMap { step -> [Rise] in
      guard step > 0 else { return [] }
      let top = line.start + line.slope * Double(step)
      guard top > 0, line.start > -line.room else { return [] }
      let room = line.room / top
      let factor = RoundNumber.between(max(0, line.start / top - room), line.start / top + room)
      return [
        Rise(steps: step, factor: factor, bodyStart: step, room: room),
        Rise(steps: step, factor: factor, bodyStart: step + 1, room: room),
      ]
    }
  }

  /// At most so many, round ones first.
  private static func thinned(_ steps: [Int]) -> [Int] {
    guard steps.count > 40 else { return steps }
    let sorted = steps.sorted { trailingZeros($0) > trailingZeros($1) }
    return Array(sorted.prefix(39)) + [steps[0]]
  }

  private static func trailingZeros(_ number: Int) -> Int {
    var (rest, zeros) = (number, 0)
    while rest > 0, rest % 10 == 0 { (rest, zeros) = (rest / 10, zeros + 1) }
    return zeros
  }

  private struct Line {
    var start: Double
    var slope: Double
    var room: Double
  }

  /// The last of the first points that lie on one rising line.
  private static func longestLine(_ curve: RateCurve) -> (last: Int, line: Line)? {
    var rising = 0
    while rising + 1 < curve.count, curve.values[rising + 1] > curve.values[rising] + curve.slack[rising] * 0.5 { rising += 1 }
    guard rising >= 1 else { return nil }
    var (low, high) = (1, rising)
    // The points of a line are a line: halve.
    while low < high {
      let middle = (low + high + 1) / 2
      if line(curve, through: middle) != nil { low = middle } else { high = middle - 1 }
    }
    guard let line = line(curve, through: low) else { return nil }
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
    return Line(start: start, slope: slope, room: room)
  }
}
