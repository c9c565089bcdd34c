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
    let lengths = max(1, span / 12)...span * 40
    for isFloored in [false, true] {
      let found = proposals(
        curve, rise, isFloored,
        ShapeFit.explaining(curve, isFloored: isFloored, lengths: lengths, Elementary.cosine))
      if !found.isEmpty { return found }
      // Of many waves those few points that lie near 0, which are known most finely, are as near to it in others.
      guard curve.turns > 1 else { continue }
      let fit = ShapeFit.explaining(
        curve.weighedAlike, isFloored: isFloored, lengths: lengths, isOfWaves: true, Elementary.cosine)
      let waves = proposals(curve, rise, isFloored, fit)
      if !waves.isEmpty { return waves }
    }
    return ended(curve, rise)
  }

  private func proposals(
    _ curve: RateCurve, _ rise: Rise?, _ isFloored: Bool, _ fit: ShapeFit?
  ) -> [Proposal] {
    guard let fit, fit.height > 0 else { return [] }
    let shape = { (length: Int) in { (unit: Double) in Elementary.cosine(unit / Double(length)) } }
    let length = curve.wholeLengths(near: fit.length) {
      RateInterval.rates(curve, fit, isFloored, shape($0)) != nil
    }
    guard let length, let (low, top) = RateInterval.rates(curve, fit, isFloored, shape(length)) else {
      return []
    }
    return named(length, low, top, rise)
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
