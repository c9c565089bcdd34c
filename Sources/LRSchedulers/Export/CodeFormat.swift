/// The languages a schedule can be written in.
public enum CodeFormat: String, Sendable, CaseIterable {
  /// A training script for PyTorch that runs as it stands.
  case pytorch
  /// The canonical one-line text.
  case spec
  /// The call and its imports, where the library has the schedule or an exact equivalent; else what stands in for it.
  case transformers, timm, optax, keras
  /// The same for libraries that nothing is translated to: their own schedules, and PyTorch's where they drive these.
  case deepspeed, megatron, fvcore, detectron2, mmengine, composer, fastai, paddle, ignite, mlx, tinygrad,
    diffusers, torchtitan
  /// A schedule of pytorch_optimizer in its own words.
  case pytorchOptimizer = "pytorch_optimizer"
  /// A schedule of pytorch-warmup in its own words.
  case pytorchWarmup = "pytorch_warmup"
  /// A schedule of a trainer in that trainer's own words.
  case axolotl, ultralytics, accelerate, lightning

  /// Those that have code for nearly every schedule.
  public static let general: [CodeFormat] = [.pytorch, .spec, .transformers, .timm, .optax, .keras]
}

/// What surrounds the schedule in the code.
public struct CodeContext: Sendable, Equatable {
  /// One rate for each parameter group.
  public var lrs: [Double]
  /// The optimizer without its parameters and rate, as `SGD(momentum=0.9)`.
  public var optimizer: String
  /// How many epochs the script trains.
  public var epochs: Int
  /// When the scheduler steps.
  public var interval: Interval
  /// The batches of an epoch's data, which a script makes up.
  public var stepsPerEpoch: Int

  /// What surrounds the schedule; by default SGD at 0.1 for 100 epochs.
  public init(
    lrs: [Double] = [0.1], optimizer: String = "SGD()", epochs: Int = 100, interval: Interval = .epoch,
    stepsPerEpoch: Int = 8
  ) {
    self.lrs = lrs
    self.optimizer = optimizer
    self.epochs = epochs
    self.interval = interval
    self.stepsPerEpoch = stepsPerEpoch
  }

  /// What surrounds the schedule of a plan: its rates, interval and length.
  public init(_ plan: Plan, optimizer: String = "SGD()") {
    self.init(
      lrs: plan.groups.map(\.lr), optimizer: optimizer, epochs: plan.epochs ?? 1, interval: plan.interval,
      stepsPerEpoch: plan.stepsPerEpoch ?? (plan.interval == .step ? max(1, plan.length) : 8))
  }

  /// Steps of the scheduler in the whole run.
  package var steps: Int {
    let (steps, overflow) = epochs.multipliedReportingOverflow(by: interval == .step ? stepsPerEpoch : 1)
    return overflow ? .max : steps
  }
}
