import LRSchedulers

/// Schedules whose rise is their own: OneCycleLR and CyclicLR.
enum WholeCurves {
  static func proposals(_ curve: RateCurve) -> [Proposal] {
    oneCycle(curve) + cyclic(curve)
  }

  // MARK: One cycle

  private static func oneCycle(_ curve: RateCurve) -> [Proposal] {
    guard curve.count >= 6, let top = curve.values.indices.max(by: { curve.values[$0] < curve.values[$1] }), top >= 2,
      top < curve.count - 2
    else { return [] }
    for (name, shape) in [("cos", Elementary.cosine), ("linear", { 1 - $0 })] as [(String, (Double) -> Double)] {
      let rise = curve.prefix(before: curve.units[top])
      let reach = Double(curve.units[top])
      guard let up = ShapeFit.search(rise, isFloored: true, lengths: max(0.5, reach * 0.7)...reach * 1.5 + 2, shape),
        let found = fall(curve, from: up, top, name, shape)
      else { continue }
      return [found]
    }
    return []
  }

  /// - Parameter up: the rise, whose `low` is the peak and whose `top` the first rate.
  private static func fall(
    _ curve: RateCurve, from up: ShapeFit, _ top: Int, _ name: String, _ shape: (Double) -> Double
  ) -> Proposal? {
    let (peak, first, start) = (up.low, up.top, up.length)
    guard peak > first, first > 0, let last = curve.units.last else { return nil }
    // The fall counts from a place between steps.
    var best: (total: Double, low: Double, error: Double)?
    let shortest = Double(curve.units[top]) - start + 1
    for place in 0...400 {
      let length = max(1, shortest) + (Double(last) * 3 - shortest) * Double(place) / 400
      consider(length)
    }
    func consider(_ length: Double) {
      var (numerator, denominator) = (0.0, 0.0)
      var rows: [(Double, Double)] = []
      for index in curve.units.indices where Double(curve.units[index]) > start {
        let part = min(1, (Double(curve.units[index]) - start) / length)
        let height = 1 - shape(part)
        rows.append((height, curve.values[index]))
        numerator += height * (peak - curve.values[index])
        denominator += height * height
      }
      guard denominator > 0 else { return }
      let drop = numerator / denominator
      let error = rows.reduce(0) { $0 + ($1.1 - peak + drop * $1.0) * ($1.1 - peak + drop * $1.0) }
      if error < best?.error ?? .infinity { best = (length, peak - drop, error) }
    }
    var width = Double(last) * 3 / 400
    while width > 1e-9 * Double(last), let center = best?.total {
      consider(center - width)
      consider(center + width)
      if best?.total == center { width /= 2 }
    }
    guard let best else { return nil }
    let total = Int((start + best.total).rounded()) + 1
    guard total > last, total > 2 else { return nil }
    let part = (start + 1) / Double(total)
    let ratio = peak / first
    let final = best.low > 0 ? first / best.low : 1e4
    return Proposal(
      "OneCycleLR",
      [
        "max_lr": .double(round(peak, 1e-6)), "total_steps": .int(total), "pct_start": .double(round(part, 1e-5)),
        "anneal_strategy": .string(name), "div_factor": .double(round(ratio, 1e-5)),
        "final_div_factor": .double(final > 1e3 ? round(final, 0.02) : round(final, 1e-4)),
      ], lr: round(first, 1e-6), parameters: 5)
  }

  /// The roundest number that is not further off than a part of it.
  private static func round(_ value: Double, _ part: Double) -> Double {
    RoundNumber.between(value * (1 - part), value * (1 + part))
  }

  // MARK: Cycles

  private static func cyclic(_ curve: RateCurve) -> [Proposal] {
    guard curve.count >= 6, curve.units.first == 0 else { return [] }
    guard let top = turn(curve, from: 0, isUp: true), let bottom = turn(curve, from: top, isUp: false) else { return [] }
    guard curve.count > bottom + 2 else { return [] }
    let (up, down) = (curve.units[top], curve.units[bottom] - curve.units[top])
    let (low, high) = (curve.values[0], curve.values[top])
    var arguments: [String: ParameterValue] = [
      "base_lr": .double(round(low, 1e-9)), "max_lr": .double(round(high, 1e-9)), "step_size_up": .int(up),
      "cycle_momentum": .bool(false),
    ]
    if down != up { arguments["step_size_down"] = .int(down) }
    return ["triangular", "triangular2"].compactMap { mode in
      arguments["mode"] = .string(mode)
      return Proposal("CyclicLR", arguments, lr: low, parameters: arguments.count - 2)
    }
  }

  /// Where the curve turns.
  private static func turn(_ curve: RateCurve, from start: Int, isUp: Bool) -> Int? {
    for index in start..<curve.count - 1 {
      let step = curve.values[index + 1] - curve.values[index]
      if isUp ? step < -curve.slack[index] : step > curve.slack[index] { return index > start ? index : nil }
    }
    return nil
  }
}
