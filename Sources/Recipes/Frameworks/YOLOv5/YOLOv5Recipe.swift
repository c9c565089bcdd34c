import LRSchedulers

/// The hyper-parameter files of YOLOv5 and of YOLOv7, which came from it, by `train.py` of each. Keys of losses that Ultralytics' later
/// packages do not have tell them.
enum YOLOv5Recipe: Recipe {
  static let table = RecipeTable(
    name: "yolov5", title: "YOLOv5", version: "YOLOv5 7.0, YOLOv7 0.1",
    forms: "hyp YAML with lr0, lrf and keys of its losses such as anchor_t, obj or iou_t",
    keys: [
      RecipeKey("lr0", 0.01, "SGD's first rate behind the warm-up"),
      RecipeKey("lrf", 0.01, "the fraction of it that the rate goes towards"),
      RecipeKey(
        "warmup_epochs", 3.0, "epochs of the warm-up, fractions too",
        rounding: "max(round(warmup_epochs x batches), 100), halves to even; 1,000 with YOLOv7"),
      RecipeKey("warmup_momentum", 0.8, "the momentum that the warm-up begins with"),
      RecipeKey("warmup_bias_lr", 0.1, "the rate of the biases that the warm-up begins with"),
      RecipeKey("momentum", 0.937, "SGD's momentum, or beta1"),
      RecipeKey("weight_decay", 0.0005, "the weight decay", rounding: "x batch x batches of an update / 64"),
      RecipeKey("optimizer", "SGD", "train.py's --optimizer"),
      RecipeKey(
        "batch_size", 16, "train.py's --batch-size, on all devices", rounding: "batches: ceil(samples / size)"
      ),
      RecipeKey(
        "cos_lr", nil, "train.py's --cos-lr: a cosine instead of a line; YOLOv7 has it unless --linear-lr"),
    ],
    rules: [
      "epochs are a flag of train.py, and asked for.",
      "Files with loss_ota or paste_in are YOLOv7's. YOLOv5 before 6.2 had a cosine unless --linear-lr, and 1,000 batches at least: --define cos_lr=True, --define least_warmup=1000.",
    ])

  /// What Ultralytics' `default.yaml` does not have.
  private static let losses = [
    "anchor_t", "anchors", "fl_gamma", "obj", "obj_pw", "cls_pw", "iou_t", "loss_ota",
  ]

  static func claim(on part: ConfigurationPart) -> Int {
    guard part.form == .yaml, part["lr0"] != nil, part["lrf"] != nil else { return 0 }
    return part.count(of: losses) > 1 ? 97 : 0
  }

  static func plan(_ reader: RecipeReader) throws(SpecError) -> RecipePlan? {
    if reader.part["giou"] != nil, reader.part["warmup_epochs"] == nil {
      throw reader.refusal(
        "giou", "is a key of YOLOv3 and of YOLOv5's first releases, whose warm-up is not read here",
        hint: "YOLOv5 from 3.0 on has warmup_epochs")
    }
    let isSeven = reader.part.count(of: ["loss_ota", "paste_in"]) > 0
    let epochs = try reader.options.countsSteps ? nil : reader.outside(.epochs)
    if epochs == nil {
      reader.ask("epochs", for: "the length of the training, a flag of train.py", guess: 100)
    }
    let batches = try batches(reader)
    let peak = try reader.rates("lr0")[0]
    let optimizer = try reader.choice("optimizer", of: ["SGD", "Adam", "AdamW"])
    let cosine = reader.value("cos_lr") == nil ? isSeven : try reader.flag("cos_lr")
    var arguments = ["lr0=\(peak.shown)", "optimizer='\(optimizer)'"]
    for key in ["lrf", "warmup_momentum", "warmup_bias_lr", "momentum"] {
      arguments.append("\(key)=\(try reader.number(key).shown)")
    }
    if cosine { arguments.append("cos_lr=True") }
    let share = try reader.number("warmup_epochs")
    let least = reader.definition("least_warmup").flatMap(Int.init) ?? (isSeven ? 1000 : 100)
    let made = try optimizerOf(reader, optimizer)
    guard let epochs, let batches, reader.missing.isEmpty else { return nil }
    let warmup = max(Int(saturating: (share * Double(batches)).rounded(.toNearestOrEven)), least)
    reader.rules.append(
      "warm-up: max(round(\(RuleText.number(share)) x \(RuleText.count(batches))), \(RuleText.count(least))) = \(RuleText.count(warmup)) batches"
    )
    if !isSeven, reader.definition("least_warmup") == nil, reader.part["cos_lr"] == nil {
      reader.notes.append(
        "this is YOLOv5 7.0's rule; train.py of before 6.2 has a cosine and 1,000 batches of warm-up: --define cos_lr=True --define least_warmup=1000"
      )
    }
    reader.rules.append(
      "schedule: a \(cosine ? "cosine" : "line") over \(epochs) epochs, by \(isSeven ? "YOLOv7" : "YOLOv5 7.0")"
    )
    arguments += ["epochs=\(epochs)", "batches_per_epoch=\(batches)"]
    arguments.append("nw=\(warmup)")
    let schedule = try reader.schedule(
      text: "ultralytics.train(\(arguments.joined(separator: ", ")))", for: "lr0")
    var plan = RecipePlan(
      schedule, lr: peak, interval: .step, length: epochs.times(batches), stepsPerEpoch: batches)
    plan.groups = (0..<3).map { _ in ParameterGroup(lr: peak, momentum: made.momentum) }
    plan.optimizer = made.pasted
    return plan
  }

  private static func batches(_ reader: RecipeReader) throws(SpecError) -> Int? {
    if let steps = try reader.outside(.stepsPerEpoch) { return steps }
    let size = try reader.outside(.globalBatch).orElse(reader.outside(.batchSize)).or(
      reader.count("batch_size"))
    guard let samples = try reader.outside(.samples) else {
      reader.ask("samples", for: "batches of an epoch")
      return nil
    }
    let batches = (samples + size - 1) / max(1, size)
    reader.rules.append(
      "batches of an epoch: ceil(\(RuleText.count(samples)) / \(size)) = \(RuleText.count(batches))")
    return batches
  }

  /// `smart_optimizer`, whose weight decay is scaled to 64 samples an update.
  private static func optimizerOf(
    _ reader: RecipeReader, _ word: String
  ) throws(SpecError) -> (pasted: PastedOptimizer, momentum: Double) {
    let momentum = try reader.number("momentum")
    let size = Double(
      try reader.outside(.globalBatch).orElse(reader.outside(.batchSize)).or(reader.count("batch_size")))
    let accumulation = max(1, (64 / size).rounded(.toNearestOrEven))
    var optimizer = RecipeOptimizer(word, line: reader.givenLine(of: "lr0"))
    optimizer.weightDecay = try reader.number("weight_decay") * size * accumulation / 64
    if word == "SGD" {
      (optimizer.momentum, optimizer.nesterov) = (momentum, true)
    } else {
      optimizer.betas = [momentum, 0.999]
    }
    return (optimizer.pasted, momentum)
  }
}
