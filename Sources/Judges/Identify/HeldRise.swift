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
    return lengths(from: curve.units[jump - 1] + 1, to: curve.units[jump]).map {
      Rise(
        shape: .held, steps: $0, factor: 0, bodyStart: $0, room: (high - low) / 2, rate: (low + high) / 2)
    }
  }

  /// The round ones first.
  private static func lengths(from first: Int, to last: Int) -> [Int] {
    guard first < last else { return [last] }
    let round = RoundNumber.integer(first, last)
    let step = max(1, (last - first) / most)
    return [round] + stride(from: first, through: last, by: step).filter { $0 != round }
  }
}
