import LRSchedulers

/// Fits `low + height * shape(t / length)` to points by least squares: low and height are found directly, the length by search.
struct ShapeFit {
  var length: Double
  var low: Double
  var height: Double
  private(set) var error = Double.infinity

  init(length: Double, low: Double, height: Double, error: Double = .infinity) {
    (self.length, self.low, self.height, self.error) = (length, low, height, error)
  }

  var top: Double { low + height }

  /// Of so many points is told first whether any length can explain them.
  private static let few = 32

  /// The best length, as ``search(_:isFloored:lengths:from:_:)`` finds it; nil where no length can explain the points, which a few of
  /// them mostly tell.
  static func explaining(
    _ curve: RateCurve, isFloored: Bool, lengths: ClosedRange<Double>, from start: Double = 0,
    isOfWaves: Bool = false, _ shape: (Double) -> Double
  ) -> ShapeFit? {
    func fit(_ points: RateCurve) -> ShapeFit? {
      let fit = search(
        points, isFloored: isFloored, lengths: lengths, from: start, isOfWaves: isOfWaves, shape)
      return fit.flatMap { $0.canExplain(points) ? $0 : nil }
    }
    guard curve.count > 2 * few else { return fit(curve) }
    return fit(curve.sampled(few)) == nil ? nil : fit(curve)
  }

  /// Whether numbers near the best ones may lie within the digits of every point. Those that do have an error of at most the square of
  /// the peak for each point, and the best ones have less; twice as far is allowed, and what searching leaves.
  ///
  /// - Parameter left: what searching leaves, as a part of the peak.
  func canExplain(_ curve: RateCurve, left: Double = 1e-6) -> Bool {
    var most = 0.0
    for index in curve.units.indices {
      let room = 2 * curve.slack[index] + left * curve.peak
      most += curve.weights[index] * room * room
    }
    return error <= most
  }

  /// The best length.
  ///
  /// - Parameters:
  ///   - isFloored: whether `low` may be other than 0.
  ///   - shape: from 1 at 0 to 0 at 1, and whatever it is beyond.
  ///   - start: the place, perhaps between two steps, at which the shape begins.
  ///   - isOfWaves: whether the points are of several waves, so that lengths are to be tried at even distances of frequency.
  static func search(
    _ curve: RateCurve, isFloored: Bool, lengths: ClosedRange<Double>, from start: Double = 0,
    isOfWaves: Bool = false, _ shape: (Double) -> Double
  ) -> ShapeFit? {
    guard curve.count >= (isFloored ? 4 : 3), lengths.lowerBound > 0 else { return nil }
    let ratio = lengths.upperBound / lengths.lowerBound
    var grid: [ShapeFit] = []
    let places = 96
    for place in 0...places {
      let part = Double(place) / Double(places)
      let length =
        isOfWaves
        ? lengths.upperBound / (ratio + (1 - ratio) * part) : lengths.lowerBound * Self.power(ratio, part)
      if let fit = at(length, curve, isFloored: isFloored, from: start, shape) { grid.append(fit) }
    }
    guard let best = grid.indices.min(by: { grid[$0].error < grid[$1].error }) else { return nil }
    let low = grid[max(0, best - 1)].length
    let high = grid[min(grid.count - 1, best + 1)].length
    return refine(grid[best], low, high, curve, isFloored, start, shape)
  }

  /// At a given length.
  static func at(
    _ length: Double, _ curve: RateCurve, isFloored: Bool, from start: Double = 0,
    _ shape: (Double) -> Double
  ) -> ShapeFit? {
    guard !curve.effort.isSpent else { return nil }
    curve.effort.spend(curve.count)
    var (n, s, ss, v, sv) = (0.0, 0.0, 0.0, 0.0, 0.0)
    var shapes = [Double](repeating: 0, count: curve.count)
    for index in curve.units.indices {
      let value = shape((Double(curve.units[index]) - start) / length)
      guard value.isFinite else { return nil }
      shapes[index] = value
      let weight = curve.weights[index]
      let y = curve.values[index]
      n += weight
      s += weight * value
      ss += weight * value * value
      v += weight * y
      sv += weight * value * y
    }
    var low = 0.0
    var height = 0.0
    if isFloored {
      let determinant = n * ss - s * s
      guard determinant > 1e-14 * n * ss else { return nil }
      height = (n * sv - s * v) / determinant
      low = (v - height * s) / n
    } else {
      guard ss > 0 else { return nil }
      height = sv / ss
    }
    var error = 0.0
    for index in curve.units.indices {
      let miss = curve.values[index] - low - height * shapes[index]
      error += curve.weights[index] * miss * miss
    }
    return ShapeFit(length: length, low: low, height: height, error: error)
  }

  /// As ``GoldenSection`` does, with the best of all fits that were tried.
  private static func refine(
    _ first: ShapeFit, _ low: Double, _ high: Double, _ curve: RateCurve, _ isFloored: Bool,
    _ start: Double, _ shape: (Double) -> Double
  ) -> ShapeFit {
    let golden = GoldenSection.part
    var (a, b, best) = (low, high, first)
    var (c, d) = (b - golden * (b - a), a + golden * (b - a))
    func fit(_ length: Double) -> ShapeFit {
      at(length, curve, isFloored: isFloored, from: start, shape)
        ?? ShapeFit(length: length, low: 0, height: 0)
    }
    var (left, right) = (fit(c), fit(d))
    for _ in 0..<80 where b - a > 1e-12 * b {
      if left.error < right.error {
        (b, d, right) = (d, c, left)
        c = b - golden * (b - a)
        left = fit(c)
      } else {
        (a, c, left) = (c, d, right)
        d = a + golden * (b - a)
        right = fit(d)
      }
      for one in [left, right] where one.error < best.error { best = one }
    }
    return best
  }

  private static func power(_ base: Double, _ exponent: Double) -> Double { Elementary.power(base, exponent) }
}

extension RateCurve {
  /// Whole lengths near an estimate that explain every point, the roundest first.
  ///
  /// - Parameter explains: whether a length does.
  func wholeLengths(near estimate: Double, _ explains: (Int) -> Bool) -> Int? {
    guard estimate.isFinite, estimate >= 0.5, estimate < 1e12 else { return nil }
    let middle = max(1, Int(saturating: estimate.rounded()))
    let near = [0, 1, -1] + Self.outwards.flatMap { [$0, -$0] }.filter { abs($0) <= middle / 50 }
    guard let hit = near.lazy.map({ middle + $0 }).first(where: { $0 > 0 && explains($0) }) else {
      return nil
    }
    // Digits may allow a stretch of lengths: go outwards in doubling strides, then halve.
    let low = edge(hit, -1, explains)
    let high = edge(hit, 1, explains)
    let round = RoundNumber.integer(low, high)
    return explains(round) ? round : hit
  }

  private static let outwards = Array(2...160)

  private func edge(_ hit: Int, _ direction: Int, _ explains: (Int) -> Bool) -> Int {
    var (inside, stride) = (hit, 1)
    while stride < 1 << 40, inside + direction * stride > 0, explains(inside + direction * stride) {
      inside += direction * stride
      stride *= 2
    }
    while stride > 1 {
      stride /= 2
      let next = inside + direction * stride
      if next > 0, explains(next) { inside = next }
    }
    return inside
  }
}
