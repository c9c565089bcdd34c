import LRSchedulers

/// The rate of a curve's first step, where all its points are the same.
struct ConstantBody: BodyFamily {
  func proposals(_ curve: RateCurve, after rise: Rise?) -> [Proposal] {
    guard let rate = RateInterval.common(curve, { _ in 1 }) else { return [] }
    guard let rise else { return [Proposal("get_constant_schedule", [:], lr: rate, parameters: 0)].compactMap(\.self) }
    if rise.isFromZero {
      return [
        Composition.transformers("get_constant_schedule_with_warmup", [:], after: rise, lr: rate, parameters: 0)
      ].compactMap(\.self)
    }
    guard rise.factor > 0, rise.bodyStart == rise.steps, let line = Composition.linear(rise) else { return [] }
    return [Proposal(schedule: line, lr: rate, parameters: 2)]
  }
}

/// Half a cosine, to 0 or to a floor, and up again.
struct CosineBody: BodyFamily {
  func proposals(_ curve: RateCurve, after rise: Rise?) -> [Proposal] {
    let span = Double(max(2, curve.units.last ?? 2))
    for isFloored in [false, true] {
      guard
        let fit = ShapeFit.search(curve, isFloored: isFloored, lengths: max(1, span / 12)...span * 40, Elementary.cosine),
        fit.height > 0
      else { continue }
      let length = curve.wholeLengths(near: fit.length) { length in
        guard let fit = ShapeFit.at(Double(length), curve, isFloored: isFloored, Elementary.cosine) else { return false }
        return curve.isExplained { fit.low + fit.height * Elementary.cosine($0 / Double(length)) }
      }
      guard let length, let exact = ShapeFit.at(Double(length), curve, isFloored: isFloored, Elementary.cosine) else {
        continue
      }
      let shape = { (unit: Double) in Elementary.cosine(unit / Double(length)) }
      guard let (low, top) = RateInterval.floorAndTop(curve, exact, shape) else { continue }
      let found = named(length, low, top, rise)
      if !found.isEmpty { return found }
    }
    return []
  }

  private func named(_ length: Int, _ low: Double, _ top: Double, _ rise: Rise?) -> [Proposal] {
    var arguments: [String: ParameterValue] = ["T_max": .int(length)]
    if low != 0 { arguments["eta_min"] = .double(low) }
    let count = low == 0 ? 1 : 2
    let training = length + (rise?.bodyStart ?? 0)
    let body = Composition.schedule("CosineAnnealingLR", arguments)
    let pytorch = body.flatMap { Composition.pytorch($0, after: rise, lr: top, parameters: count) }
    let transformers =
      low == 0
      ? Composition.transformers(
        "get_cosine_schedule_with_warmup", ["num_training_steps": .int(training)], after: rise, lr: top, parameters: 1)
      : Composition.transformers(
        "get_cosine_with_min_lr_schedule_with_warmup",
        ["num_training_steps": .int(training), "min_lr": .double(low)], after: rise, lr: top, parameters: 2)
    return [pytorch, transformers].compactMap(\.self)
  }
}

/// A line down, to 0 or to where it becomes flat.
struct LinearBody: BodyFamily {
  func proposals(_ curve: RateCurve, after rise: Rise?) -> [Proposal] {
    guard curve.count >= 3, let last = curve.units.last else { return [] }
    let flat = flatTail(curve)
    let falling = flat.map { curve.prefix(before: $0.from) } ?? curve
    guard falling.count >= 2 else { return [] }
    let shape = { (part: Double) in max(0, 1 - part) }
    if let fit = ShapeFit.search(
      flat == nil ? curve : falling, isFloored: false, lengths: Double(max(1, last)) * 0.5...Double(max(2, last)) * 200,
      { 1 - $0 }), flat == nil || flat?.value == 0
    {
      let length = curve.wholeLengths(near: fit.length) { length in
        guard let fit = ShapeFit.at(Double(length), curve, isFloored: false, shape) else { return false }
        return curve.isExplained { fit.height * shape($0 / Double(length)) }
      }
      if let length, let top = RateInterval.common(curve, { shape($0 / Double(length)) }) {
        return named(length, 0, top, rise)
      }
    }
    guard let flat, flat.value > 0 else { return [] }
    return floored(curve, falling, flat, rise)
  }

  private struct Tail {
    var from: Int
    var value: Double
  }

  /// Where the rate stays from then on.
  private func flatTail(_ curve: RateCurve) -> Tail? {
    let last = curve.count - 1
    var first = last
    while first > 0, abs(curve.values[first - 1] - curve.values[last]) <= curve.slack[first - 1] + curve.slack[last] {
      first -= 1
    }
    guard first < last, first > 0 else { return nil }
    let value = RateInterval.common(curve.dropping(before: curve.units[first])) { _ in 1 } ?? curve.values[last]
    return Tail(from: curve.units[first], value: value)
  }

  /// Down to a rate that stays: the flat part may begin between two points.
  private func floored(_ curve: RateCurve, _ falling: RateCurve, _ flat: Tail, _ rise: Rise?) -> [Proposal] {
    guard let first = falling.units.first, let end = falling.units.last, end > first else { return [] }
    let slope = (falling.values[0] - falling.values[falling.count - 1]) / Double(end - first)
    guard slope > 0 else { return [] }
    let top = falling.values[0] + slope * Double(first)
    let estimate = (top - flat.value) / slope
    let length = curve.wholeLengths(near: estimate) { length in
      let shape = { (unit: Double) in max(0, 1 - unit / Double(length)) }
      guard let fit = ShapeFit.at(1, curve, isFloored: true, shape) else { return false }
      return curve.isExplained { fit.low + fit.height * shape($0) }
    }
    guard let length else { return [] }
    let shape = { (unit: Double) in max(0, 1 - unit / Double(length)) }
    guard let fit = ShapeFit.at(1, curve, isFloored: true, shape),
      let (low, top) = RateInterval.floorAndTop(curve, fit, shape)
    else { return [] }
    return named(length, low, top, rise)
  }

  private func named(_ length: Int, _ low: Double, _ top: Double, _ rise: Rise?) -> [Proposal] {
    guard top > 0 else { return [] }
    let end = RoundNumber.between(low / top * (1 - 1e-9), low / top * (1 + 1e-9))
    let body = Composition.schedule(
      "LinearLR", ["start_factor": .double(1), "end_factor": .double(end), "total_iters": .int(length)])
    let pytorch = body.flatMap { Composition.pytorch($0, after: rise, lr: top, parameters: low == 0 ? 1 : 2) }
    guard low == 0 else { return [pytorch].compactMap(\.self) }
    let transformers = Composition.transformers(
      "get_linear_schedule_with_warmup", ["num_training_steps": .int(length + (rise?.bodyStart ?? 0))], after: rise,
      lr: top, parameters: 1)
    return [pytorch, transformers].compactMap(\.self)
  }
}

/// `(1 - t / T) ** power`, to 0.
struct PolynomialBody: BodyFamily {
  func proposals(_ curve: RateCurve, after rise: Rise?) -> [Proposal] {
    guard curve.count >= 5, let last = curve.units.last, last > 1 else { return [] }
    // The power for which a length explains best; both are searched, one within the other.
    var best: (fit: ShapeFit, power: Double)?
    func consider(_ power: Double) {
      let fit = ShapeFit.search(
        curve, isFloored: false, lengths: Double(last) * 0.9...Double(last) * 60) { Self.shape($0, power) }
      if let fit, fit.error < best?.fit.error ?? .infinity { best = (fit, power) }
    }
    for power in stride(from: 0.3, through: 4.1, by: 0.2) { consider(power) }
    for width in [0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001] {
      guard let center = best?.power else { return [] }
      consider(center - width)
      consider(center + width)
    }
    guard let center = best?.power else { return [] }
    for power in [RoundNumber.between(center - 0.01, center + 0.01), (center * 100).rounded() / 100, (center * 1000).rounded() / 1000, center] {
      if let found = at(power, curve, rise, last) { return found }
    }
    return []
  }

  private func at(_ power: Double, _ curve: RateCurve, _ rise: Rise?, _ last: Int) -> [Proposal]? {
    guard power > 0, power != 1,
      let fit = ShapeFit.search(curve, isFloored: false, lengths: Double(last) * 0.9...Double(last) * 60, { Self.shape($0, power) })
    else { return nil }
    let length = curve.wholeLengths(near: fit.length) { length in
      guard let fit = ShapeFit.at(Double(length), curve, isFloored: false, { Self.shape($0, power) }) else { return false }
      return curve.isExplained { fit.height * Self.shape($0 / Double(length), power) }
    }
    guard let length, let top = RateInterval.common(curve, { Self.shape($0 / Double(length), power) }) else { return nil }
    let body = Composition.schedule("PolynomialLR", ["total_iters": .int(length), "power": .double(power)])
    let pytorch = body.flatMap { Composition.pytorch($0, after: rise, lr: top, parameters: 2) }
    let transformers = Composition.transformers(
      "get_polynomial_decay_schedule_with_warmup",
      ["num_training_steps": .int(length + (rise?.bodyStart ?? 0)), "power": .double(power), "lr_end": .double(0)],
      after: rise, lr: top, parameters: 2)
    return [pytorch, transformers].compactMap(\.self)
  }

  private static func shape(_ part: Double, _ power: Double) -> Double {
    part >= 1 ? 0 : Elementary.power(1 - part, power)
  }
}

/// A factor at every step.
struct ExponentialBody: BodyFamily {
  func proposals(_ curve: RateCurve, after rise: Rise?) -> [Proposal] {
    guard curve.count >= 3, let last = curve.units.last, let first = curve.units.first, last > first,
      curve.values.allSatisfy({ $0 > 0 })
    else { return [] }
    // The bounds of the factor between the first point and each other.
    var (low, high) = (0.0, Double.infinity)
    for index in curve.units.indices.dropFirst() {
      let distance = Double(curve.units[index] - first)
      let (value, room) = (curve.values[index], curve.slack[index])
      let least = max(0, value - room) / (curve.values[0] + curve.slack[0])
      let most = (value + room) / max(1e-300, curve.values[0] - curve.slack[0])
      low = max(low, Elementary.power(least, 1 / distance))
      high = min(high, Elementary.power(most, 1 / distance))
    }
    guard low <= high, high < 1, low > 0 else { return [] }
    let gamma = RoundNumber.between(low, high)
    guard gamma < 1, let top = RateInterval.common(curve, { Elementary.power(gamma, $0) }),
      let body = Composition.schedule("ExponentialLR", ["gamma": .double(gamma)]),
      let found = Composition.pytorch(body, after: rise, lr: top, parameters: 1)
    else { return [] }
    return [found]
  }
}

/// One over the square root of the step.
struct InverseSquareRootBody: BodyFamily {
  func proposals(_ curve: RateCurve, after rise: Rise?) -> [Proposal] {
    guard rise?.isFromZero ?? true, curve.count >= 3, let last = curve.units.last, last > 0,
      curve.values.allSatisfy({ $0 > 0 }),
      let fit = ShapeFit.search(curve, isFloored: false, lengths: 0.5...Double(last) * 1000, Self.shape)
    else { return [] }
    let scale = curve.wholeLengths(near: fit.length) { scale in
      guard let fit = ShapeFit.at(Double(scale), curve, isFloored: false, Self.shape) else { return false }
      return curve.isExplained { fit.height * Self.shape($0 / Double(scale)) }
    }
    guard let scale, let top = RateInterval.common(curve, { Self.shape($0 / Double(scale)) }) else { return [] }
    var arguments: [String: ParameterValue] = [:]
    if scale != (rise?.steps ?? 10_000) { arguments["timescale"] = .int(scale) }
    return [
      Composition.transformers("get_inverse_sqrt_schedule", arguments, after: rise, lr: top, parameters: 1)
    ].compactMap(\.self)
  }

  private static func shape(_ part: Double) -> Double { 1 / (part + 1).squareRoot() }
}
