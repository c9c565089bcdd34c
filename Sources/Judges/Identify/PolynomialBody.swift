import LRSchedulers

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
