import LRSchedulers

/// `(1 - t / T) ** power`, to 0, to transformers' own least rate, or to another that is asked for.
struct PolynomialBody: BodyFamily {
  /// The default of `lr_end`.
  private static let leastRate = 1e-7
  private static let few = 32

  func proposals(_ curve: RateCurve, after rise: Rise?) -> [Proposal] {
    guard curve.count >= 5, let last = curve.units.last, last > 1, curve.values[0] > Self.leastRate else {
      return []
    }
    for floor in rise?.isFromZero ?? true ? [0, Self.leastRate] : [0] {
      let shifted = curve.lowered(by: floor)
      // A few points tell of most rates that no power explains them.
      let few = shifted.sampled(Self.few)
      guard let rough = power(few, last), search(few, rough, last)?.canExplain(few, left: 1e-3) ?? false,
        let power = power(shifted, last)
      else { continue }
      let rounded = [1.0, 0.1, 0.01, 0.001].map { (power / $0).rounded() * $0 }
      for one in rounded + [power] where abs(one - power) < 0.02 {
        if let found = at(RoundNumber.between(one * (1 - 1e-9), one * (1 + 1e-9)), shifted, floor, rise, last)
        {
          return found
        }
      }
    }
    return rise?.isFromZero ?? true ? toAnyRate(curve, rise, last) : []
  }

  /// Down to a rate that is not known: the powers that people write, one after the other.
  private func toAnyRate(_ curve: RateCurve, _ rise: Rise?, _ last: Int) -> [Proposal] {
    guard curve.count >= 8 else { return [] }
    for power in Self.usualPowers {
      guard let fit = explaining(curve, power, last, isFloored: true), fit.height > 0, fit.low >= 0 else {
        continue
      }
      let shape = { (length: Int) in { (unit: Double) in Self.shape(unit / Double(length), power) } }
      let length = curve.wholeLengths(near: fit.length) {
        RateInterval.floorAndTop(curve, near: fit, shape($0)) != nil
      }
      guard let length, let (low, top) = RateInterval.floorAndTop(curve, near: fit, shape(length)), low > 0
      else { continue }
      let found = Composition.transformers(
        "get_polynomial_decay_schedule_with_warmup",
        [
          "num_training_steps": .int(length + (rise?.bodyStart ?? 0)), "power": .double(power),
          "lr_end": .double(low),
        ], after: rise, lr: top, parameters: 3)
      return [found].compactMap(\.self)
    }
    return []
  }

  private static let usualPowers = [1.0, 2, 0.5, 3, 0.9, 1.5, 0.8, 4, 0.75, 2.5, 0.7, 0.6, 1.2, 0.4, 0.3, 5]

  /// The power for which some length explains best.
  private func power(_ curve: RateCurve, _ last: Int) -> Double? {
    var best: (error: Double, power: Double)?
    func consider(_ power: Double) {
      guard power > 0, let fit = search(curve, power, last), fit.error < best?.error ?? .infinity else {
        return
      }
      best = (fit.error, power)
    }
    for power in stride(from: 0.3, through: 4.1, by: 0.2) { consider(power) }
    for width in [0.1, 0.05, 0.025, 0.0125, 0.006, 0.003, 0.0015, 0.0008, 0.0004] {
      guard let center = best?.power else { return nil }
      consider(center - width)
      consider(center + width)
    }
    return best?.power
  }

  private func search(_ curve: RateCurve, _ power: Double, _ last: Int) -> ShapeFit? {
    ShapeFit.search(curve, isFloored: false, lengths: Self.lengths(last)) { Self.shape($0, power) }
  }

  private func explaining(
    _ curve: RateCurve, _ power: Double, _ last: Int, isFloored: Bool = false
  ) -> ShapeFit? {
    ShapeFit.explaining(curve, isFloored: isFloored, lengths: Self.lengths(last)) { Self.shape($0, power) }
  }

  private static func lengths(_ last: Int) -> ClosedRange<Double> { Double(last) * 0.9...Double(last) * 60 }

  private func at(
    _ power: Double, _ curve: RateCurve, _ floor: Double, _ rise: Rise?, _ last: Int
  ) -> [Proposal]? {
    guard power > 0, power != 1, let fit = explaining(curve, power, last) else { return nil }
    let shape = { (length: Int) in { (unit: Double) in Self.shape(unit / Double(length), power) } }
    let length = curve.wholeLengths(near: fit.length) { RateInterval.common(curve, shape($0)) != nil }
    guard let length, let height = RateInterval.common(curve, shape(length)) else { return nil }
    let transformers = Composition.transformers(
      "get_polynomial_decay_schedule_with_warmup",
      [
        "num_training_steps": .int(length + (rise?.bodyStart ?? 0)), "power": .double(power),
        "lr_end": .double(floor),
      ], after: rise, lr: RoundNumber.between((height + floor) * (1 - 1e-9), (height + floor) * (1 + 1e-9)),
      parameters: 2)
    guard floor == 0 else { return [transformers].compactMap(\.self) }
    let body = Composition.schedule("PolynomialLR", ["total_iters": .int(length), "power": .double(power)])
    let pytorch = body.flatMap { Composition.pytorch($0, after: rise, lr: height, parameters: 2) }
    return [pytorch, transformers].compactMap(\.self)
  }

  private static func shape(_ part: Double, _ power: Double) -> Double {
    part >= 1 ? 0 : Elementary.power(1 - part, power)
  }
}
