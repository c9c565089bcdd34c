/// Every scheduler there is, in the order in which they are offered.
public enum Catalog {
  /// The name again, and the type behind a closure, so that finding one of fifty schedulers costs nothing of the others.
  typealias Line = (name: String, entry: @Sendable () -> CatalogEntry)

  /// A new scheduler is its own file and one line here. A name that a library before has as well gets a prefix.
  private static let schedulers: [Line] = [
    ("StepLR", { .init(StepLR.self) }),
    ("MultiStepLR", { .init(MultiStepLR.self) }),
    ("ExponentialLR", { .init(ExponentialLR.self) }),
    ("ReduceLROnPlateau", { .init(ReduceLROnPlateau.self) }),
    ("CosineAnnealingLR", { .init(CosineAnnealingLR.self) }),
    ("ConstantLR", { .init(ConstantLR.self) }),
    ("LinearLR", { .init(LinearLR.self) }),
    ("PolynomialLR", { .init(PolynomialLR.self) }),
    ("CosineAnnealingWarmRestarts", { .init(CosineAnnealingWarmRestarts.self) }),
    ("CyclicLR", { .init(CyclicLR.self) }),
    ("OneCycleLR", { .init(OneCycleLR.self) }),
    ("SWALR", { .init(SWALR.self) }),
    ("SequentialLR", { .init(SequentialLR.self) }),
    ("ChainedScheduler", { .init(ChainedScheduler.self) }),
    ("LambdaLR", { .init(LambdaLR.self) }),
    ("MultiplicativeLR", { .init(MultiplicativeLR.self) }),
    ("get_scheduler", { .init(Transformers.GetScheduler.self) }),
    ("get_linear_schedule_with_warmup", { .init(Transformers.Linear.self) }),
    ("get_cosine_schedule_with_warmup", { .init(Transformers.Cosine.self) }),
    (
      "get_cosine_with_hard_restarts_schedule_with_warmup",
      { .init(Transformers.CosineWithHardRestarts.self) }
    ),
    ("get_polynomial_decay_schedule_with_warmup", { .init(Transformers.Polynomial.self) }),
    ("get_constant_schedule", { .init(Transformers.Constant.self) }),
    ("get_constant_schedule_with_warmup", { .init(Transformers.ConstantWithWarmup.self) }),
    ("get_inverse_sqrt_schedule", { .init(Transformers.InverseSqrt.self) }),
    ("get_cosine_with_min_lr_schedule_with_warmup", { .init(Transformers.CosineWithMinLR.self) }),
    (
      "get_cosine_with_min_lr_schedule_with_warmup_lr_rate",
      { .init(Transformers.CosineWithMinLRWarmupRate.self) }
    ),
    ("get_wsd_schedule", { .init(Transformers.WarmupStableDecay.self) }),
    ("CosineLRScheduler", { .init(Timm.Cosine.self) }),
    ("StepLRScheduler", { .init(Timm.Step.self) }),
    ("MultiStepLRScheduler", { .init(Timm.MultiStep.self) }),
    ("PolyLRScheduler", { .init(Timm.Poly.self) }),
    ("TanhLRScheduler", { .init(Timm.Tanh.self) }),
    ("constant_schedule", { .init(Optax.Constant.self) }),
    ("linear_schedule", { .init(Optax.Linear.self) }),
    ("polynomial_schedule", { .init(Optax.Polynomial.self) }),
    ("cosine_decay_schedule", { .init(Optax.CosineDecay.self) }),
    ("exponential_decay", { .init(Optax.ExponentialDecay.self) }),
    ("piecewise_constant_schedule", { .init(Optax.PiecewiseConstant.self) }),
    ("piecewise_interpolate_schedule", { .init(Optax.PiecewiseInterpolate.self) }),
    ("cosine_onecycle_schedule", { .init(Optax.CosineOneCycle.self) }),
    ("linear_onecycle_schedule", { .init(Optax.LinearOneCycle.self) }),
    ("warmup_constant_schedule", { .init(Optax.WarmupConstant.self) }),
    ("warmup_cosine_decay_schedule", { .init(Optax.WarmupCosineDecay.self) }),
    ("warmup_exponential_decay_schedule", { .init(Optax.WarmupExponentialDecay.self) }),
    ("join_schedules", { .init(Optax.JoinSchedules.self) }),
    ("sgdr_schedule", { .init(Optax.SGDR.self) }),
    ("CosineDecay", { .init(Keras.CosineDecay.self) }),
    ("CosineDecayRestarts", { .init(Keras.CosineDecayRestarts.self) }),
    ("ExponentialDecay", { .init(Keras.ExponentialDecay.self) }),
    ("PiecewiseConstantDecay", { .init(Keras.PiecewiseConstantDecay.self) }),
    ("PolynomialDecay", { .init(Keras.PolynomialDecay.self) }),
    ("InverseTimeDecay", { .init(Keras.InverseTimeDecay.self) }),
    ("keras.callbacks.ReduceLROnPlateau", { .init(Keras.ReduceLROnPlateau.self) }),
  ]

  /// The second ring.
  private static let ring: [Line] = [
    ("WarmupLR", { .init(DeepSpeed.WarmupLR.self) }),
    ("WarmupDecayLR", { .init(DeepSpeed.WarmupDecayLR.self) }),
    ("WarmupCosineLR", { .init(DeepSpeed.WarmupCosineLR.self) }),
    ("OneCycle", { .init(DeepSpeed.OneCycle.self) }),
    ("LRRangeTest", { .init(DeepSpeed.LRRangeTest.self) }),
    ("OptimizerParamScheduler", { .init(Megatron.OptimizerParamScheduler.self) }),
    ("ConstantParamScheduler", { .init(Fvcore.Constant.self) }),
    ("CosineParamScheduler", { .init(Fvcore.Cosine.self) }),
    ("ExponentialParamScheduler", { .init(Fvcore.Exponential.self) }),
    ("LinearParamScheduler", { .init(Fvcore.Linear.self) }),
    ("PolynomialDecayParamScheduler", { .init(Fvcore.Polynomial.self) }),
    ("MultiStepParamScheduler", { .init(Fvcore.MultiStep.self) }),
    ("StepParamScheduler", { .init(Fvcore.Step.self) }),
    ("StepWithFixedGammaParamScheduler", { .init(Fvcore.StepWithFixedGamma.self) }),
    ("CompositeParamScheduler", { .init(Fvcore.Composite.self) }),
    ("LRMultiplier", { .init(Detectron2.LRMultiplier.self) }),
    ("WarmupParamScheduler", { .init(Detectron2.WarmupParamScheduler.self) }),
    ("WarmupMultiStepLR", { .init(Detectron2.WarmupMultiStepLR.self) }),
    ("detectron2.WarmupCosineLR", { .init(Detectron2.WarmupCosineLR.self) }),
    ("mmengine.ConstantLR", { .init(Mmengine.Constant<Mmengine.Rate>.self) }),
    ("mmengine.LinearLR", { .init(Mmengine.Linear<Mmengine.Rate>.self) }),
    ("mmengine.ExponentialLR", { .init(Mmengine.Exponential<Mmengine.Rate>.self) }),
    ("mmengine.StepLR", { .init(Mmengine.Step<Mmengine.Rate>.self) }),
    ("mmengine.MultiStepLR", { .init(Mmengine.MultiStep<Mmengine.Rate>.self) }),
    ("PolyLR", { .init(Mmengine.Poly<Mmengine.Rate>.self) }),
    ("mmengine.CosineAnnealingLR", { .init(Mmengine.CosineAnnealing<Mmengine.Rate>.self) }),
    ("CosineRestartLR", { .init(Mmengine.CosineRestart<Mmengine.Rate>.self) }),
    ("mmengine.OneCycleLR", { .init(Mmengine.OneCycle.self) }),
    ("ReduceOnPlateauLR", { .init(Mmengine.ReduceOnPlateau.self) }),
    ("ConstantMomentum", { .init(Mmengine.Constant<Mmengine.Momentum>.self) }),
    ("LinearMomentum", { .init(Mmengine.Linear<Mmengine.Momentum>.self) }),
    ("ExponentialMomentum", { .init(Mmengine.Exponential<Mmengine.Momentum>.self) }),
    ("StepMomentum", { .init(Mmengine.Step<Mmengine.Momentum>.self) }),
    ("MultiStepMomentum", { .init(Mmengine.MultiStep<Mmengine.Momentum>.self) }),
    ("PolyMomentum", { .init(Mmengine.Poly<Mmengine.Momentum>.self) }),
    ("CosineAnnealingMomentum", { .init(Mmengine.CosineAnnealing<Mmengine.Momentum>.self) }),
    ("CosineRestartMomentum", { .init(Mmengine.CosineRestart<Mmengine.Momentum>.self) }),
    ("mmengine.param_scheduler", { .init(Mmengine.List.self) }),
    ("StepScheduler", { .init(Composer.Step.self) }),
    ("MultiStepScheduler", { .init(Composer.MultiStep.self) }),
    ("ConstantScheduler", { .init(Composer.Constant.self) }),
    ("LinearScheduler", { .init(Composer.Linear.self) }),
    ("ExponentialScheduler", { .init(Composer.Exponential.self) }),
    ("CosineAnnealingScheduler", { .init(Composer.CosineAnnealing.self) }),
    ("CosineAnnealingWarmRestartsScheduler", { .init(Composer.WarmRestarts.self) }),
    ("PolynomialScheduler", { .init(Composer.Polynomial.self) }),
    ("MultiStepWithWarmupScheduler", { .init(Composer.MultiStepWithWarmup.self) }),
    ("ConstantWithWarmupScheduler", { .init(Composer.ConstantWithWarmup.self) }),
    ("LinearWithWarmupScheduler", { .init(Composer.LinearWithWarmup.self) }),
    ("CosineAnnealingWithWarmupScheduler", { .init(Composer.CosineWithWarmup.self) }),
    ("PolynomialWithWarmupScheduler", { .init(Composer.PolynomialWithWarmup.self) }),
    ("InverseSquareRootWithWarmupScheduler", { .init(Composer.InverseSquareRootWithWarmup.self) }),
    ("LRSchedulersContainer.Config", { .init(Torchtitan.Config.self) }),
    ("ultralytics.train", { .init(Ultralytics.Train.self) }),
  ]

  static let lines = schedulers + ring

  /// All entries: PyTorch's first, then those of the other libraries.
  public static let entries: [CatalogEntry] = lines.map { $0.entry() }

  /// The entry of that name, in exactly that spelling.
  public static func entry(named name: String) -> CatalogEntry? {
    lines.first { $0.name == name }?.entry()
  }

  /// The names that resemble a misspelt one, nearest first; at most three.
  public static func suggestions(for name: String) -> [String] {
    Spelling.ranked(name, in: entries.map(\.name), limit: 3)
  }
}
