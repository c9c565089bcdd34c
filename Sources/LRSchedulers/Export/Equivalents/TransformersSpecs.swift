/// Schedules of transformers that may have the rates of a plan: a rise from 0, if any, and a body down from the base rate.
struct TransformersSpecs {
  let plan: CurvePlan
  let base: Double
  private typealias Spec = PythonSpec

  /// Its cosine rises again after the end; the others keep their last rate.
  init(_ plan: CurvePlan, base: Double) {
    self.plan = plan.withoutHeldEnd { _ in true }
    self.base = base
  }

  var all: [String] { warmedUp + stable }

  private var warmedUp: [String] {
    if let curve = plan.single {
      if case .line(0, base, let steps) = curve, steps > 0 {
        return ["get_constant_schedule_with_warmup(\(steps))"]
      }
      return body(curve, 0)
    }
    guard let (first, top, steps, curve) = plan.warmedUp, top == base else { return [] }
    return first == 0 ? body(curve, steps) : stepAhead(first, steps, curve)
  }

  private func body(_ curve: Curve, _ warmup: Int) -> [String] {
    guard curve.ends.first == base else { return [] }
    if curve.constant != nil {
      return [warmup == 0 ? "get_constant_schedule()" : "get_constant_schedule_with_warmup(\(warmup))"]
    }
    switch curve {
    case .line(_, let to, let steps): return line(to, steps, warmup)
    case .polynomial(_, let to, let power, let steps):
      return (power == 1 ? line(to, steps, warmup) : []) + [polynomial(to, power, steps, warmup)]
    case .cosine(_, let to, let steps): return cosine(to, steps, warmup)
    case .restarts(_, 0, let steps, 1, 1, let count):
      let cycles = count ?? Self.endless
      let all = warmup + steps.multipliedReportingOverflow(by: cycles).partialValue
      return ["get_cosine_with_hard_restarts_schedule_with_warmup(\(warmup), \(all), num_cycles=\(cycles))"]
    case .inverseRoot(_, let scale):
      return ["get_inverse_sqrt_schedule(\(warmup), timescale=\(Spec.text(scale)))"]
    case .restarts, .exponential, .inverseTime, .stairs: return []
    }
  }

  /// More cycles than any run has.
  private static let endless = 1_000_000

  private func line(_ to: Double, _ steps: Int, _ warmup: Int) -> [String] {
    let linear = "get_linear_schedule_with_warmup(\(warmup), \(warmup + steps))"
    return to == 0 ? [linear] : [polynomial(to, 1, steps, warmup)]
  }

  private func polynomial(_ to: Double, _ power: Double, _ steps: Int, _ warmup: Int) -> String {
    "get_polynomial_decay_schedule_with_warmup(\(warmup), \(warmup + steps), \(Spec.text(to)), \(Spec.text(power)))"
  }

  private func cosine(_ to: Double, _ steps: Int, _ warmup: Int) -> [String] {
    let all = warmup + steps
    return [
      // The one that stays at its end, as most others do.
      "get_wsd_schedule(\(warmup), \(steps), num_stable_steps=0, min_lr_ratio=\(Spec.text(to / base)))",
      to == 0
        ? "get_cosine_schedule_with_warmup(\(warmup), \(all))"
        : "get_cosine_with_min_lr_schedule_with_warmup(\(warmup), \(all), min_lr_rate=\(Spec.text(to / base)))",
    ]
  }

  /// A rise that does not begin at 0, and arrives in its own last step.
  private func stepAhead(_ first: Double, _ steps: Int, _ curve: Curve) -> [String] {
    guard case .cosine(_, let to, let fall) = curve else { return [] }
    let counts = "\(steps + 1), \(steps + 1 + fall)"
    let rates = "min_lr_rate=\(Spec.text(to / base)), warmup_lr_rate=\(Spec.text(first / base))"
    return ["get_cosine_with_min_lr_schedule_with_warmup_lr_rate(\(counts), \(rates))"]
  }

  /// A rise, a plateau and a fall to the rate that the rise began at.
  private var stable: [String] {
    var parts = plan.parts[...]
    var (warmup, low) = (0, nil as Double?)
    if parts.count == 3, case .line(let first, base, let steps) = parts[0].curve {
      (warmup, low) = (steps, first)
      parts = parts.dropFirst()
    }
    guard parts.count == 2, let flat = parts.first, let fall = parts.last, flat.curve.constant == base,
      flat.start == warmup, low == nil || fall.curve.ends.last == low
    else { return [] }
    return decay(fall.curve).map { decay, to, steps in
      let counts = "\(warmup), \(steps), num_stable_steps=\(fall.start - warmup)"
      return ["get_wsd_schedule(\(counts), decay_type='\(decay)', min_lr_ratio=\(Spec.text(to / base)))"]
    } ?? []
  }

  private func decay(_ curve: Curve) -> (String, Double, Int)? {
    switch curve {
    case .line(base, let to, let steps), .polynomial(base, let to, 1, let steps): ("linear", to, steps)
    case .cosine(base, let to, let steps): ("cosine", to, steps)
    default: nil
    }
  }
}
