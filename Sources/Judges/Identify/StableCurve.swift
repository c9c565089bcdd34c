import LRSchedulers

/// Rises, stays at the peak, then falls along a curve: warm-up, stable and decay, as transformers and Megatron have it.
///
/// Plateau and fall are found once, whatever the rise: where the fall begins between two rows is searched as its length is.
struct StableCurve {
  private let curve: RateCurve
  /// The rows at the peak.
  private let stay: ClosedRange<Int>
  /// Some of those, and of the fall, to fit by.
  private let sample: RateCurve

  static func proposals(_ curve: RateCurve, after rises: [Rise]) -> [Proposal] {
    guard let found = StableCurve(curve) else { return [] }
    let fits = rises.filter {
      $0.shape != .held && $0.bodyStart == $0.steps && $0.steps <= curve.units[found.stay.lowerBound]
    }
    let hasRise = found.stay.lowerBound > 0
    return found.falls().flatMap { fall in
      (hasRise ? fits.map(Optional.some) : [nil]).flatMap { found.named(fall, $0) }
    }
  }

  private init?(_ curve: RateCurve) {
    guard curve.count >= 8,
      let highest = curve.values.indices.max(by: { curve.values[$0] < curve.values[$1] })
    else {
      return nil
    }
    let (top, room) = (curve.values[highest], curve.slack[highest])
    func isHigh(_ index: Int) -> Bool { curve.values[index] + curve.slack[index] >= top - room }
    guard let first = curve.values.indices.first(where: isHigh),
      let last = curve.values.indices.last(where: isHigh),
      last < curve.count - 3, last - first >= 2, curve.units[last] - curve.units[first] > 2,
      (first...last).allSatisfy(isHigh)
    else { return nil }
    (self.curve, stay) = (curve, first...last)
    let fall = (last + 1..<curve.count)
    let step = max(1, fall.count / 96)
    var rows = Set(stride(from: fall.lowerBound, to: fall.upperBound, by: step))
    rows.formUnion([first, last - 1, last, last + 1, last + 2, curve.count - 2, curve.count - 1])
    sample = curve.part(rows.sorted())
  }

  // MARK: The fall

  private struct Shape: Sendable {
    let name: String
    let nameInMegatron: String
    /// From 1 at 0 to 0 at 1.
    let part: @Sendable (Double) -> Double
    /// Of its length the share at whose end so small a part of it has fallen: digits hide it.
    let hidden: @Sendable (Double) -> Double

    func clamped(_ place: Double) -> Double { place <= 0 ? 1 : place >= 1 ? 0 : part(place) }

    static let all = [
      Shape(name: "linear", nameInMegatron: "linear", part: { 1 - $0 }, hidden: { $0 }),
      Shape(
        name: "cosine", nameInMegatron: "cosine", part: Elementary.cosine, hidden: { 0.7 * $0.squareRoot() }),
      Shape(name: "1-sqrt", nameInMegatron: "minus_sqrt", part: { 1 - $0.squareRoot() }, hidden: { $0 * $0 }),
    ]
  }

  private struct Fall {
    var shape: Shape
    var start: Int
    var length: Int
    var low: Double
    var top: Double
  }

  private func falls() -> [Fall] {
    Shape.all.flatMap { shape in
      [false, true].compactMap { isFloored in fall(shape, isFloored) }
    }
  }

  private func fall(_ shape: Shape, _ isFloored: Bool) -> Fall? {
    let starts = UnseenStart.candidates(sample, in: starts(shape), isFloored: isFloored, shape.clamped)
    for start in starts {
      if isFloored, shape.name != "cosine", let fall = unfinished(shape, start) { return fall }
      guard let fit = fit(shape, isFloored, start) else { continue }
      let whole = { (length: Int) in
        { (unit: Double) in shape.clamped((unit - Double(start)) / Double(length)) }
      }
      let length = sample.wholeLengths(near: fit.length) {
        RateInterval.rates(sample, fit, isFloored, whole($0)) != nil
      }
      guard let length, let (low, top) = RateInterval.rates(sample, fit, isFloored, whole(length)), top > 0,
        !isFloored || low > 0
      else { continue }
      return Fall(shape: shape, start: start, length: length, low: low, top: top)
    }
    return nil
  }

  /// A line or a root that the log does not follow to its end fits with every length: one that the run has just finished, or a round one.
  private func unfinished(_ shape: Shape, _ start: Int) -> Fall? {
    guard curve.flatTail == nil, let last = curve.units.last else { return nil }
    let gap = max(1, last - curve.units[curve.count - 2])
    for end in [
      last + 1, last + gap, RoundNumber.integer(last + 1, last + gap), last,
      RoundNumber.integer(last + 1, 2 * last),
    ] {
      let length = end - start
      let whole = { (unit: Double) in shape.clamped((unit - Double(start)) / Double(length)) }
      guard length > 0, let fit = ShapeFit.at(1, sample, isFloored: true, whole),
        let (low, top) = RateInterval.floorAndTop(sample, near: fit, whole), low > 0,
        RoundNumber.digits(RoundNumber.between(low / top * (1 - 1e-6), low / top * (1 + 1e-6))) <= 3
      else { continue }
      return Fall(shape: shape, start: start, length: length, low: low, top: top)
    }
    return nil
  }

  private func fit(_ shape: Shape, _ isFloored: Bool, _ start: Int) -> ShapeFit? {
    let span = Double(max(2, curve.units[curve.count - 1] - start))
    return ShapeFit.explaining(
      sample, isFloored: isFloored, lengths: span * 0.2...span * 20, from: Double(start), shape.clamped)
  }

  /// Where it may begin: between the last row that stays and the first that has fallen, and before, as far as digits hide it.
  private func starts(_ shape: Shape) -> ClosedRange<Int> {
    let (before, after) = (curve.units[stay.upperBound], curve.units[stay.upperBound + 1])
    let room = curve.slack[stay.upperBound] / max(curve.values[stay.upperBound], .leastNormalMagnitude)
    let span = Double(curve.units[curve.count - 1] - before) * 1.25
    let hidden = Int(saturating: (span * min(1, shape.hidden(3 * room))).rounded(.up))
    return max(curve.units[stay.lowerBound], before - hidden)...(after - 1)
  }

  // MARK: Names

  private func named(_ fall: Fall, _ rise: Rise?) -> [Proposal] {
    let warmup = rise?.steps ?? 0
    guard fall.start >= warmup else { return [] }
    return [transformers(fall, rise, warmup), megatron(fall, rise, warmup)].compactMap(\.self)
  }

  /// The floor lifts the warm-up too, which then begins at it.
  private func transformers(_ fall: Fall, _ rise: Rise?, _ warmup: Int) -> Proposal? {
    let ratio = RoundNumber.between(fall.low / fall.top * (1 - 1e-7), fall.low / fall.top * (1 + 1e-7))
    if let rise, abs(rise.factor - ratio) > rise.room + 1e-6 { return nil }
    var arguments: [String: ParameterValue] = [
      "num_warmup_steps": .int(warmup), "num_decay_steps": .int(fall.length),
      "num_stable_steps": .int(fall.start - warmup), "decay_type": .string(fall.shape.name),
    ]
    if let name = rise?.shape.nameInWSD { arguments["warmup_type"] = .string(name) }
    if ratio > 0 { arguments["min_lr_ratio"] = .double(ratio) }
    return Proposal("get_wsd_schedule", arguments, lr: fall.top, parameters: arguments.count)
  }

  private func megatron(_ fall: Fall, _ rise: Rise?, _ warmup: Int) -> Proposal? {
    guard fall.low > 0 || rise.map({ $0.factor > 0 }) ?? false else { return nil }
    return Composition.megatron(
      "WSD", top: fall.top, low: fall.low, end: fall.start + fall.length, after: rise,
      with: ["wsd_decay_steps": .int(fall.length), "lr_wsd_decay_style": .string(fall.shape.nameInMegatron)])
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
