import LRSchedulers

/// Commands of AI2's open-instruct: its programs have the Trainer's flags, and rules of their own.
enum OpenInstructRecipe: Recipe {
  static let table = RecipeTable(
    name: "open-instruct", title: "open-instruct",
    version: "open-instruct at e6c3044, OLMo-core at fa6c501, accelerate 1.15",
    forms:
      "flags of finetune.py, dpo_tune_cache.py, olmo_core_finetune.py, dpo.py and grpo_fast.py of its folder",
    keys: [
      RecipeKey("learning_rate", 2e-5, "the optimizer's rate"),
      RecipeKey(
        "lr_scheduler_type", "linear",
        "linear, cosine or constant; with finetune.py, dpo_tune_cache.py and grpo_fast.py transformers' others too"
      ),
      RecipeKey(
        "warmup_ratio", nil,
        "a share of the steps; 0.03, of dpo.py and dpo_tune_cache.py 0.1, of grpo_fast.py 0",
        rounding: "int(share x steps)"),
      RecipeKey(
        "final_lr_ratio", nil, "the last share of the rate, of finetune.py with linear",
        rounding: "steps: (steps - ratio x warm-up) / (1 - ratio)"),
      RecipeKey("num_train_epochs", 2, "epochs of finetune.py"),
      RecipeKey(
        "num_epochs", 1,
        "epochs of the others, of early releases num_train_epochs too; with grpo_fast.py passes over each batch"
      ),
      RecipeKey("max_train_steps", nil, "updates of the training; wins over the epochs"),
      RecipeKey(
        "per_device_train_batch_size", 8,
        "samples of a batch on one device; packed sequences of dpo.py and olmo_core_finetune.py"),
      RecipeKey("gradient_accumulation_steps", 1, "batches of an update"),
      RecipeKey(
        "total_episodes", 100_000, "episodes of grpo_fast.py",
        rounding: "steps: episodes // (prompts x samples), x num_epochs x num_mini_batches"),
      RecipeKey("num_unique_prompts_rollout", 16, "prompts of a step"),
      RecipeKey("num_samples_per_prompt_rollout", 4, "samples of a prompt"),
      RecipeKey("num_mini_batches", 1, "updates that a step of grpo_fast.py is cut into"),
      RecipeKey("weight_decay", 0.0, "AdamW's weight decay"),
    ],
    rules: [
      "finetune.py and dpo_tune_cache.py: accelerate makes a step of the scheduler for each process and update. Its length is max_train_steps x processes, or without them epochs x ceil(batches / accumulation), the batches not yet shared between processes.",
      "dpo.py and olmo_core_finetune.py: OLMo-core's schedulers count the updates from 1; cosine ends at a tenth of the rate.",
      "grpo_fast.py: transformers' schedulers, a step each update.",
    ])

  static func claim(on part: ConfigurationPart) -> Int {
    // A run that only makes the cache of its data trains nothing.
    OpenInstructProgram(part) == nil || part["cache_dataset_only"] != nil ? 0 : 96
  }

  static func plan(_ reader: RecipeReader) throws(SpecError) -> RecipePlan? {
    guard let program = OpenInstructProgram(reader.part) else { return nil }
    let rates = try reader.rates("learning_rate")
    let made: (schedule: Schedule, length: Int?, perEpoch: Int?)
    switch program.kind {
    case .accelerate: made = try OpenInstructAccelerate(program).made(reader)
    case .olmoCore: made = try OpenInstructOLMoCore(program).made(reader)
    case .grpo: made = try grpo(program, reader)
    case .unknown:
      throw SpecError(
        "\(program.name) of open-instruct has a rule of its own that is not read here",
        line: reader.part.line, column: 1,
        hint: "read are \(OpenInstructProgram.known.keys.sorted().joined(separator: ", "))")
    }
    var optimizer = RecipeOptimizer("AdamW", line: reader.givenLine(of: "weight_decay"))
    optimizer.weightDecay = try reader.number("weight_decay")
    if program.name == "olmo_core_finetune.py" { optimizer.betas = [0.9, 0.95] }
    try reader.finish()
    var plan = RecipePlan(
      made.schedule, lr: rates[0], interval: .step, length: made.length, stepsPerEpoch: made.perEpoch)
    plan.groups = rates.map { ParameterGroup(lr: $0) }
    plan.optimizer = optimizer.pasted
    return plan
  }

  /// `grpo_fast.py` hands transformers' scheduler to DeepSpeed, which steps it once an update.
  private static func grpo(
    _ program: OpenInstructProgram, _ reader: RecipeReader
  ) throws(SpecError) -> (schedule: Schedule, length: Int?, perEpoch: Int?) {
    let episodes = try reader.positiveCount("total_episodes")
    let batch = try reader.positiveCount("num_unique_prompts_rollout").times(
      reader.positiveCount("num_samples_per_prompt_rollout"))
    let updates = try reader.positiveCount("num_epochs").times(reader.positiveCount("num_mini_batches"))
    let steps = (episodes / batch).times(updates)
    for key in ["total_episodes", "num_unique_prompts_rollout", "num_samples_per_prompt_rollout"]
    where reader.part[key] == nil {
      reader.notes.append(
        "no \(reader.name(key)) is given: \(program.name)'s default, \(table.key(key)?.standard?.text ?? "")")
    }
    guard steps > 0 else {
      throw reader.refusal("total_episodes", "are \(episodes), fewer than the \(batch) of a step")
    }
    reader.rules.append(
      "updates: \(RuleText.count(episodes)) // \(batch) x \(updates) = \(RuleText.steps(steps))")
    let warmup = try program.warmup(of: steps, reader)
    let type = try reader.choice("lr_scheduler_type", of: AccelerateSchedule.functions.keys.sorted())
    let made = AccelerateSchedule(
      type: type, key: "lr_scheduler_type", warmup: warmup, total: steps, processes: 1)
    return (try made.schedule(reader), steps, nil)
  }
}

/// Which program of open-instruct a command starts.
struct OpenInstructProgram {
  enum Kind { case accelerate, olmoCore, grpo, unknown }

  var name: String
  var kind: Kind
  private var ratio: Double

  static let known: [String: (kind: Kind, ratio: Double)] = [
    "finetune.py": (.accelerate, 0.03), "dpo_tune_cache.py": (.accelerate, 0.1),
    "olmo_core_finetune.py": (.olmoCore, 0.03), "dpo.py": (.olmoCore, 0.1), "grpo_fast.py": (.grpo, 0),
  ]

  /// nil for a program of another folder.
  init?(_ part: ConfigurationPart) {
    guard part.form == .commandLine,
      let word = part.words.last(where: { $0.hasSuffix(".py") && $0.contains("open_instruct/") })
    else { return nil }
    name = word.split(separator: "/").last.map(String.init) ?? word
    (kind, ratio) = Self.known[name] ?? (.unknown, 0)
  }

  /// `int(steps * warmup_ratio)`
  func warmup(of steps: Int, _ reader: RecipeReader) throws(SpecError) -> Int {
    let own = try reader.optionalNumber("warmup_ratio")
    if own == nil, ratio > 0 {
      reader.notes.append("no \(reader.name("warmup_ratio")) is given: \(name)'s default, \(ratio.shown)")
    }
    let share = own ?? ratio
    guard (0...1).contains(share) else {
      throw reader.refusal("warmup_ratio", "must be from 0 to 1, but is \(RuleText.number(share))")
    }
    let warmup = Int(saturating: Double(steps) * share)
    reader.rules.append(
      share == 0
        ? "warm-up: none"
        : "warm-up: int(\(RuleText.number(share)) x \(RuleText.count(steps))) = \(RuleText.steps(warmup))")
    return warmup
  }
}
