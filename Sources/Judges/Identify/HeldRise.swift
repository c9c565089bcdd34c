/// Finds the low rate that a run is held at before it jumps to its peak, as ConstantLR does.
enum HeldRise {
  private static let most = 24

  static func rises(_ curve: RateCurve) -> [Rise] {
    guard let first = curve.units.first, first >= 0 else { return [] }
    var (low, high) = (-Double.infinity, Double.infinity)
    var jump: Int?
    for index in curve.units.indices {
      let (least, greatest) = (
        curve.values[index] - curve.slack[index], curve.values[index] + curve.slack[index]
      )
      guard least <= high, greatest >= low else {
        jump = index
        break
      }
      (low, high) = (max(low, least), min(high, greatest))
    }
    guard let jump, jump > 0, curve.values[jump] > high + curve.slack[jump] else { return [] }
    // What goes on rising is a line or a curve, whose first rows were rounded to one.
    if jump + 1 < curve.count, curve.values[jump + 1] > curve.values[jump] + 2 * curve.slack[jump] {
      return []
    }
    let gap = curve.units[jump - 1] + 1...curve.units[jump]
    return lengths(gap, before: curve.part(jump..<curve.count)).map {
      Rise(
        shape: .held, steps: $0, factor: 0, bodyStart: $0, room: (high - low) / 2, rate: (low + high) / 2)
    }
  }

  /// The round ones first, and those at which a cosine begins that comes behind.
  private static func lengths(_ gap: ClosedRange<Int>, before rest: RateCurve) -> [Int] {
    guard gap.count > 1 else { return [gap.upperBound] }
    let round = RoundNumber.integer(gap.lowerBound, gap.upperBound)
    let isFlat = rest.count > 1 && abs(rest.values[0] - rest.values[1]) <= rest.slack[0] + rest.slack[1]
    let starts = isFlat && gap.count > most ? [] : UnseenStart.candidates(rest, in: gap)
    let others = stride(from: gap.lowerBound, through: gap.upperBound, by: max(1, gap.count / most))
    var seen: Set<Int> = []
    return ([round] + starts + others).filter { seen.insert($0).inserted }
  }
}
