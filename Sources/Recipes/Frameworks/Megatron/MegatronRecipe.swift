import LRSchedulers

/// Megatron-LM's flags, by `SchedulerConfig` and `get_optimizer_param_scheduler` of core 0.19.2.
enum MegatronRecipe: Recipe {
  static let table = RecipeTable(
    name: "megatron", title: "Megatron",
    version: "Megatron-core 0.19.2; tokens: Megatron-DeepSpeed at 4efb479",
    forms: "flags of pretrain_gpt.py and its kin, in iterations or in samples",
    keys: [
      RecipeKey("lr", nil, "the peak; required"),
      RecipeKey("min_lr", 0.0, "the lowest rate, no share of the peak"),
      RecipeKey("lr_decay_style", "linear", "constant, linear, cosine, inverse-square-root or WSD"),
      RecipeKey(
        "lr_wsd_decay_style", "exponential", "WSD's decay: exponential, linear, cosine or minus_sqrt"),
      RecipeKey("lr_warmup_init", 0.0, "the first rate of the warm-up"),
      RecipeKey("lr_warmup_iters", 0, "iterations of the warm-up", rounding: "x global batch samples"),
      RecipeKey("lr_warmup_samples", 0, "samples of the warm-up"),
      RecipeKey(
        "lr_warmup_fraction", nil, "a share of the decay's length, the warm-up's included",
        rounding: "not rounded: 0.13 x 160 = 20.8 samples"),
      RecipeKey(
        "lr_decay_iters", nil, "iterations up to min_lr; the training's where none are given",
        rounding: "x global batch samples"),
      RecipeKey("lr_decay_samples", nil, "samples up to min_lr; the training's where none are given"),
      RecipeKey(
        "lr_wsd_decay_iters", nil, "the last iterations, in which WSD decays",
        rounding: "x global batch samples"),
      RecipeKey("lr_wsd_decay_samples", nil, "the last samples, in which WSD decays"),
      RecipeKey("train_iters", nil, "iterations of the training"),
      RecipeKey(
        "train_samples", nil, "samples of the training", rounding: "iterations: samples // global batch"),
      RecipeKey("global_batch_size", nil, "samples of an iteration"),
      RecipeKey("micro_batch_size", nil, "samples of a batch on one device"),
      RecipeKey(
        "rampup_batch_size", nil,
        "first batch, increment, samples of the ramp-up: an iteration counts the batch that it has"),
      RecipeKey("optimizer", "adam", "adam, whose weight decay is decoupled, sgd, or another"),
      RecipeKey("weight_decay", 0.01, "the optimizer's weight decay"),
      RecipeKey("adam_beta1", 0.9, "adam's first beta"),
      RecipeKey("adam_beta2", 0.999, "its second"),
      RecipeKey("adam_eps", 1e-8, "its epsilon"),
      RecipeKey("sgd_momentum", 0.9, "sgd's momentum"),
    ] + MegatronTokens.keys,
    rules: [
      "The schedule counts samples: an iteration adds its batch, an iteration that is skipped adds nothing.",
      "The warm-up's last step, and the decay's, are included; behind the decay the rate is min_lr.",
    ] + MegatronTokens.rules)

  static func claim(on part: ConfigurationPart) -> Int {
    guard part.form == .commandLine || part.form == .yaml else { return 0 }
    // GPT-NeoX has keys of these names and a warm-up and decay of its own.
    if part["optimizer"]?.entries != nil { return 0 }
    let own = part.count(of: [
      "train_iters", "train_samples", "lr_decay_style", "lr_decay_iters", "lr_decay_samples",
      "lr_warmup_iters",
      "lr_warmup_fraction", "lr_warmup_samples", "lr_wsd_decay_iters", "lr_wsd_decay_style",
      "rampup_batch_size",
    ])
    let shared = part.count(of: [
      "lr", "min_lr", "global_batch_size", "micro_batch_size", "num_layers", "hidden_size",
    ])
    return own == 0 ? 0 : 40 + 10 * own + shared
  }

  static func plan(_ reader: RecipeReader) throws(SpecError) -> RecipePlan? {
    if reader.options.lrs == nil { reader.require("lr", for: "the peak") }
    let peak = try reader.rates("lr")[0]
    let style = try reader.choice(
      "lr_decay_style", of: ["constant", "linear", "cosine", "inverse-square-root", "WSD"])
    let annealing = try reader.choice(
      "lr_wsd_decay_style", of: ["exponential", "linear", "cosine", "minus_sqrt"])
    let (lowest, first) = (try reader.number("min_lr"), try reader.number("lr_warmup_init"))
    let optimizer = try optimizer(reader)
    guard let lengths = try MegatronLengths(reader) else { return nil }
    var arguments = [
      "init_lr=\(PythonNumber.repr(first))", "max_lr=\(PythonNumber.repr(peak))",
      "min_lr=\(PythonNumber.repr(lowest))",
      "lr_warmup_steps=\(text(lengths.warmup))", "lr_decay_steps=\(lengths.decay)",
      "lr_decay_style='\(style)'",
      "start_wd=0.01", "end_wd=0.01", "wd_incr_steps=\(lengths.decay)", "wd_incr_style='constant'",
    ]
    if style == "WSD" {
      guard let length = lengths.annealing else {
        throw reader.refusal(
          "lr_decay_style",
          "is WSD, which needs --lr-wsd-decay-\(lengths.countsSamples ? "samples" : "iters")")
      }
      arguments += ["wsd_decay_steps=\(length)", "lr_wsd_decay_style='\(annealing)'"]
    } else if lengths.annealing != nil || reader.part["lr_wsd_decay_style"] != nil {
      reader.notes.append("the flags of WSD have no effect with '\(style)'")
    }
    arguments.append(
      "increment=" + (lengths.batches.count == 1 ? String(lengths.batches[0]) : "\(lengths.batches)"))
    reader.rules.append(
      "schedule: \(style) from \(PythonNumber.repr(peak)) to \(PythonNumber.repr(lowest)), a step each iteration"
    )
    let schedule = try reader.schedule(
      text: "OptimizerParamScheduler(optimizer, \(arguments.joined(separator: ", ")))", for: "lr_decay_style")
    try reader.finish()
    var plan = RecipePlan(schedule, lr: peak, interval: .step, length: lengths.iterations)
    plan.optimizer = optimizer
    return plan
  }

  /// `_get_megatron_optimizer_based_on_param_groups`: adam is AdamW, unless its weight decay is told not to be decoupled.
  private static func optimizer(_ reader: RecipeReader) throws(SpecError) -> PastedOptimizer {
    let word = try reader.text("optimizer")
    let isCoupled =
      reader.isGiven("no_decoupled_weight_decay") || reader.isGiven("disable_decoupled_weight_decay")
    var optimizer = RecipeOptimizer(
      word == "adam" && !isCoupled ? "AdamW" : word, line: reader.givenLine(of: "optimizer"))
    optimizer.weightDecay = try reader.number("weight_decay")
    if word == "sgd" {
      optimizer.momentum = try reader.number("sgd_momentum")
    } else {
      optimizer.betas = [try reader.number("adam_beta1"), try reader.number("adam_beta2")]
      optimizer.eps = try reader.number("adam_eps")
    }
    return optimizer.pasted
  }

  private static func text(_ samples: Double) -> String {
    Int(exactly: samples).map(String.init) ?? PythonNumber.repr(samples)
  }
}
