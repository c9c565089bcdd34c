import LRSchedulers

/// Finds the curved warm-ups of transformers' WSD: half a cosine, or one less a square root.
enum CurvedRise {
  private static let most = 40

  static func rises(_ curve: RateCurve) -> [Rise] {
    guard let start = plateau(curve), start >= 3 else { return [] }
    let top = RateInterval.common(curve.part(start..<start + 3)) { _ in 1 } ?? curve.values[start]
    guard top > 0 else { return [] }
    let rise = curve.part(0..<start).lowered(by: top)
    // Near the top a curve is so flat that its last steps may be rounded to the peak.
    let sample = rise.sampled(160)
    let (first, last) = (max(2, rise.units[start - 1] + 1), curve.units[start] + curve.units[start] / 8 + 1)
    return shapes.flatMap { shape, curved in
      lengths(from: first, to: last, sample, curved).compactMap { length -> Rise? in
        guard let fit = ShapeFit.at(Double(length), rise, isFloored: false, { curved(min(1, $0)) }) else {
          return nil
        }
        let isRight = rise.units.indices.allSatisfy { index in
          let part = min(1, Double(rise.units[index]) / Double(length))
          return abs(rise.values[index] - fit.height * curved(part)) <= 2 * rise.slack[index]
        }
        guard isRight else { return nil }
        let room = rise.slack[0] / top
        let factor = max(0, 1 + fit.height / top)
        return Rise(shape: shape, steps: length, factor: factor, bodyStart: length, room: max(room, 1e-6))
      }
    }
  }

  /// From 1 at the first step to 0 at the peak.
  private static let shapes: [(Rise.Shape, @Sendable (Double) -> Double)] = [
    (.cosine, Elementary.cosine), (.squareRoot, { (1 - $0).squareRoot() }),
  ]

  /// The first row of those at the peak, where there are three and all before rise.
  private static func plateau(_ curve: RateCurve) -> Int? {
    guard curve.count >= 8, let top = curve.values.max(), curve.values[0] < top - 4 * curve.slack[0],
      let start = curve.units.indices.first(where: { curve.values[$0] >= top - 2 * curve.slack[$0] }),
      start + 2 < curve.count,
      (start..<start + 3).allSatisfy({ abs(curve.values[$0] - top) <= 2 * curve.slack[$0] }),
      (1...max(1, start)).allSatisfy({ curve.values[$0] >= curve.values[$0 - 1] - curve.slack[$0] })
    else { return nil }
    return start
  }

  /// The length that explains best, those beside it, then round ones.
  private static func lengths(
    from first: Int, to last: Int, _ rise: RateCurve, _ curved: (Double) -> Double
  ) -> [Int] {
    guard last - first > most else { return Array(first...max(first, last)) }
    let fit = ShapeFit.search(
      rise, isFloored: false, lengths: Double(first)...Double(last), { curved(min(1, $0)) })
    let best = fit.map { Int(saturating: $0.length.rounded()) }.map { [$0, $0 - 1, $0 + 1] } ?? []
    let round = [1, 10, 100, 1_000, 10_000].reversed().flatMap { unit -> [Int] in
      let multiples = stride(from: (first + unit - 1) / unit * unit, through: last, by: unit)
      return Array(multiples.prefix(most / 4))
    }
    var seen: Set<Int> = []
    return (best + round + stride(from: first, through: last, by: (last - first) / most)).filter {
      seen.insert($0).inserted
    }
  }
}
