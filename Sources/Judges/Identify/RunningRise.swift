/// Finds the line that a run rises along while its schedule runs on below, as timm's warm-ups do: the rate jumps down to it.
enum RunningRise {
  /// The rises, each with the first row behind it.
  static func rises(_ curve: RateCurve) -> [(rise: Rise, body: Int)] {
    guard curve.count >= 5, curve.units[0] >= 0, curve.values[1] > curve.values[0] + curve.slack[0] else {
      return []
    }
    var found: [(rise: Rise, body: Int)] = []
    for (last, line) in RiseFit.lines(curve) where last + 3 < curve.count && line.start > -line.room {
      var rise = Rise(steps: 0, factor: 0, bodyStart: 0, room: line.room, rate: max(0, line.start))
      (rise.runsAlong, rise.slope) = (true, line.slope)
      found.append((rise, last + 1))
    }
    // Of the warm-up only the first rate was logged: it may have been as long as the gap behind it.
    if curve.units[0] == 0 {
      let steps = RoundNumber.integer(1, curve.units[1])
      var rise = Rise(steps: steps, factor: 0, bodyStart: 0, room: curve.slack[0], rate: curve.values[0])
      rise.runsAlong = true
      found.append((rise, 1))
    }
    return found
  }

  static let bodies: [any BodyFamily] = [CosineBody(), StairBody(), LinearBody()]
}
