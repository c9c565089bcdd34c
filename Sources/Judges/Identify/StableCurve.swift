import LRSchedulers

/// Rises, stays at the peak, then falls along a curve: warm-up, stable and decay, as transformers and Megatron have it.
///
/// Plateau and fall are found once, whatever the rise, and each by what its rows allow (``PlaceBounds``): few digits leave many starts, ends and
/// lowest rates, of which the roundest are taken.
struct StableCurve {
  private let curve: RateCurve
  /// The rows at the peak.
  private let stay: ClosedRange<Int>
  private let top: Double
  /// The rows that tell of the fall.
  private let fall: RateCurve
  private static let mostRows = 1 << 15

  static func proposals(_ curve: RateCurve) -> [Proposal] {
    guard let found = StableCurve(curve) else { return [] }
    let falls = found.falls()
    guard !falls.isEmpty else { return [] }
    let hasRise = found.stay.lowerBound > 0
    return falls.flatMap { fall in
      let rises = hasRise ? found.rises(fall).map(Optional.some) : [nil]
      return rises.flatMap { found.named(fall, $0) }
    }
  }

  private init?(_ curve: RateCurve) {
    guard curve.count >= 8, let stay = curve.plateau, stay.upperBound < curve.count - 3,
      let top = RateInterval.common(curve.part(stay), { _ in 1 }), top > 0
    else { return nil }
    (self.curve, self.stay, self.top) = (curve, stay, top)
    fall = curve.runEnds(stay.upperBound..<curve.count, most: Self.mostRows)
  }

  // MARK: The fall

  private struct Shape: Sendable {
    /// nil where transformers has none of it.
    let name: String?
    let nameInMegatron: String
    let easing: Easing

    static let all = [
      Shape(name: "linear", nameInMegatron: "linear", easing: .line),
      Shape(name: "cosine", nameInMegatron: "cosine", easing: .cosine),
      Shape(name: "1-sqrt", nameInMegatron: "minus_sqrt", easing: .lessRoot),
      Shape(name: nil, nameInMegatron: "exponential", easing: .exponential),
    ]
  }

  private struct Fall {
    var shape: Shape
    var start: Int
    var end: Int
    var low: Double

    var length: Int { end - start }
    /// Digits that all its numbers need.
    func digits(top: Double) -> Int {
      RoundNumber.digits(end) + RoundNumber.digits(length)
        + min(RoundNumber.digits(low), RoundNumber.digits(low / top))
    }
  }

  private func falls() -> [Fall] { Shape.all.compactMap(fall) }

  /// The roundest of a shape.
  private func fall(_ shape: Shape) -> Fall? {
    let starts = Double(curve.units[stay.lowerBound])...Double(curve.units[stay.upperBound + 1])
    let falls = LowestRate.candidates(fall, top: top).flatMap { low -> [Fall] in
      guard let bounds = PlaceBounds(fall, shape.easing, from: top, to: low, starts: starts) else {
        return []
      }
      return ends(bounds).compactMap { end in
        start(bounds, end).map { Fall(shape: shape, start: $0, end: end, low: low) }
      }
    }
    return falls.min { $0.digits(top: top) < $1.digits(top: top) }
  }

  private func ends(_ bounds: PlaceBounds) -> [Int] {
    let last = curve.units[curve.count - 1]
    return bounds.wholeEnds(last: last, gap: max(1, last - curve.units[curve.count - 2]))
  }

  /// That by which the length is round.
  private func start(_ bounds: PlaceBounds, _ end: Int) -> Int? {
    let (low, high) = bounds.starts(endingAt: Double(end))
    guard let steps = PlaceBounds.whole(low, high), steps.upperBound < end else { return nil }
    return end - RoundNumber.integer(end - steps.upperBound, end - steps.lowerBound)
  }

  // MARK: The rise

  /// Those that end where the peak may begin: from 0, from the lowest rate, or from the first that was logged.
  private func rises(_ fall: Fall) -> [Rise] {
    RiseToPeak.rises(curve, to: top, before: min(curve.units[stay.upperBound], fall.start), lowest: fall.low)
  }

  // MARK: Names

  private func named(_ fall: Fall, _ rise: Rise?) -> [Proposal] {
    let warmup = rise?.steps ?? 0
    guard fall.start >= warmup else { return [] }
    return [transformers(fall, rise, warmup), megatron(fall, rise, warmup)].compactMap(\.self)
  }

  /// The floor lifts the warm-up too, which then begins at it.
  private func transformers(_ fall: Fall, _ rise: Rise?, _ warmup: Int) -> Proposal? {
    guard let name = fall.shape.name else { return nil }
    let ratio = RoundNumber.between(fall.low / top * (1 - 1e-7), fall.low / top * (1 + 1e-7))
    if let rise, abs(rise.factor - ratio) > rise.room + 1e-6 { return nil }
    var arguments: [String: ParameterValue] = [
      "num_warmup_steps": .int(warmup), "num_decay_steps": .int(fall.length),
      "num_stable_steps": .int(fall.start - warmup), "decay_type": .string(name),
    ]
    if let name = rise?.shape.nameInWSD { arguments["warmup_type"] = .string(name) }
    if ratio > 0 { arguments["min_lr_ratio"] = .double(ratio) }
    return Proposal("get_wsd_schedule", arguments, lr: top, parameters: arguments.count)
  }

  private func megatron(_ fall: Fall, _ rise: Rise?, _ warmup: Int) -> Proposal? {
    guard fall.shape.name == nil || fall.low > 0 || rise.map({ $0.factor > 0 }) ?? false else { return nil }
    return Composition.megatron(
      "WSD", top: top, low: fall.low, end: fall.end, after: rise,
      with: ["wsd_decay_steps": .int(fall.length), "lr_wsd_decay_style": .string(fall.shape.nameInMegatron)])
  }
}

extension RateCurve {
  /// The rows that stay at the highest rate as far as digits tell; nil where they are fewer than three.
  var plateau: ClosedRange<Int>? {
    guard let highest = values.indices.max(by: { values[$0] < values[$1] }) else { return nil }
    // What is printed otherwise is another rate, in the next decade too, which is known more finely.
    func isHigh(_ row: Int) -> Bool { values[highest] - values[row] <= 0.9 * min(slack[row], slack[highest]) }
    guard let first = values.indices.first(where: isHigh), let last = values.indices.last(where: isHigh),
      last - first >= 2, units[last] - units[first] > 2, (first...last).allSatisfy(isHigh)
    else { return nil }
    return first...last
  }
}

extension Rise.Shape {
  /// `warmup_type`, where it is not the default.
  fileprivate var nameInWSD: String? {
    switch self {
    case .line, .held: nil
    case .cosine: "cosine"
    case .squareRoot: "1-sqrt"
    }
  }
}
