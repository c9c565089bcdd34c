import LRSchedulers

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// CyclicLR: up and down along lines, at one height, at half of it after each cycle, or falling by a factor with every step.
enum CyclicCurve {
  static func proposals(_ curve: RateCurve) -> [Proposal] {
    guard curve.count >= 6 else { return [] }
    if let zigzag = Zigzag(curve.units, curve.values, slack: curve.slack) {
      let plain = zigzag.arguments(base: zigzag.start, factor: nil)
      if !plain.isEmpty {
        return ["triangular", "triangular2"].flatMap { mode in plain.compactMap { named($0, mode) } }
          + shrinking(curve)
      }
    }
    return shrinking(curve)
  }

  /// Above the lowest rate all is multiplied by a power of a factor: of the first rise, divided by its step, the logarithm is a line,
  /// and without the factor the rest is a zigzag as others are.
  private static func shrinking(_ curve: RateCurve) -> [Proposal] {
    guard let top = Zigzag.turn(curve.values, curve.slack, from: 0, isUp: true), top >= 3 else { return [] }
    let rise = (0..<top).filter { curve.units[$0] > 0 }
    let bases = curve.units.first == 0 ? [curve.values[0]] : [lowest(curve, rise)].compactMap(\.self)
    return bases.flatMap { base -> [Proposal] in
      guard let (factor, _) = decay(curve, rise, base) else { return [] }
      let room = abs(1 - factor)
      let factors = [3e-3, 1e-4, 1e-7].map { RoundNumber.between(factor - room * $0, factor + room * $0) }
      return factors.flatMap { factor -> [Proposal] in
        guard factor > 0, factor < 1 else { return [] }
        let straight = curve.units.indices.map { index in
          (curve.values[index] - base) / Elementary.power(factor, Double(curve.units[index]))
        }
        let slack = curve.units.indices.map {
          curve.slack[$0] / Elementary.power(factor, Double(curve.units[$0]))
        }
        guard let zigzag = Zigzag(curve.units, straight, slack: slack) else { return [] }
        return zigzag.arguments(base: base, factor: factor).compactMap { named($0, "exp_range") }
      }
    }
  }

  /// The factor of a base rate, and how far the logarithms are from a line.
  private static func decay(
    _ curve: RateCurve, _ rise: [Int], _ base: Double
  ) -> (factor: Double, error: Double)? {
    var (places, logs) = ([Double](), [Double]())
    for index in rise where curve.values[index] - base > 2 * curve.slack[index] {
      places.append(Double(curve.units[index]))
      logs.append(log((curve.values[index] - base) / Double(curve.units[index])))
    }
    guard places.count >= 3, let line = StraightLine(places, logs), line.slope < 0 else { return nil }
    let error = zip(places, logs).reduce(0) { sum, point in
      let miss = point.1 - line.value(at: point.0)
      return sum + miss * miss
    }
    return (exp(line.slope), error)
  }

  /// The base rate below a first row that is not at step 0.
  private static func lowest(_ curve: RateCurve, _ rise: [Int]) -> Double? {
    guard let first = rise.first else { return nil }
    return GoldenSection.least(0, curve.values[first], width: 1e-15 * curve.peak, turns: 100) { base in
      decay(curve, rise, base)?.error ?? .infinity
    }
  }

  private static func named(_ one: Zigzag.Arguments, _ mode: String) -> Proposal? {
    var arguments: [String: ParameterValue] = [
      "base_lr": .double(one.base), "max_lr": .double(one.top), "step_size_up": .int(one.up),
      "mode": .string(mode), "cycle_momentum": .bool(false),
    ]
    if one.down != one.up { arguments["step_size_down"] = .int(one.down) }
    if let factor = one.factor { arguments["gamma"] = .double(factor) }
    return Proposal("CyclicLR", arguments, lr: one.base, parameters: arguments.count - 2)
  }
}

/// Values that rise along a line from step 0, fall along another, and rise again.
struct Zigzag {
  struct Arguments {
    var base: Double
    var top: Double
    var up: Int
    var down: Int
    var factor: Double?
  }

  /// The value at step 0.
  let start: Double
  /// That of the first peak.
  private let height: Double
  private let up: Double
  private let down: Double

  init?(_ units: [Int], _ values: [Double], slack: [Double]) {
    guard let top = Self.turn(values, slack, from: 0, isUp: true), top >= 1,
      let bottom = Self.turn(values, slack, from: top, isUp: false), bottom - top >= 2
    else { return nil }
    let end = Self.turn(values, slack, from: bottom, isUp: true) ?? values.count - 1
    func line(_ rows: Range<Int>) -> StraightLine? {
      StraightLine(rows.map { Double(units[$0]) }, rows.map { values[$0] })
    }
    // The turning rows may lie on either line.
    guard let rise = line(0..<max(2, top)), let fall = line((top + 1)..<max(top + 3, bottom)),
      let again = line((bottom + 1)..<min(values.count, max(bottom + 3, end)))
        ?? line(bottom..<min(bottom + 2, values.count))
    else { return nil }
    let peak = rise.crossing(fall)
    let valley = fall.crossing(again)
    guard peak.isFinite, valley.isFinite, peak > 0.5, valley > peak + 0.5 else { return nil }
    (up, down) = (peak, valley - peak)
    (start, height) = (rise.start, rise.value(at: peak))
  }

  /// The row where values turn.
  static func turn(_ values: [Double], _ slack: [Double], from start: Int, isUp: Bool) -> Int? {
    for index in start..<max(start, values.count - 1) {
      let step = values[index + 1] - values[index]
      let room = slack[index] + slack[index + 1]
      if isUp ? step < -room : step > room { return index > start ? index : nil }
    }
    return nil
  }

  /// The roundest arguments first, as digits may hide how far they are off.
  ///
  /// - Parameter factor: by which the values were divided.
  func arguments(base: Double, factor: Double?) -> [Arguments] {
    let (whole, back) = (Int(saturating: up.rounded()), Int(saturating: down.rounded()))
    guard whole > 0, back > 0 else { return [] }
    let lengths = [(whole, whole), (whole, back)].filter { abs(Double($0.1) - down) < max(1.5, 0.02 * down) }
    return lengths.flatMap { up, down in
      [1e-2, 1e-3, 1e-4, 1e-6, 1e-9].map { room in
        let low = Self.round(base, room)
        let top = (factor == nil ? 0 : base) + height
        return Arguments(base: low, top: Self.round(top, room), up: up, down: down, factor: factor)
      }
    }
  }

  private static func round(_ value: Double, _ part: Double) -> Double {
    RoundNumber.between(value * (1 - part), value * (1 + part))
  }
}
