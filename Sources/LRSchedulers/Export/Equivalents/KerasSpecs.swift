/// Schedules of Keras that may have the rates of a plan. It cannot join any two, but for a warm-up and a cosine.
struct KerasSpecs {
  let plan: CurvePlan
  private typealias Spec = PythonSpec

  /// Curves of Keras keep their last rate.
  init(_ plan: CurvePlan) { self.plan = plan.withoutHeldEnd { _ in true } }

  var all: [String] { [plan.single.flatMap(spec), warmup, stairs].compactMap { $0 } }

  private var warmup: String? {
    guard let (first, top, steps, body) = plan.warmedUp, case .cosine(_, let to, let fall) = body else {
      return nil
    }
    return Spec.call(
      "CosineDecay", Spec.text(first), Spec.text(fall), Spec.keyword("alpha", top == 0 ? 0 : to / top),
      Spec.keyword("warmup_target", top), Spec.keyword("warmup_steps", steps))
  }

  private func spec(_ curve: Curve) -> String? {
    switch curve {
    case .line(let from, let to, let steps) where steps > 0: polynomial(from, to, 1, steps)
    case .polynomial(let from, let to, let power, let steps): polynomial(from, to, power, steps)
    case .cosine(let from, let to, let steps):
      Spec.call(
        "CosineDecay", Spec.text(from), Spec.text(steps), Spec.keyword("alpha", from == 0 ? 0 : to / from))
    case .exponential(let from, let factor, let steps, let isStaircase):
      decay("ExponentialDecay", from, steps, factor, isStaircase)
    case .inverseTime(let from, let rate, let steps, let isStaircase):
      decay("InverseTimeDecay", from, steps, rate, isStaircase)
    case .restarts(let from, let to, let steps, let growth, let height, nil):
      Spec.call(
        "CosineDecayRestarts", Spec.text(from), Spec.text(steps), Spec.keyword("t_mul", growth),
        Spec.keyword("m_mul", height), Spec.keyword("alpha", from == 0 ? 0 : to / from))
    case .line, .restarts, .stairs, .inverseRoot: nil
    }
  }

  private func polynomial(_ from: Double, _ to: Double, _ power: Double, _ steps: Int) -> String {
    Spec.call(
      "PolynomialDecay", Spec.text(from), Spec.text(steps), Spec.text(to), Spec.keyword("power", power))
  }

  private func decay(
    _ name: String, _ from: Double, _ steps: PythonNumber, _ rate: Double, _ isStaircase: Bool
  ) -> String {
    Spec.call(name, Spec.text(from), Spec.text(steps), Spec.text(rate), "staircase=" + Spec.text(isStaircase))
  }

  /// Rates that hold; the step at a boundary still has the old one.
  private var stairs: String? {
    var all: [Curve.Stair] = []
    for part in plan.parts {
      if let rate = part.curve.constant {
        all.append(.init(start: part.start, rate: rate))
      } else {
        guard case .stairs(let stairs) = part.curve else { return nil }
        all += stairs.map { .init(start: part.start + $0.start, rate: $0.rate) }
      }
    }
    // One rate alone is a decay by nothing.
    if all.count == 1 { return decay("ExponentialDecay", all[0].rate, 1, 1, false) }
    return Spec.call(
      "PiecewiseConstantDecay", Spec.list(all.dropFirst().map { Spec.text($0.start - 1) }),
      Spec.list(all.map { Spec.text($0.rate) }))
  }
}
