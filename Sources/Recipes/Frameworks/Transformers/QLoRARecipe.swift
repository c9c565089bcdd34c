import LRSchedulers

/// `qlora.py`, of which many projects have a copy: a Trainer with defaults of its own.
enum QLoRARecipe: Recipe {
  static let table = RecipeTable(
    name: "qlora", title: "qlora.py", version: "qlora.py of artidoro/qlora, transformers 5.24.0",
    forms: "flags of qlora.py",
    keys: TransformersRecipe.table.keys(defaulting: [
      "learning_rate": 2e-4, "lr_scheduler_type": "constant", "max_steps": 10_000,
      "per_device_train_batch_size": 1, "gradient_accumulation_steps": 16, "optim": "paged_adamw_32bit",
    ]),
    rules: ["Without warmup_ratio it is 0.03, which constant does not have: constant_with_warmup does."])

  static func claim(on part: ConfigurationPart) -> Int {
    part.runs(["qlora.py"]) && TransformersRecipe.claim(on: part) > 0 ? 93 : 0
  }

  static func plan(_ reader: RecipeReader) throws(SpecError) -> RecipePlan? {
    var part = reader.part
    let defaults: [(key: String, value: ScriptSetting.Content)] = [
      ("learning_rate", .double(2e-4)), ("lr_scheduler_type", .string("constant")),
      ("max_steps", .int(10_000)),
      ("per_device_train_batch_size", .int(1)), ("gradient_accumulation_steps", .int(16)),
    ]
    for (key, value) in defaults where !(key == "learning_rate" && reader.options.lrs != nil) {
      try MsSwiftRecipe.complete(&part, key, with: value, reader)
    }
    // Of a warm-up that the schedule does not have there is nothing to say.
    let type = part["lr_scheduler_type"]?.string
    if type != "constant", part["warmup_steps"] == nil {
      try MsSwiftRecipe.complete(&part, "warmup_ratio", with: .double(0.03), reader)
    }
    let trainer = RecipeReader(table, part, reader.options)
    defer { reader.take(trainer) }
    return try TransformersRecipe.plan(trainer)
  }
}
