/// The rates that a fall may go down to, as far as the log tells.
enum LowestRate {
  private static let parts = [0, 0.1, 0.01, 0.05, 0.2, 0.001, 0.02, 0.5, 0.3, 0.25, 0.005, 0.15, 0.4]

  /// The likeliest first: round parts of the highest, and what the last rows have.
  ///
  /// - Parameter fall: the rows of it, perhaps not to its end.
  static func candidates(_ fall: RateCurve, top: Double) -> [Double] {
    guard let last = fall.values.last, let room = fall.slack.last else { return [] }
    let lowest = fall.values.min() ?? last
    var rates = parts.map { RoundNumber.between($0 * top * (1 - 1e-12), $0 * top * (1 + 1e-12)) }
    if let tail = fall.flatTail { rates.append(tail.rate) }
    rates += [RoundNumber.between(max(0, last - room), last + room), last]
    var seen: Set<Double> = []
    return rates.filter { $0 >= 0 && $0 <= lowest + room && $0 < top && seen.insert($0).inserted }
  }
}
