import LRSchedulers

/// Falls at single steps, the rate staying between them.
struct StairBody: BodyFamily {
  /// A log that falls more often is a curve.
  private static let mostFalls = 64
  /// Of falls by different factors.
  private static let mostUneven = 12

  func proposals(_ curve: RateCurve, after rise: Rise?) -> [Proposal] {
    guard let stairs = Stairs(curve, most: Self.mostFalls), !stairs.falls.isEmpty else { return [] }
    // One step up is a rate that was held at first: `HeldRise`.
    if stairs.falls.count == 1, stairs.levels[1] > stairs.levels[0] { return [] }
    var found: [Proposal] = []
    if let gamma = stairs.commonFactor {
      if let (size, top) = even(stairs, gamma, curve) {
        let body = Composition.schedule("StepLR", ["step_size": .int(size), "gamma": .double(gamma)])
        found += [body.flatMap { Composition.pytorch($0, after: rise, lr: top, parameters: 2) }].compactMap(
          \.self)
      }
      let milestones = stairs.falls.map { RoundNumber.integer($0.after + 1, $0.at) }
      let body = Composition.schedule(
        "MultiStepLR", ["milestones": .list(milestones.map { .int($0) }), "gamma": .double(gamma)])
      if let top = RateInterval.common(
        curve,
        { unit in
          Elementary.power(gamma, Double(milestones.filter { Double($0) <= unit }.count))
        })
      {
        found += [
          body.flatMap { Composition.pytorch($0, after: rise, lr: top, parameters: 1 + milestones.count) }
        ]
        .compactMap(\.self)
      }
    }
    return found
  }

  /// Whether a curve of which these are some points may be stairs: all of it falls as often as they do, at least.
  static func isPossible(_ sample: RateCurve) -> Bool {
    Stairs(sample, most: mostFalls, isSample: true) != nil
  }

  /// Any levels at any steps: what can always be said of stairs, and so the last that is.
  static func uneven(_ curve: RateCurve) -> [Proposal] {
    guard let stairs = Stairs(curve, most: mostUneven), !stairs.falls.isEmpty else { return [] }
    return piecewise(stairs)
  }

  /// The distance of falls that stand at its multiples.
  private func even(_ stairs: Stairs, _ gamma: Double, _ curve: RateCurve) -> (Int, Double)? {
    var (low, high) = (1, Int.max)
    for (index, fall) in stairs.falls.enumerated() {
      // size * (index + 1) lies after the last point before the fall, and not after the first one behind it.
      low = max(low, fall.after / (index + 1) + 1)
      high = min(high, fall.at / (index + 1))
    }
    guard let last = curve.units.last, let room = curve.slack.last, let level = stairs.levels.last else {
      return nil
    }
    // No more falls: unless another would not be seen.
    if level > 4 * room { low = max(low, last / (stairs.falls.count + 1) + 1) }
    guard low <= high else { return nil }
    let size = RoundNumber.integer(low, high)
    let top = RateInterval.common(curve) { Elementary.power(gamma, ($0 / Double(size)).rounded(.down)) }
    return top.map { (size, $0) }
  }

  private static func piecewise(_ stairs: Stairs) -> [Proposal] {
    let boundaries = stairs.falls.map { ParameterValue.int(RoundNumber.integer($0.after, $0.at - 1)) }
    let values = stairs.levels.map { ParameterValue.double($0) }
    return [
      Proposal(
        "PiecewiseConstantDecay", ["boundaries": .list(boundaries), "values": .list(values)],
        lr: stairs.levels[0],
        parameters: 2 * boundaries.count + 1)
    ].compactMap(\.self)
  }
}

/// The levels of a curve that stays and falls, or rises, at single steps.
struct Stairs {
  struct Fall {
    /// The last step seen before it, and the first behind it.
    var after: Int
    var at: Int
  }

  private(set) var falls: [Fall] = []
  /// One more than falls.
  private(set) var levels: [Double] = []
  private var rooms: [Double] = []

  /// - Parameters:
  ///   - most: falls.
  ///   - isSample: whether points have been left out, which most rows of stairs may be.
  init?(_ curve: RateCurve, most: Int, isSample: Bool = false) {
    guard !curve.units.isEmpty else { return nil }
    var (low, high) = (-Double.infinity, Double.infinity)
    for index in curve.units.indices {
      let (least, greatest) = (
        curve.values[index] - curve.slack[index], curve.values[index] + curve.slack[index]
      )
      if least <= high, greatest >= low {
        (low, high) = (max(low, least), min(high, greatest))
        continue
      }
      close(low, high)
      falls.append(Fall(after: curve.units[index - 1], at: curve.units[index]))
      if falls.count > most { return nil }
      (low, high) = (least, greatest)
    }
    close(low, high)
    // Curves have a fall at every point.
    guard isSample || falls.count * 3 < curve.count || falls.count <= 1 else { return nil }
  }

  private mutating func close(_ low: Double, _ high: Double) {
    levels.append(RoundNumber.between(low, high))
    rooms.append((high - low) / 2)
  }

  /// Without the last level and the fall to it.
  var droppingLast: Stairs {
    var stairs = self
    guard !falls.isEmpty else { return stairs }
    stairs.falls.removeLast()
    stairs.levels.removeLast()
    stairs.rooms.removeLast()
    return stairs
  }

  /// The factor of every fall, where it is the same.
  var commonFactor: Double? {
    var (low, high) = (0.0, Double.infinity)
    for index in levels.indices.dropFirst() {
      guard levels[index - 1] > 0 else { return nil }
      low = max(low, (levels[index] - rooms[index]) / (levels[index - 1] + rooms[index - 1]))
      let least = levels[index - 1] - rooms[index - 1]
      high = min(high, least > 0 ? (levels[index] + rooms[index]) / least : .infinity)
    }
    guard low <= high, high.isFinite, high > 0 else { return nil }
    return RoundNumber.between(max(low, 0), high)
  }
}
