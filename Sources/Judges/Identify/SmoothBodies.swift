import LRSchedulers

/// The rate of a curve's first step, where all its points are the same.
struct ConstantBody: BodyFamily {
  func proposals(_ curve: RateCurve, after rise: Rise?) -> [Proposal] {
    guard let rate = RateInterval.common(curve, { _ in 1 }) else { return [] }
    guard let rise else {
      return [Proposal("get_constant_schedule", [:], lr: rate, parameters: 0)].compactMap(\.self)
    }
    return warmups(rise, rate)
  }

  /// A warm-up to a rate that stays, by the names that there are for it.
  func warmups(_ rise: Rise, _ rate: Double) -> [Proposal] {
    if rise.isFromZero {
      return [
        Composition.transformers(
          "get_constant_schedule_with_warmup", [:], after: rise, lr: rate, parameters: 0)
      ].compactMap(\.self)
    }
    guard rise.bodyStart == rise.steps, let warmup = Composition.warmup(rise, lr: rate) else { return [] }
    return [Proposal(schedule: warmup, lr: rate, parameters: 2)]
  }
}

/// Half a cosine, to 0 or to a floor, and up again.
struct CosineBody: BodyFamily {
  func proposals(_ curve: RateCurve, after rise: Rise?) -> [Proposal] {
    let span = Double(max(2, curve.units.last ?? 2))
    for isFloored in [false, true] {
      guard
        let fit = ShapeFit.explaining(
          curve, isFloored: isFloored, lengths: max(1, span / 12)...span * 40, Elementary.cosine),
        fit.height > 0
      else { continue }
      let shape = { (length: Int) in { (unit: Double) in Elementary.cosine(unit / Double(length)) } }
      let length = curve.wholeLengths(near: fit.length) {
        RateInterval.rates(curve, fit, isFloored, shape($0)) != nil
      }
      guard let length, let (low, top) = RateInterval.rates(curve, fit, isFloored, shape(length)) else {
        continue
      }
      let found = named(length, low, top, rise)
      if !found.isEmpty { return found }
    }
    return ended(curve, rise)
  }

  /// One that comes to its end, where the rate stays.
  private func ended(_ curve: RateCurve, _ rise: Rise?) -> [Proposal] {
    guard let tail = curve.flatTail, let last = curve.units.last, tail.from > 2 else { return [] }
    let shape = { (part: Double) in Elementary.cosine(min(1, max(0, part))) }
    let lengths = Double(tail.from) * 0.9...max(Double(last), Double(tail.from) * 1.1 + 2)
    guard let fit = ShapeFit.explaining(curve, isFloored: true, lengths: lengths, shape), fit.height > 0
    else {
      return []
    }
    let whole = { (length: Int) in { (unit: Double) in shape(unit / Double(length)) } }
    let length = curve.wholeLengths(near: fit.length) {
      RateInterval.floorAndTop(curve, near: fit, whole($0)) != nil
    }
    guard let length, let (low, top) = RateInterval.floorAndTop(curve, near: fit, whole(length)) else {
      return []
    }
    let end = length + (rise?.bodyStart ?? 0)
    return [Composition.megatron("cosine", top: top, low: low, end: end, after: rise)].compactMap(\.self)
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
        "get_cosine_schedule_with_warmup", ["num_training_steps": .int(training)], after: rise, lr: top,
        parameters: 1)
      : Composition.transformers(
        "get_cosine_with_min_lr_schedule_with_warmup",
        ["num_training_steps": .int(training), "min_lr": .double(low)], after: rise, lr: top, parameters: 2)
    let restarts = rise.map { $0.isUnseen ? RestartBody.asOneOf(length, from: $0.steps, low, top) : [] } ?? []
    return [pytorch, transformers].compactMap(\.self) + restarts
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
    // A range test grows.
    guard low <= high, low > 0, high < 1 || low > 1 else { return [] }
    // The roundest factor may lie where only a part of the points allows it.
    let inner = (high - low) / 4
    let factors = [
      RoundNumber.between(low, high), RoundNumber.between(low + inner, high - inner), low + 2 * inner,
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
}

/// One over the square root of the step.
struct InverseSquareRootBody: BodyFamily {
  func proposals(_ curve: RateCurve, after rise: Rise?) -> [Proposal] {
    guard let rise, rise.shape == .line, rise.bodyStart == rise.steps, let tail = curve.flatTail,
      tail.rate > 0
    else {
      return proposals(curve, rise)
    }
    return proposals(curve.prefix(before: tail.from), rise, floor: tail.rate)
  }

  /// - Parameter floor: where Megatron's stays, once it has come to it.
  private func proposals(_ curve: RateCurve, _ rise: Rise?, floor: Double = 0) -> [Proposal] {
    guard rise.map({ $0.shape == .line && $0.bodyStart == $0.steps }) ?? true, curve.count >= 3,
      let last = curve.units.last, last > 0, curve.values.allSatisfy({ $0 > 0 }),
      let fit = ShapeFit.explaining(curve, isFloored: false, lengths: 0.5...Double(last) * 1000, Self.shape)
    else { return [] }
    let scale = curve.wholeLengths(near: fit.length) { scale in
      RateInterval.common(curve) { Self.shape($0 / Double(scale)) } != nil
    }
    guard let scale, let top = RateInterval.common(curve, { Self.shape($0 / Double(scale)) }) else {
      return []
    }
    if let rise, floor > 0 || rise.factor > 0 {
      guard scale == rise.steps else { return [] }
      let end = Int(saturating: curve.extent.last.rounded(.up)) + 1
      return [
        Composition.megatron(
          "inverse-square-root", top: top, low: floor, end: max(end, scale + last + 1), after: rise)
      ].compactMap(\.self)
    }
    var arguments: [String: ParameterValue] = [:]
    if scale != (rise?.steps ?? 10_000) { arguments["timescale"] = .int(scale) }
    return [
      Composition.transformers("get_inverse_sqrt_schedule", arguments, after: rise, lr: top, parameters: 1)
    ].compactMap(\.self)
  }

  private static func shape(_ part: Double) -> Double { 1 / (part + 1).squareRoot() }
}
