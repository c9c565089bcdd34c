/// Schedulers of timm that may have the rates of a plan: a body, with or without a line before it.
struct TimmSpecs {
  let plan: CurvePlan
  let base: Double
  private typealias Spec = PythonSpec

  /// Curves of timm keep their last rate.
  init(_ plan: CurvePlan, base: Double) {
    self.plan = plan.withoutHeldEnd { _ in true }
    self.base = base
  }

  var all: [String] {
    if let curve = plan.single {
      let rise = rise(curve)
      return (body(curve, "") + [rise]).compactMap { $0 }
    }
    guard let (first, top, steps, curve) = plan.warmedUp, top == base else { return [] }
    let warmup = ", warmup_t=\(steps), \(Spec.keyword("warmup_lr_init", first)), warmup_prefix=True"
    return body(curve, warmup).compactMap { $0 }
  }

  /// A line up to the base rate, which stays.
  private func rise(_ curve: Curve) -> String? {
    guard case .line(let first, base, let steps) = curve, steps > 0 else { return nil }
    return "StepLRScheduler(decay_t=1, warmup_t=\(steps), \(Spec.keyword("warmup_lr_init", first)))"
  }

  private func body(_ curve: Curve, _ warmup: String) -> [String?] {
    guard curve.ends.first == base else { return [] }
    if curve.constant != nil { return ["StepLRScheduler(decay_t=1\(warmup))"] }
    switch curve {
    case .line(_, let to, let steps): return [polynomial(to, 1, steps, warmup)]
    case .polynomial(_, let to, let power, let steps): return [polynomial(to, power, steps, warmup)]
    case .cosine(_, let to, let steps):
      return ["CosineLRScheduler(\(steps), \(Spec.keyword("lr_min", to))\(warmup))"]
    case .exponential(_, let factor, let steps, true):
      return ["StepLRScheduler(\(steps), \(Spec.text(factor))\(warmup))"]
    case .restarts(_, let to, let steps, let growth, let height, let count):
      let cycles =
        "cycle_mul=\(Spec.text(growth)), cycle_decay=\(Spec.text(height)), cycle_limit=\(count ?? Self.endless)"
      return ["CosineLRScheduler(\(steps), \(Spec.keyword("lr_min", to)), \(cycles)\(warmup))"]
    case .stairs(let stairs): return [milestones(stairs, warmup)]
    case .exponential, .inverseTime, .inverseRoot: return []
    }
  }

  /// More cycles than any run has.
  private static let endless = 1_000_000_000

  private func polynomial(_ to: Double, _ power: Double, _ steps: Int, _ warmup: String) -> String {
    "PolyLRScheduler(\(steps), \(Spec.keyword("power", power)), \(Spec.keyword("lr_min", to))\(warmup))"
  }

  /// Milestones act an epoch early; all have one factor.
  private func milestones(_ stairs: [Curve.Stair], _ warmup: String) -> String? {
    guard stairs.count > 1, stairs[0].rate != 0 else { return nil }
    let times = Spec.list(stairs.dropFirst().map { Spec.text($0.start + 1) })
    return "MultiStepLRScheduler(\(times), \(Spec.text(stairs[1].rate / stairs[0].rate))\(warmup))"
  }
}
