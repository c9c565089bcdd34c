import LRSchedulers

/// Stays at the peak, then falls: warm-up, stable and decay.
struct StableBody: BodyFamily {
  func proposals(_ curve: RateCurve, after rise: Rise?) -> [Proposal] {
    guard rise.map({ $0.bodyStart == $0.steps && $0.shape != .held }) ?? true, curve.count >= 5,
      let first = curve.values.first
    else { return [] }
    let stay = curve.units.indices.first { abs(curve.values[$0] - first) > curve.slack[$0] + curve.slack[0] }
    // What stays for a step or two is a rounded curve.
    guard let stay, stay > 2, curve.units[stay - 1] > 2 else { return [] }
    for start in starts(curve, stay) {
      let fall = curve.dropping(before: start)
      guard fall.count >= 3, let last = fall.units.last else { continue }
      for (type, shape) in Self.shapes {
        if let found = proposal(type, shape, start, fall, last, curve, rise) { return [found] }
      }
    }
    return []
  }

  /// The steps at which the fall may begin: the last that stays, or one before the first that has fallen.
  private func starts(_ curve: RateCurve, _ stay: Int) -> [Int] {
    let (before, after) = (curve.units[stay - 1], curve.units[stay])
    let between = Array(before..<after)
    let some =
      between.count <= 8
      ? between
      : [RoundNumber.integer(before, after - 1)] + stride(from: before, to: after, by: between.count / 6)
    // A cosine leaves the top so slowly that digits may hide its first steps.
    return some + [curve.units[stay - 2]]
  }

  private func proposal(
    _ type: String, _ shape: @escaping @Sendable (Double) -> Double, _ start: Int, _ fall: RateCurve,
    _ last: Int,
    _ curve: RateCurve, _ rise: Rise?
  ) -> Proposal? {
    let lengths = Double(max(1, last)) * 0.3...Double(max(2, last)) * 20
    for isFloored in [false, true] {
      guard let fit = ShapeFit.search(fall, isFloored: isFloored, lengths: lengths, shape) else { continue }
      let whole = { (length: Int) in
        { (unit: Double) in unit < Double(start) ? 1 : shape((unit - Double(start)) / Double(length)) }
      }
      let length = fall.wholeLengths(near: fit.length) {
        RateInterval.rates(curve, fit, isFloored, whole($0)) != nil
      }
      guard let length, let (low, top) = RateInterval.rates(curve, fit, isFloored, whole(length)), top > 0
      else { continue }
      return named(type, length, start, low, top, rise)
    }
    return nil
  }

  /// The floor lifts the warm-up too, which then begins at it.
  private func named(_ type: String, _ length: Int, _ start: Int, _ low: Double, _ top: Double, _ rise: Rise?)
    -> Proposal?
  {
    let ratio = RoundNumber.between(low / top * (1 - 1e-7), low / top * (1 + 1e-7))
    if let rise, abs(rise.factor - ratio) > rise.room + 1e-6 { return nil }
    var arguments: [String: ParameterValue] = [
      "num_warmup_steps": .int(rise?.steps ?? 0), "num_decay_steps": .int(length),
      "num_stable_steps": .int(start),
      "decay_type": .string(type),
    ]
    if let name = rise?.shape.nameInWSD { arguments["warmup_type"] = .string(name) }
    if ratio > 0 { arguments["min_lr_ratio"] = .double(ratio) }
    return Proposal("get_wsd_schedule", arguments, lr: top, parameters: arguments.count)
  }

  private static let shapes: [(String, @Sendable (Double) -> Double)] = [
    ("linear", { $0 >= 1 ? 0 : 1 - $0 }),
    ("cosine", { $0 >= 1 ? 0 : Elementary.cosine($0) }),
    ("1-sqrt", { $0 >= 1 ? 0 : 1 - $0.squareRoot() }),
  ]
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
