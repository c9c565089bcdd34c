import LRSchedulers

/// Cosines that jump back to the top.
struct RestartBody: BodyFamily {
  /// So many cycles may lie before the first row, and so many lengths are tried.
  private static let mostUnseen = 64
  private static let mostLengths = 512

  func proposals(_ curve: RateCurve, after rise: Rise?) -> [Proposal] {
    let jumps = Self.jumps(curve)
    guard !jumps.isEmpty else { return [] }
    for growth in 1...3 {
      for unseen in 0...(rise == nil && curve.units[0] > 0 ? Self.mostUnseen : 0) {
        guard let range = lengths(curve, jumps, growth, unseen) else { continue }
        for length in lengths(range) {
          let found = proposals(curve, length, growth, rise)
          if !found.isEmpty { return found }
        }
      }
    }
    return shared(jumps, curve, rise)
  }

  private func proposals(_ curve: RateCurve, _ length: Int, _ growth: Int, _ rise: Rise?) -> [Proposal] {
    let shape = { (unit: Double) in Self.shape(unit, Double(length), growth) }
    for isFloored in [false, true] {
      guard let fit = ShapeFit.at(1, curve, isFloored: isFloored, shape),
        let (low, top) = RateInterval.rates(curve, fit, isFloored, shape)
      else { continue }
      let found = named(length, growth, low, top, curve, rise)
      if !found.isEmpty { return found }
    }
    return []
  }

  /// Between which lengths of the first cycle every jump is the beginning of a cycle, each so many times as long as the one before; nil
  /// where there are none.
  ///
  /// - Parameter unseen: cycles that were over before the first row.
  private func lengths(
    _ curve: RateCurve, _ jumps: [Int], _ growth: Int, _ unseen: Int
  ) -> (low: Int, high: Int)? {
    var (low, high) = (1, Int.max)
    // The cycles behind a jump, in units of the first.
    var (cycles, next) = (0, 1)
    for number in 0..<unseen + jumps.count {
      (cycles, next) = (cycles + next, next * growth)
      guard next < 1 << 40 else { return nil }
      if number < unseen {
        high = min(high, curve.units[0] / cycles)
      } else {
        let jump = jumps[number - unseen]
        low = max(low, curve.units[jump - 1] / cycles + 1)
        high = min(high, curve.units[jump] / cycles)
      }
      guard low <= high else { return nil }
    }
    // No other cycle began before the log ended, unless just then.
    if let last = curve.units.last { low = max(low, last / (cycles + next)) }
    return low <= high ? (low, high) : nil
  }

  /// Where the first cycle of a run began whose first rows are not there: one length of a cycle before the first jump. The cycle behind the
  /// jump says the length, as a cosine to 0.
  static func unseenStarts(_ curve: RateCurve) -> [Int] {
    guard let jump = jumps(curve).first, let first = curve.units.first else { return [] }
    let (before, after) = (curve.units[jump - 1], curve.units[jump])
    let next = jumps(curve).dropFirst().first ?? curve.count
    let cycle = curve.part(jump..<next).sampled(96)
    let span = Double(max(2, curve.units[next - 1] - after))
    let begins = stride(from: before + 1, through: after, by: max(1, (after - before) / 24))
    let fits = begins.compactMap { start -> (start: Int, fit: ShapeFit)? in
      ShapeFit.search(
        cycle, isFloored: false, lengths: span * 0.9...span * 20, from: Double(start), Elementary.cosine
      ).map { (start, $0) }
    }
    guard let best = fits.min(by: { $0.fit.error < $1.fit.error }) else { return [] }
    let start = best.start - Int(saturating: best.fit.length.rounded())
    let spread = max(2, (after - before) / 2)
    let beside = RoundNumber.integer(start - spread, start + spread)
    return ([beside, start] + [1, -1, 2, -2].map { start + $0 }).filter { 1...first ~= $0 }
  }

  /// A cosine of which the log has neither beginning nor end may be one of several cycles, each so many times as long as the one before: the same
  /// rates.
  static func asOneOf(_ length: Int, from start: Int, _ low: Double, _ top: Double) -> [Proposal] {
    (1...3).flatMap { growth -> [Proposal] in
      var (first, before, found) = (length, 0, [Proposal]())
      // The cycle itself is the first one's length times a power of the growth.
      for _ in 0..<mostUnseen where before < start && (growth == 1 || first % growth == 0) {
        first /= growth
        before = growth == 1 ? before + length : (length - first) / (growth - 1)
        guard before == start else { continue }
        var arguments: [String: ParameterValue] = ["T_0": .int(first)]
        if growth > 1 { arguments["T_mult"] = .int(growth) }
        if low != 0 { arguments["eta_min"] = .double(low) }
        found += [
          Proposal("CosineAnnealingWarmRestarts", arguments, lr: top, parameters: arguments.count + 1)
        ].compactMap(\.self)
      }
      return found
    }
  }

  private static func jumps(_ curve: RateCurve) -> [Int] {
    curve.units.indices.dropFirst().filter {
      curve.values[$0] > curve.values[$0 - 1] + RateCurve.jump * curve.peak
    }
  }

  /// transformers' share a number of steps among them, whole or not: the j-th of c begins at `j * steps / c`.
  private func shared(_ jumps: [Int], _ curve: RateCurve, _ rise: Rise?) -> [Proposal] {
    guard rise?.isFromZero ?? true, let last = curve.units.last else { return [] }
    for cycles in (jumps.count + 1)...(jumps.count + 4) {
      var (low, high) = (last, Int.max)
      for (number, jump) in jumps.enumerated() {
        low = max(low, curve.units[jump - 1] * cycles / (number + 1) + 1)
        high = min(high, curve.units[jump] * cycles / (number + 1))
      }
      guard low <= high else { continue }
      for steps in lengths((low, high)) {
        let shape = { (unit: Double) in
          let part = unit / Double(steps)
          return part >= 1 ? 0 : Elementary.cosine((part * Double(cycles)).truncatingRemainder(dividingBy: 1))
        }
        guard let top = RateInterval.common(curve, shape) else { continue }
        let found = Composition.transformers(
          "get_cosine_with_hard_restarts_schedule_with_warmup",
          ["num_training_steps": .int((rise?.bodyStart ?? 0) + steps), "num_cycles": .int(cycles)],
          after: rise, lr: top, parameters: 2)
        if let found { return [found] }
      }
    }
    return []
  }

  private func lengths(_ range: (low: Int, high: Int)) -> [Int] {
    let round = RoundNumber.integer(range.low, range.high)
    return [round] + (range.low...range.high).prefix(Self.mostLengths).filter { $0 != round }
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
