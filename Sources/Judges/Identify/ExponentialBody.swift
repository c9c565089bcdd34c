import LRSchedulers

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A factor at every step.
struct ExponentialBody: BodyFamily {
  func proposals(_ curve: RateCurve, after rise: Rise?) -> [Proposal] {
    guard let range = Self.factors(curve) else { return [] }
    // What is planned step by step rounds otherwise than a power, so the edges are left alone.
    let inner = (range.high - range.low) / 4
    let factors = [
      RoundNumber.between(range.low, range.high), RoundNumber.between(range.low + inner, range.high - inner),
      range.low + 2 * inner,
    ]
    for gamma in factors {
      guard let top = RateInterval.common(curve, { Elementary.power(gamma, $0) }),
        let body = Composition.schedule("ExponentialLR", ["gamma": .double(gamma)]),
        let found = Composition.pytorch(body, after: rise, lr: top, parameters: 1)
      else { continue }
      return [found]
    }
    return []
  }

  /// Between which the factors lie by which some height explains every point; nil where there are none.
  private static func factors(_ curve: RateCurve) -> (low: Double, high: Double)? {
    guard curve.count >= 3, let last = curve.units.last, let first = curve.units.first, last > first,
      curve.values.allSatisfy({ $0 > 0 })
    else { return nil }
    let band = LogBand(curve)
    // What the first point and each other allow; most curves are none of this family, and that is seen at once.
    let (low, high) = band.slopes(from: band.start.high, to: band.start.low)
    // A range test grows.
    guard low <= high, high < 0 || low > 0, let slopes = band.slopes else { return nil }
    return (exp(slopes.low), exp(slopes.high))
  }
}

/// The logarithms of what the points of a curve may be: a factor at every step is a line among them.
private struct LogBand {
  private let curve: RateCurve
  private var distances: [Double] = []
  private var lows: [Double] = []
  private var highs: [Double] = []
  /// At the first point.
  let start: (low: Double, high: Double)
  private static let turns = 60

  init(_ curve: RateCurve) {
    self.curve = curve
    func bounds(_ row: Int) -> (low: Double, high: Double) {
      let (value, room) = (curve.values[row], curve.slack[row])
      return (value > room ? log(value - room) : -Double.infinity, log(value + room))
    }
    start = bounds(0)
    for row in 1..<curve.count {
      let (low, high) = bounds(row)
      distances.append(Double(curve.units[row] - curve.units[0]))
      lows.append(low)
      highs.append(high)
    }
  }

  /// Between which the slopes lie of the lines through two heights at the first point: the least through the one, the most through the
  /// other.
  func slopes(from low: Double, to high: Double) -> (low: Double, high: Double) {
    var range = (low: -Double.infinity, high: Double.infinity)
    for index in distances.indices {
      range.low = max(range.low, (lows[index] - low) / distances[index])
      range.high = min(range.high, (highs[index] - high) / distances[index])
    }
    curve.effort.spend(distances.count / 4)
    return range
  }

  /// The slopes of all lines that pass every point; nil where there are none.
  ///
  /// For a height at the first point they are an interval, whose width is concave in the height; the higher that is, the steeper they fall.
  var slopes: (low: Double, high: Double)? {
    guard start.low.isFinite, !curve.effort.isSpent else { return nil }
    func width(_ height: Double) -> Double {
      let (low, high) = slopes(from: height, to: height)
      return high - low
    }
    let reach = start.high - start.low
    let widest = GoldenSection.least(start.low, start.high, width: 1e-9 * reach, turns: Self.turns) {
      -width($0)
    }
    guard width(widest) >= 0 else { return nil }
    func edge(_ end: Double) -> Double {
      if width(end) >= 0 { return end }
      var (inside, outside) = (widest, end)
      for _ in 0..<Self.turns {
        let middle = (inside + outside) / 2
        if width(middle) >= 0 { inside = middle } else { outside = middle }
      }
      return inside
    }
    return (
      slopes(from: edge(start.high), to: start.high).low, slopes(from: start.low, to: edge(start.low)).high
    )
  }
}
