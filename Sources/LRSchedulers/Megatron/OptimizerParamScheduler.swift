/// The schedule of Megatron-core 0.19 (`megatron.core.optimizer_param_scheduler`).
enum Megatron {
  /// What follows the warm-up.
  enum Style: String, CaseIterable {
    case constant, linear, cosine
    case inverseSquareRoot = "inverse-square-root"
    case wsd = "WSD"
  }

  /// How WSD anneals.
  enum Annealing: String, CaseIterable {
    case linear, cosine, exponential
    case minusSquareRoot = "minus_sqrt"
  }

  /// Warm-up, a curve, and the lowest rate for ever; the weight decay that it moves as well changes no rate.
  struct OptimizerParamScheduler: AbsoluteScheduler, CatalogScheduler {
    var initLR: Double
    var maxLR: Double
    var minLR: Double
    var warmupSteps: PythonNumber
    var decaySteps: PythonNumber
    var style: Style
    var kept = KeptArguments()
    var annealingSteps: PythonNumber?
    var annealing: Annealing?
    /// What each of the first steps counts, and the last of them every later one.
    var increments = StepIncrements()

    private var warmup: Double { warmupSteps.doubleValue }
    private var decay: Double { decaySteps.doubleValue }

    func validate() throws(SchedulerError) {
      try require(minLR >= 0, "min_lr (\(minLR.python)) must not be below 0", "min_lr")
      try require(
        maxLR >= minLR, "max_lr (\(maxLR.python)) must not be below min_lr (\(minLR.python))", "max_lr")
      try require(
        initLR <= maxLR, "init_lr (\(initLR.python)) must not be above max_lr (\(maxLR.python))", "init_lr")
      try require(decay > 0, "lr_decay_steps (\(decaySteps)) must be above 0", "lr_decay_steps")
      try require(
        warmup < decay, "lr_warmup_steps (\(warmupSteps)) must be below lr_decay_steps (\(decaySteps))",
        "lr_warmup_steps")
      try validateWeightDecay()
      try require(
        kept.values["override_opt_param_scheduler"] != true
          || kept.values["use_checkpoint_opt_param_scheduler"] == false,
        "both override and use-checkpoint are set.", "override_opt_param_scheduler")
      guard style == .wsd else { return }
      try require(annealingSteps != nil, "WSD needs wsd_decay_steps, but got None", "wsd_decay_steps")
      try require(annealing != nil, "WSD needs lr_wsd_decay_style, but got None", "lr_wsd_decay_style")
    }

    /// The weight decay changes no rate, but what Megatron refuses of it.
    private func validateWeightDecay() throws(SchedulerError) {
      func number(_ name: String) -> Double { kept.values[name]?.number?.doubleValue ?? 0.01 }
      let (start, end) = (number("start_wd"), number("end_wd"))
      try require(start >= 0, "start_wd (\(start.python)) must not be below 0", "start_wd")
      try require(
        end >= start, "end_wd (\(end.python)) must not be below start_wd (\(start.python))", "end_wd")
      let style = kept.values["wd_incr_style"] ?? "constant"
      try require(
        ["constant", "linear", "cosine"].contains(style),
        "\(style.python) weight decay increment style is not supported.", "wd_incr_style")
      try require(
        style != "constant" || start == end,
        "end_wd (\(end.python)) must be start_wd (\(start.python)) with wd_incr_style 'constant'", "end_wd")
    }

    /// Megatron asserts these.
    private func require(_ holds: Bool, _ message: @autoclosure () -> String, _ name: String)
      throws(SchedulerError)
    {
      if !holds { throw SchedulerError(.value, message(), parameter: name) }
    }

    func rate(_ step: Int) throws(SchedulerError) -> Double {
      let n = increments.sum(step)
      if warmup > 0, n <= warmup { return initLR + (maxLR - initLR) * n / warmup }
      if style == .constant { return maxLR }
      if n > decay { return minLR }
      if style == .inverseSquareRoot {
        return max(minLR, maxLR * max(warmup, 1).squareRoot() / max(n, 1).squareRoot())
      }
      return minLR + (try coefficient(n)) * (maxLR - minLR)
    }

    private func coefficient(_ n: Double) throws(SchedulerError) -> Double {
      let progress = (n - warmup) / (decay - warmup)
      switch style {
      case .linear: return 1 - progress
      case .cosine: return 0.5 * ((try PythonMath.cosine(.pi * progress)) + 1)
      default: return try annealed(n)
      }
    }

    private func annealed(_ n: Double) throws(SchedulerError) -> Double {
      let steps = annealingSteps?.doubleValue ?? 0
      if n <= decay - steps { return 1 }
      let x = (n - (decay - steps)) / steps
      switch annealing {
      case .cosine: return 0.5 * ((try PythonMath.cosine(.pi * x)) + 1)
      case .exponential: return 2 * (try PythonMath.power(0.5, x)) - 1
      case .minusSquareRoot: return 1 - x.squareRoot()
      default: return 1 - x
      }
    }
  }
}

/// What steps of a scheduler count: samples, where a step is a batch. The sums are kept, as they are asked for in every step.
struct StepIncrements: Equatable, Sendable {
  private(set) var values: [PythonNumber]
  private var sums: [Double]

  init(_ values: [PythonNumber] = [1]) {
    self.values = values
    sums = values.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.doubleValue) }
  }

  /// What so many steps count together; the last increment is that of all later steps.
  func sum(_ steps: Int) -> Double {
    if steps < sums.count { return sums[steps] }
    return (sums.last ?? 0) + Double(steps - sums.count + 1) * (values.last?.doubleValue ?? 1)
  }

  /// The step from which on at least so much is counted.
  func steps(to count: Double) -> Double {
    if let index = sums.firstIndex(where: { $0 >= count }) { return Double(index) }
    let last = values.last?.doubleValue ?? 1
    return Double(sums.count - 1) + (last > 0 ? ((count - (sums.last ?? 0)) / last).rounded(.up) : 0)
  }
}
