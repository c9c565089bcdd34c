import LRSchedulers

/// A line down, to 0 or to where it becomes flat.
struct LinearBody: BodyFamily {
  func proposals(_ curve: RateCurve, after rise: Rise?) -> [Proposal] {
    guard curve.count >= 3, let last = curve.units.last, last > 1 else { return [] }
    let flat = curve.flatTail
    if flat == nil || flat?.rate == 0,
      let found = toZero(flat.map { curve.prefix(before: $0.from) } ?? curve, curve, rise)
    {
      return found
    }
    if let flat, flat.rate > 0 { return toFloor(curve, flat, rise) }
    return []
  }

  /// Along a line that would reach 0, perhaps behind the last point.
  private func toZero(_ falling: RateCurve, _ curve: RateCurve, _ rise: Rise?) -> [Proposal]? {
    guard let line = LineBand.middle(falling), line.slope < 0, line.start > 0 else { return nil }
    let zero = line.start / -line.slope
    let shape = { (length: Int) in { (unit: Double) in max(0, 1 - unit / Double(length)) } }
    let length = curve.wholeLengths(near: zero) { RateInterval.common(curve, shape($0)) != nil }
    if let length, let top = RateInterval.common(curve, shape(length)) { return named(length, 0, top, rise) }
    return unfinished(curve, zero: zero, rise)
  }

  /// Down to a rate above 0 that the run did not reach, or only just: of the lengths with the same slope one with a round end.
  private func unfinished(_ curve: RateCurve, zero: Double, _ rise: Rise?) -> [Proposal]? {
    guard let last = curve.units.last, zero > Double(last) else { return nil }
    if let found = toRoundEnd(curve, zero: zero, last, rise) { return found }
    let lengths = [last + 1, last] + (1...4).map { RoundNumber.integer(last + 1, last + 1 + last * $0 / 10) }
    for length in lengths {
      for places in 1...4 {
        let scale = Elementary.power(10, Double(places))
        let end = ((1 - Double(length) / zero) * scale).rounded() / scale
        guard end > 0, end < 1, abs(1 - Double(length) / zero - end) < 1e-3 else { continue }
        let shape = { (unit: Double) in 1 - (1 - end) * min(1, unit / Double(length)) }
        if let top = RateInterval.common(curve, shape) { return named(length, end * top, top, rise) }
      }
    }
    return asFarAsLogged(curve, zero: zero, last, rise)
  }

  /// To where the log ends, whatever rate that is: the run may have been going anywhere.
  private func asFarAsLogged(_ curve: RateCurve, zero: Double, _ last: Int, _ rise: Rise?) -> [Proposal]? {
    let end = 1 - Double(last + 1) / zero
    guard end > 0, curve.count >= 8 else { return nil }
    for part in [1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-8, 1e-10] {
      let round = RoundNumber.between(end * (1 - part), end * (1 + part))
      let shape = { (unit: Double) in 1 - (1 - round) * min(1, unit / Double(last + 1)) }
      if let top = RateInterval.common(curve, shape) { return named(last + 1, round * top, top, rise) }
    }
    return nil
  }

  /// To a tenth, a hundredth or the like of the peak, in a whole number of steps that the run has almost made.
  private func toRoundEnd(_ curve: RateCurve, zero: Double, _ last: Int, _ rise: Rise?) -> [Proposal]? {
    for end in Self.roundEnds {
      let exact = (1 - end) * zero
      let length = Int(saturating: exact.rounded())
      guard length >= last, length <= last + max(2, last / 10), abs(exact - Double(length)) < 0.05 else {
        continue
      }
      let shape = { (unit: Double) in 1 - (1 - end) * min(1, unit / Double(length)) }
      if let top = RateInterval.common(curve, shape) { return named(length, end * top, top, rise) }
    }
    return nil
  }

  private static let roundEnds = [
    0.1, 0.5, 0.2, 0.01, 0.05, 0.3, 0.25, 0.02, 0.001, 0.4, 0.6, 0.7, 0.8, 0.9, 0.005,
  ]

  /// Down to a rate that stays: the flat part may begin between two points.
  private func toFloor(_ curve: RateCurve, _ flat: (from: Int, rate: Double), _ rise: Rise?) -> [Proposal] {
    let falling = curve.prefix(before: flat.from)
    guard let first = falling.units.first, let end = falling.units.last, end > first else { return [] }
    let slope = (falling.values[0] - falling.values[falling.count - 1]) / Double(end - first)
    guard slope > 0 else { return [] }
    let top = falling.values[0] + slope * Double(first)
    let fit = ShapeFit(length: 1, low: flat.rate, height: top - flat.rate)
    let shape = { (length: Int) in { (unit: Double) in max(0, 1 - unit / Double(length)) } }
    let length = curve.wholeLengths(near: (top - flat.rate) / slope) {
      RateInterval.floorAndTop(curve, near: fit, shape($0)) != nil
    }
    guard let length, let (low, high) = RateInterval.floorAndTop(curve, near: fit, shape(length)) else {
      return []
    }
    return named(length, low, high, rise)
  }

  private func named(_ length: Int, _ low: Double, _ top: Double, _ rise: Rise?) -> [Proposal] {
    guard top > 0 else { return [] }
    let end = RoundNumber.between(low / top * (1 - 1e-7), low / top * (1 + 1e-7))
    let body = Composition.schedule(
      "LinearLR", ["start_factor": .double(1), "end_factor": .double(end), "total_iters": .int(length)])
    let pytorch = body.flatMap { Composition.pytorch($0, after: rise, lr: top, parameters: low == 0 ? 1 : 2) }
    guard low == 0 else {
      let floored = Composition.transformers(
        "get_polynomial_decay_schedule_with_warmup",
        [
          "num_training_steps": .int(length + (rise?.bodyStart ?? 0)), "power": .double(1),
          "lr_end": .double(RoundNumber.between(low * (1 - 1e-6), low * (1 + 1e-6))),
        ], after: rise, lr: top, parameters: 2)
      return [pytorch, floored].compactMap(\.self)
    }
    let transformers = Composition.transformers(
      "get_linear_schedule_with_warmup", ["num_training_steps": .int(length + (rise?.bodyStart ?? 0))],
      after: rise,
      lr: top, parameters: 1)
    return [pytorch, transformers].compactMap(\.self)
  }
}
