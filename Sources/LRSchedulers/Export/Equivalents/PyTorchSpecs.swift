/// Ready-made schedulers of PyTorch that may have the rates of a plan: one for each curve, in sequence.
struct PyTorchSpecs {
  let plan: CurvePlan
  let base: Double
  private typealias Spec = PythonSpec

  /// A cosine of PyTorch rises again, so that a last rate after it has to be said.
  init(_ plan: CurvePlan, base: Double) {
    self.plan = plan.withoutHeldEnd {
      switch $0 {
      case .cosine, .restarts: false
      default: true
      }
    }
    self.base = base
  }

  var all: [String] { [oneCycle, sequence].compactMap { $0 } }

  /// A scheduler for each curve, each beginning from the base rate.
  private var sequence: String? {
    guard base != 0 else { return nil }
    var stages: [(start: Int, spec: String)] = []
    for part in plan.parts {
      guard let specs = stage(part.curve) else { return nil }
      stages += specs.map { (part.start + $0.offset, $0.spec) }
    }
    if stages.count == 1 { return stages[0].spec }
    let milestones = stages.dropFirst().map { String($0.start) }
    return Spec.call(
      "SequentialLR", "schedulers=" + Spec.list(stages.map(\.spec)), "milestones=" + Spec.list(milestones))
  }

  private func stage(_ curve: Curve) -> [(offset: Int, spec: String)]? {
    if let rate = curve.constant { return [(0, constant(rate))] }
    if case .line(0, let to, let steps) = curve { return risingFromZero(to, steps) }
    return single(curve).map { [(0, $0)] }
  }

  private func single(_ curve: Curve) -> String? {
    switch curve {
    case .line(let from, let to, let steps), .polynomial(let from, let to, 1, let steps):
      if from == base, to == 0 { return "PolynomialLR(total_iters=\(steps))" }
      return "LinearLR(\(Spec.text(from / base)), \(Spec.text(to / base)), \(steps))"
    case .polynomial(base, 0, let power, let steps):
      return "PolynomialLR(total_iters=\(steps), power=\(Spec.text(power)))"
    case .cosine(base, let to, let steps): return "CosineAnnealingLR(\(steps), \(Spec.text(to)))"
    case .exponential(base, let factor, let steps, true): return "StepLR(\(steps), \(Spec.text(factor)))"
    case .exponential(base, let factor, let steps, false):
      guard let gamma = try? PythonMath.power(factor, 1 / steps.doubleValue) else { return nil }
      return "ExponentialLR(\(Spec.text(gamma)))"
    case .restarts(base, let to, let steps, let growth, 1, _):
      return Int(exactly: growth).map { "CosineAnnealingWarmRestarts(\(steps), \($0), \(Spec.text(to)))" }
    case .stairs(let stairs): return self.stairs(stairs)
    default: return nil
    }
  }

  /// Longer than any run.
  private static let endless = 1_000_000_000

  private func constant(_ rate: Double) -> String {
    "ConstantLR(factor=\(Spec.text(rate / base)), total_iters=\(Self.endless))"
  }

  /// `LinearLR` refuses to begin at 0; one step of `ConstantLR` supplies it.
  private func risingFromZero(_ to: Double, _ steps: Int) -> [(offset: Int, spec: String)]? {
    guard steps > 0 else { return nil }
    let zero = "ConstantLR(factor=0.0, total_iters=1)"
    if steps == 1 { return [(0, zero), (1, constant(to))] }
    let first = Spec.text(to / base / Double(steps))
    return [(0, zero), (1, "LinearLR(\(first), \(Spec.text(to / base)), \(steps - 1))")]
  }

  private func stairs(_ stairs: [Curve.Stair]) -> String? {
    guard stairs.count > 1, stairs[0].rate == base else { return nil }
    let milestones = stairs.dropFirst().map { String($0.start) }
    return "MultiStepLR(\(Spec.list(milestones)), \(Spec.text(stairs[1].rate / base)))"
  }

  /// Up, down, and in three phases further down; the momentum is left alone, as the others do.
  private var oneCycle: String? {
    let parts = plan.withoutHeldEnd { _ in true }.parts
    guard (2...3).contains(parts.count), let last = parts.last, parts.allSatisfy({ $0.curve.length > 0 })
    else {
      return nil
    }
    let (total, rise) = (last.start + last.curve.length + 1, parts[1].start + 1)
    let (first, peak) = (parts[0].curve.ends.first, parts[1].curve.ends.first)
    guard let end = last.curve.ends.last, first > 0, end > 0, let strategy = strategy(parts) else {
      return nil
    }
    let rates =
      "max_lr=\(Spec.text(peak)), div_factor=\(Spec.text(peak / first)), final_div_factor=\(Spec.text(first / end))"
    let shape = "pct_start=\(Spec.text(Double(rise) / Double(total))), anneal_strategy='\(strategy)'"
    let phases = parts.count == 3 ? ", three_phase=True" : ""
    return "OneCycleLR(\(rates), total_steps=\(total), \(shape)\(phases), cycle_momentum=False)"
  }

  private func strategy(_ parts: [CurvePlan.Part]) -> String? {
    let lines = parts.filter { if case .line = $0.curve { true } else { false } }.count
    let cosines = parts.filter { if case .cosine = $0.curve { true } else { false } }.count
    return lines == parts.count ? "linear" : cosines == parts.count ? "cos" : nil
  }
}
