/// Every scheduler there is, in the order in which they are offered.
public enum Catalog {
  /// The name again, and the type behind a closure, so that finding one of fifty schedulers costs nothing of the others.
  typealias Line = (name: String, entry: @Sendable () -> CatalogEntry)

  /// A new scheduler is its own file and one line here.
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
  ]

  /// Those that another library has as well; their names have a prefix.
  private static let namesakes: [Line] = [
    ("keras.callbacks.ReduceLROnPlateau", { .init(Keras.ReduceLROnPlateau.self) })
  ]

  static let lines = schedulers + namesakes

  /// All entries: PyTorch's first, then those of the other libraries.
  public static let entries: [CatalogEntry] = lines.map { $0.entry() }

  /// The entry of that name, in exactly that spelling.
  public static func entry(named name: String) -> CatalogEntry? {
    lines.first { $0.name == name }?.entry()
  }

  /// The entry that a call means: where two libraries have the name, the prefix decides, or a keyword argument that
  /// only the second has.
  static func entry(matching call: PythonCall) -> CatalogEntry? {
    if let namesake = namesakes.first(where: { $0.name.hasSuffix("." + call.name) }) {
      let entry = namesake.entry()
      if entry.isMeant(by: call) { return entry }
    }
    return entry(named: call.name)
  }

  /// The names that resemble a misspelt one, nearest first; at most three.
  public static func suggestions(for name: String) -> [String] {
    Spelling.ranked(name, in: entries.map(\.name), limit: 3)
  }
}

extension CatalogEntry {
  /// Whether a call has this library's prefix, or arguments of its own and no prefix of another.
  fileprivate func isMeant(by call: PythonCall) -> Bool {
    let prefix = call.qualifiedName.split(separator: ".").dropLast()
    if prefix.contains("keras") || prefix.contains("callbacks") { return true }
    let keywords = call.arguments.compactMap(\.keyword)
    let own = keywords.contains { $0 == "monitor" || $0 == "min_delta" }
    return prefix.isEmpty && own && keywords.allSatisfy { parameter(named: $0) != nil }
  }
}
