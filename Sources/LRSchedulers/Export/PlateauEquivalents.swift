/// PyTorch's ReduceLROnPlateau for the rules of other libraries that are the same.
extension PlateauScheduler {
  /// nil where PyTorch has no such rule.
  func torch() -> (scheduler: ReduceLROnPlateau, note: String)? {
    switch self {
    case let own as Mmengine.ReduceOnPlateau where own.range == Mmengine.Range():
      (
        plateau(minLR: own.minValue, eps: own.eps),
        "the same rule, but for losses above 1e9, which mmengine never takes for better."
      )
    case let own as Timm.Plateau where own.warmupT.isZero:
      (plateau(minLR: .all(own.lowest), eps: 1e-8), "PyTorch's is what timm drives.")
    case let own as Ignite.ReduceLROnPlateauScheduler where own.groupIndex == nil:
      (plateau(minLR: 0, eps: own.torch.eps), "the same rule, without min_lr, which ignite drops.")
    default: nil
    }
  }

  private func plateau(minLR: PerGroup<Double>, eps: Double) -> ReduceLROnPlateau {
    ReduceLROnPlateau(
      mode: rule.isMax ? .max : .min, factor: rule.factor, patience: rule.patience, threshold: rule.threshold,
      thresholdMode: rule.isRelative ? .rel : .abs, cooldown: rule.cooldown, minLR: minLR, eps: eps)
  }
}
