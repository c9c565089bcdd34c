import LRSchedulers

/// Cosines that jump back to the top.
struct RestartBody: BodyFamily {
  func proposals(_ curve: RateCurve, after rise: Rise?) -> [Proposal] {
    let jumps = curve.units.indices.dropFirst().filter { index in
      curve.values[index] > curve.values[index - 1] + 0.2 * curve.peak
    }
    guard let first = jumps.first else { return [] }
    let range = (low: curve.units[first - 1] + 1, high: curve.units[first])
    var found: [Proposal] = []
    for growth in 1...3 {
      for length in lengths(range) where found.isEmpty {
        let shape = { (unit: Double) in Self.shape(unit, Double(length), growth) }
        for isFloored in [false, true] where found.isEmpty {
          guard let fit = ShapeFit.at(1, curve, isFloored: isFloored, shape),
            curve.isExplained(by: { fit.low + fit.height * shape($0) }),
            let (low, top) = RateInterval.floorAndTop(curve, fit, shape)
          else { continue }
          found = named(length, growth, low, top, curve, rise)
        }
      }
    }
    return found
  }

  private func lengths(_ range: (low: Int, high: Int)) -> [Int] {
    let round = RoundNumber.integer(range.low, range.high)
    return [round] + (range.low...range.high).prefix(512).filter { $0 != round }
  }

  private func named(
    _ length: Int, _ growth: Int, _ low: Double, _ top: Double, _ curve: RateCurve, _ rise: Rise?
  ) -> [Proposal] {
    var arguments: [String: ParameterValue] = ["T_0": .int(length)]
    if growth > 1 { arguments["T_mult"] = .int(growth) }
    if low != 0 { arguments["eta_min"] = .double(low) }
    let body = Composition.schedule("CosineAnnealingWarmRestarts", arguments)
    let pytorch = body.flatMap { Composition.pytorch($0, after: rise, lr: top, parameters: arguments.count) }
    let cycles = (curve.units.last ?? 0) / length + 1
    let transformers =
      growth == 1 && low == 0
      ? Composition.transformers(
        "get_cosine_with_hard_restarts_schedule_with_warmup",
        ["num_training_steps": .int((rise?.bodyStart ?? 0) + cycles * length), "num_cycles": .int(cycles)],
        after: rise, lr: top, parameters: 2) : nil
    return [pytorch, transformers].compactMap(\.self)
  }

  private static func shape(_ unit: Double, _ length: Double, _ growth: Int) -> Double {
    var (rest, length) = (unit, length)
    if growth == 1 {
      rest = unit.truncatingRemainder(dividingBy: length)
    } else {
      while rest >= length {
        rest -= length
        length *= Double(growth)
      }
    }
    return Elementary.cosine(rest / length)
  }
}

/// Stays at the peak, then falls.
struct StableBody: BodyFamily {
  func proposals(_ curve: RateCurve, after rise: Rise?) -> [Proposal] {
    guard rise?.isFromZero ?? true, curve.count >= 5, let first = curve.values.first else { return [] }
    let stay = curve.units.indices.first { abs(curve.values[$0] - first) > curve.slack[$0] + curve.slack[0] }
    guard let stay, stay > 1 else { return [] }
    for start in Array(curve.units[stay - 1]...curve.units[stay]).reversed().prefix(256) {
      let fall = curve.dropping(before: start)
      guard fall.count >= 3, let last = fall.units.last else { continue }
      for (type, shape) in Self.shapes {
        if let found = named(type, shape, start, fall, last, curve, rise) { return [found] }
      }
    }
    return []
  }

  private func named(
    _ type: String, _ shape: @escaping (Double) -> Double, _ start: Int, _ fall: RateCurve, _ last: Int,
    _ curve: RateCurve, _ rise: Rise?
  ) -> Proposal? {
    for isFloored in [false, true] {
      guard
        let fit = ShapeFit.search(
          fall, isFloored: isFloored, lengths: Double(max(1, last)) * 0.3...Double(max(2, last)) * 20, shape)
      else { continue }
      let whole = { (length: Int) in { (unit: Double) in unit < Double(start) ? 1 : shape((unit - Double(start)) / Double(length)) } }
      let length = fall.wholeLengths(near: fit.length) { length in
        guard let fit = ShapeFit.at(1, curve, isFloored: isFloored, whole(length)) else { return false }
        return curve.isExplained { fit.low + fit.height * whole(length)($0) }
      }
      guard let length, let exact = ShapeFit.at(1, curve, isFloored: isFloored, whole(length)),
        let (low, top) = RateInterval.floorAndTop(curve, exact, whole(length)), top > 0
      else { continue }
      var arguments: [String: ParameterValue] = [
        "num_decay_steps": .int(length), "num_stable_steps": .int(start), "decay_type": .string(type),
      ]
      let ratio = low / top
      if low > 0 { arguments["min_lr_ratio"] = .double(RoundNumber.between(ratio * (1 - 1e-9), ratio * (1 + 1e-9))) }
      return Composition.transformers("get_wsd_schedule", arguments, after: rise, lr: top, parameters: arguments.count)
    }
    return nil
  }

  private static let shapes: [(String, @Sendable (Double) -> Double)] = [
    ("linear", { $0 >= 1 ? 0 : 1 - $0 }),
    ("cosine", { $0 >= 1 ? 0 : Elementary.cosine($0) }),
    ("1-sqrt", { $0 >= 1 ? 0 : 1 - $0.squareRoot() }),
  ]
}
