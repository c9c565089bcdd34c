/// The schedulers of timm 1.0 (`timm.scheduler`): `step(t)` assigns a function of t, the epoch, or the update after
/// `step_update(t)` with `t_in_epochs=False`; the rates by t are the same.
enum Timm {
  /// What all schedulers take besides their shape.
  struct Warmup: Equatable, Sendable {
    var steps: PythonNumber = 0
    var firstLR = 0.0
    /// Whether the schedule begins after the warm-up, instead of running on unseen below it.
    var isPrefix = false
    var countsEpochs = true

    static let prefix = Warmup(isPrefix: true)

    var mark: ScheduleExtent.Mark { .init("warmup_t", steps) }
  }
}

/// A scheduler of timm: a curve with a linear warm-up before or over it.
protocol TimmScheduler: FormulaScheduler {
  var warmup: Timm.Warmup { get set }

  /// timm's `_get_lr` after the warm-up, t counted as the curve counts it.
  func curve(_ t: Double, base: Double) throws(SchedulerError) -> Double

  /// Where a warm-up over the curve leads to.
  func warmupTarget(base: Double) throws(SchedulerError) -> Double
}

extension TimmScheduler {
  func warmupTarget(base: Double) throws(SchedulerError) -> Double { base }

  /// Epoch 0 has what the constructor leaves, as timm's train script never calls `step(0)`.
  func rate(_ step: Int, base: Double, defaultLR: Double) throws(SchedulerError) -> Double {
    let (t, length) = (Double(step), warmup.steps.doubleValue)
    if step == 0 { return length == 0 ? base : warmup.firstLR }
    if t < length {
      let target = warmup.isPrefix ? base : try warmupTarget(base: base)
      return warmup.firstLR + t * ((target - warmup.firstLR) / length)
    }
    return try curve(warmup.isPrefix ? t - length : t, base: base)
  }

  /// The constructor's own step shows as well: the groups are at the first rate before any `step`.
  func isWarmingUp(_ step: Int) -> Bool { Double(step) < warmup.steps.doubleValue }
}

extension Parameter where S: TimmScheduler {
  static var warmupT: Parameter {
    .steps("warmup_t", \.warmup.steps, help: "epochs of the linear warm-up")
  }

  static var warmupLRInit: Parameter {
    .rate("warmup_lr_init", \.warmup.firstLR, help: "the rate of epoch 0, if there is a warm-up")
  }

  static var warmupPrefix: Parameter {
    .bool("warmup_prefix", \.warmup.isPrefix, help: "begin the schedule after the warm-up, not below it")
  }

  static var tInEpochs: Parameter {
    .bool("t_in_epochs", \.warmup.countsEpochs, help: "whether t counts epochs or updates")
  }
}
