/// Schedules of optax that may have the rates of a plan. Its `join_schedules` puts any curves together.
struct OptaxSpecs {
  let plan: CurvePlan
  private typealias Spec = PythonSpec

  /// Curves of optax keep their last rate.
  init(_ plan: CurvePlan) { self.plan = plan.withoutHeldEnd { _ in true } }

  var all: [String] { [warmup, interpolated, joined].compactMap { $0 } }

  /// The ready-made warm-ups.
  private var warmup: String? {
    guard let (first, top, steps, body) = plan.warmedUp else { return nil }
    let start = [Spec.text(first), Spec.text(top), Spec.text(steps)].joined(separator: ", ")
    switch body {
    case .cosine(_, let to, let fall):
      return Spec.call(
        "warmup_cosine_decay_schedule", start, Spec.text(steps + fall), Spec.keyword("end_value", to))
    case .exponential(_, let factor, let length, let isStaircase):
      return Spec.call(
        "warmup_exponential_decay_schedule", start, Spec.text(length), Spec.text(factor),
        "staircase=" + Spec.text(isStaircase))
    default: return nil
    }
  }

  /// Each curve from its own start.
  private var joined: String? {
    var (specs, boundaries) = ([String](), [String]())
    for part in plan.parts {
      for (offset, spec) in Self.specs(part.curve) {
        if !specs.isEmpty { boundaries.append(String(part.start + offset)) }
        specs.append(spec)
      }
      if Self.specs(part.curve).isEmpty { return nil }
    }
    return specs.count == 1
      ? specs[0] : Spec.call("join_schedules", Spec.list(specs), "boundaries=" + Spec.list(boundaries))
  }

  /// A cosine that rises from 0 has no factor to rise by; interpolation between boundaries has none either, but
  /// cosines from a rate above 0 it writes in one call.
  private var interpolated: String? {
    var (items, rate) = ([String](), plan.parts.first?.curve.ends.first ?? 0)
    guard rate > 0, plan.parts.count > 1 else { return nil }
    for part in plan.parts {
      guard case .cosine(let from, let to, let steps) = part.curve, from == rate, rate > 0 else { return nil }
      items.append("\(part.start + steps): \(Spec.text(to / from))")
      rate = to
    }
    let first = plan.parts[0].curve.ends.first
    return Spec.call(
      "piecewise_interpolate_schedule", "'cosine'", Spec.text(first), "{\(items.joined(separator: ", "))}")
  }

  /// The calls for one curve, each with the step from which it counts; none if optax has no such curve.
  private static func specs(_ curve: Curve) -> [(offset: Int, spec: String)] {
    if let rate = curve.constant { return [(0, Spec.call("constant_schedule", Spec.text(rate)))] }
    switch curve {
    case .restarts(_, let to, _, _, _, let count):
      let falls = curve.cycles.map { ($0.start, cosine(from: $0.top, to: to, steps: $0.steps)) }
      let end = curve.cycles.last.map { ($0.start + $0.steps, Spec.call("constant_schedule", Spec.text(to))) }
      return count == nil ? falls : falls + (end.map { [$0] } ?? [])
    default: return spec(curve).map { [(0, $0)] } ?? []
    }
  }

  private static func spec(_ curve: Curve) -> String? {
    switch curve {
    case .line(let from, let to, let steps):
      Spec.call("linear_schedule", Spec.text(from), Spec.text(to), Spec.text(steps))
    case .cosine(let from, let to, let steps): cosine(from: from, to: to, steps: steps)
    case .polynomial(let from, let to, let power, let steps):
      power == 1
        ? Spec.call("linear_schedule", Spec.text(from), Spec.text(to), Spec.text(steps))
        : Spec.call("polynomial_schedule", Spec.text(from), Spec.text(to), Spec.text(power), Spec.text(steps))
    case .exponential(let from, let factor, let steps, let isStaircase):
      Spec.call(
        "exponential_decay", Spec.text(from), Spec.text(steps), Spec.text(factor),
        "staircase=" + Spec.text(isStaircase))
    case .stairs(let stairs): self.stairs(stairs)
    case .inverseTime, .inverseRoot, .restarts: nil
    }
  }

  private static func cosine(from: Double, to: Double, steps: Int) -> String {
    let alpha = from == 0 ? 0 : to / from
    return Spec.call("cosine_decay_schedule", Spec.text(from), Spec.text(steps), Spec.keyword("alpha", alpha))
  }

  /// Factors from rate to rate; after a rate of 0 no factor leads on.
  private static func stairs(_ stairs: [Curve.Stair]) -> String? {
    guard let first = stairs.first else { return nil }
    let items = zip(stairs.dropFirst(), stairs).map { "\($0.start): \(Spec.text($0.rate / $1.rate))" }
    return Spec.call(
      "piecewise_constant_schedule", Spec.text(first.rate), "{\(items.joined(separator: ", "))}")
  }
}
