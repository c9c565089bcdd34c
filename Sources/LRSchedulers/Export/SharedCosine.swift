/// A linear warm-up and half a cosine, as most libraries have it, in rates and with the decay's own length.
struct SharedCosine {
  var first: Double
  var peak: Double
  var last: Double
  var warmup: Int
  var decay: Int

  init?(_ scheduler: any CataloguedScheduler, base: Double) {
    switch scheduler {
    case let cosine as CosineAnnealingLR:
      self.init(base, base, cosine.etaMin, 0, cosine.tMax)
    case let cosine as Transformers.Cosine:
      self.init(0, base, 0, cosine.numWarmupSteps, cosine.numTrainingSteps, includesWarmup: true)
    case let cosine as Transformers.CosineWithMinLR:
      let least = (try? cosine.floor.factor(defaultLR: base)) ?? 0
      self.init(0, base, base * least, cosine.numWarmupSteps, cosine.numTrainingSteps, includesWarmup: true)
    case let cosine as Timm.Cosine:
      self.init(
        cosine.warmup.firstLR, base, cosine.cycles.lowest, cosine.warmup.steps, cosine.cycles.length)
    case let cosine as Optax.WarmupCosineDecay:
      self.init(
        cosine.initValue, cosine.peakValue, cosine.endValue, cosine.warmupSteps, cosine.decaySteps,
        includesWarmup: true)
    case let cosine as Optax.CosineDecay:
      self.init(cosine.initValue, cosine.initValue, cosine.initValue * cosine.alpha, 0, cosine.decaySteps)
    case let cosine as Keras.CosineDecay:
      let peak = cosine.warmupTarget ?? cosine.initialLR
      let warmup = cosine.warmupTarget == nil ? 0 : cosine.warmupSteps
      self.init(cosine.initialLR, peak, peak * cosine.alpha, warmup, cosine.decaySteps)
    default: return nil
    }
  }

  private init?(
    _ first: Double, _ peak: Double, _ last: Double, _ warmup: PythonNumber, _ decay: PythonNumber,
    includesWarmup: Bool = false
  ) {
    guard case (.int(let warmup), .int(let length)) = (warmup, decay),
      (0...1 << 40).contains(warmup), (0...1 << 40).contains(length)
    else { return nil }
    (self.first, self.peak, self.last, self.warmup) = (first, peak, last, warmup)
    self.decay = includesWarmup ? length - warmup : length
  }

  /// The calls of a library that may say the same.
  func specs(in library: Library, base: Double) -> [String] {
    let alpha = peak == 0 ? 0 : last / peak
    switch library {
    case .transformers:
      return [
        "get_cosine_schedule_with_warmup(\(warmup), \(warmup + decay))",
        "get_cosine_with_min_lr_schedule_with_warmup(\(warmup), \(warmup + decay), min_lr=\(last))",
      ]
    case .timm:
      return [
        "CosineLRScheduler(\(decay), \(last), warmup_t=\(warmup), warmup_lr_init=\(first), warmup_prefix=True)"
      ]
    case .optax:
      return [
        "cosine_decay_schedule(\(peak), \(decay), \(alpha))",
        "warmup_cosine_decay_schedule(\(first), \(peak), \(warmup), \(warmup + decay), \(last))",
      ]
    case .keras:
      return [
        "CosineDecay(\(peak), \(decay), \(alpha))",
        "CosineDecay(\(first), \(decay), \(alpha), warmup_target=\(peak), warmup_steps=\(warmup))",
      ]
    case .pytorch: return []
    }
  }
}
