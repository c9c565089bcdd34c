import LRSchedulers

/// Finds the step at which a curve began where no row says it: between two rows, or before the first one of a run that
/// was logged from later on.
enum UnseenStart {
  /// So many points tell where the curve is nearest.
  private static let points = 64
  private static let grid = 24
  private static let most = 24

  /// Steps at which it may have begun, the likeliest first: those beside the best fit, the round ones among them before the
  /// others, then round ones of the range.
  ///
  /// - Parameter shape: what began, from 1 at 0 to 0 at 1.
  static func candidates(
    _ curve: RateCurve, in range: ClosedRange<Int>, isFloored: Bool = true,
    _ shape: (Double) -> Double = Elementary.cosine
  ) -> [Int] {
    guard curve.count >= 5, range.count > most else { return Array(range.prefix(most)) }
    let sample = curve.sampled(points)
    let best = nearest(sample, Double(range.lowerBound)...Double(range.upperBound), isFloored, shape)
    let near = best.map { best -> [Int] in
      let spread = max(2, range.count / 100)
      let beside = max(range.lowerBound, best - spread)...min(range.upperBound, best + spread)
      let round = RoundNumber.integer(beside.lowerBound, beside.upperBound)
      return [round] + [0, 1, -1, 2, -2].map { best + $0 }.filter(beside.contains)
    }
    var seen: Set<Int> = []
    return Array(((near ?? []) + roundOnes(range)).filter { seen.insert($0).inserted }.prefix(most))
  }

  private static func roundOnes(_ range: ClosedRange<Int>) -> [Int] {
    [1_000_000, 100_000, 10_000, 1_000, 500, 100, 50, 10, 5].flatMap { unit -> [Int] in
      let first = (range.lowerBound + unit - 1) / unit * unit
      guard range.count / unit <= most else { return [] }
      return Array(stride(from: first, through: range.upperBound, by: unit))
    }
  }

  /// Where the shape fits best: on a grid, then by golden sections.
  private static func nearest(
    _ curve: RateCurve, _ range: ClosedRange<Double>, _ isFloored: Bool, _ shape: (Double) -> Double
  ) -> Int? {
    func error(_ start: Double) -> Double {
      let span = max(2, Double(curve.units.last ?? 2) - start)
      let fit = ShapeFit.search(
        curve, isFloored: isFloored, lengths: max(1, span / 4)...span * 40, from: start, shape)
      return fit?.error ?? .infinity
    }
    let width = range.upperBound - range.lowerBound
    let places = (0...grid).map { range.lowerBound + width * Double($0) / Double(grid) }
    let errors = places.map(error)
    guard let best = errors.indices.min(by: { errors[$0] < errors[$1] }), errors[best].isFinite else {
      return nil
    }
    let least = GoldenSection.least(
      places[max(0, best - 1)], places[min(grid, best + 1)], width: 0.05, turns: 48, error)
    return Int(saturating: least.rounded())
  }
}
