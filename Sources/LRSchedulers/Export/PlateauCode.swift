/// ReduceLROnPlateau in other libraries. transformers and timm drive PyTorch's, optax scales the updates, Keras has a callback.
struct PlateauCode {
  let source: SourceCode

  init(_ schedule: Schedule, in library: SourceLibrary, _ context: CodeContext) throws(SchedulerError) {
    let equivalent = try PyTorchEquivalent(schedule, context)
    guard case .scheduler(let torch, _) = equivalent, let plateau = torch.scheduler as? ReduceLROnPlateau
    else {
      throw SchedulerError(
        .value, "\(schedule.name) needs a metric, and \(library.rawValue) has nothing that takes one")
    }
    try plateau.validate(groups: context.groups(for: torch))
    switch library {
    case .keras: source = plateau.kerasCallback(schedule, context)
    case .optax: source = try plateau.optaxTransform(schedule, context)
    default:
      let construction = PyTorchConstruction(equivalent)
      let note = "\(library.rawValue) has no plateau schedule of its own; PyTorch's does there as well."
      let lines =
        construction.imports + [""] + PythonComment.lines(note) + construction.lines(prefix: "scheduler = ")
        + ["# After each validation: scheduler.step(metric)"]
      source = SourceCode(text: lines.joined(separator: "\n") + "\n", note: note)
    }
  }
}

extension ReduceLROnPlateau {
  /// Keras's own callback where it has the same rule, else PyTorch's rule as a callback.
  fileprivate func kerasCallback(_ schedule: Schedule, _ context: CodeContext) -> SourceCode {
    guard let obstacle = kerasObstacle else {
      let callback = Schedule(declared: keras)
      return SourceCode(
        text: LibraryConstruction([callback], context, of: schedule).text, schedule: callback)
    }
    let note =
      "Keras has no exact equivalent of \(schedule.spec): \(obstacle); this callback has PyTorch's rule."
    return SourceCode(
      text: (["import math", "", "import keras", "", ""] + PythonComment.lines(note) + rule).joined(
        separator: "\n") + "\n",
      note: note)
  }

  /// What Keras's callback cannot be told.
  private var kerasObstacle: String? {
    if minLR.count != nil { return "its callback has one min_lr, not one for each group" }
    if thresholdMode == .rel, threshold != 0 { return "its min_delta is absolute, not relative to the best" }
    if eps != 0 { return "it has no eps, below which PyTorch makes no reduction" }
    if patience.doubleValue < 0 { return "it has no patience below 0" }
    return nil
  }

  /// PyTorch tolerates one bad epoch more, and its cooldown is one epoch longer.
  private var keras: Keras.ReduceLROnPlateau {
    Keras.ReduceLROnPlateau(
      factor: factor, patience: patience.raised, mode: mode == .max ? .max : .auto, minDelta: threshold,
      cooldown: cooldown.isZero ? 0 : cooldown.raised, minLR: minLR[0])
  }

  private var rule: [String] {
    let sense = mode == .min
    let better =
      switch (mode, thresholdMode) {
      case (.min, .rel): "metric < self.best * (1 - \(threshold.python))"
      case (.min, .abs): "metric < self.best - \(threshold.python)"
      case (.max, .rel): "metric > self.best * (1 + \(threshold.python))"
      case (.max, .abs): "metric > self.best + \(threshold.python)"
      }
    return [
      "class Plateau(keras.callbacks.Callback):",
      "    best, bad_epochs, cooldown = \(sense ? "" : "-")math.inf, 0, 0",
      "",
      "    def on_epoch_end(self, epoch, logs=None):",
      "        metric = float(logs[\"val_loss\"])",
      "        if \(better):",
      "            self.best, self.bad_epochs = metric, 0",
      "        else:",
      "            self.bad_epochs += 1",
      "        if self.cooldown > 0:",
      "            self.cooldown, self.bad_epochs = self.cooldown - 1, 0",
      "        if self.bad_epochs > \(patience):",
      "            rate = float(keras.ops.convert_to_numpy(self.model.optimizer.learning_rate))",
      "            lower = max(rate * \(factor.python), \(minLR[0].python))",
      "            if rate - lower > \(eps.python):",
      "                self.model.optimizer.learning_rate = lower",
      "            self.cooldown, self.bad_epochs = \(cooldown), 0",
      "", "",
      "callback = Plateau()",
    ]
  }

  /// optax's transformation scales the updates instead of setting a rate, which comes to the same.
  fileprivate func optaxTransform(_ schedule: Schedule, _ context: CodeContext) throws(SchedulerError)
    -> SourceCode
  {
    if mode == .max {
      throw SchedulerError(
        .value,
        "optax has no exact equivalent of \(schedule.spec): its reduce_on_plateau lowers on a metric that "
          + "should fall; give it the negative metric with threshold_mode='abs'", parameter: "mode")
    }
    let (rtol, atol) = thresholdMode == .rel ? (threshold, 0) : (0, threshold)
    let scale = context.lrs.first.map { $0 == 0 ? 0 : minLR[0] / $0 } ?? 0
    var notes: [String] = []
    if eps != 0 {
      notes.append("optax makes the reductions below eps=\(PythonNumber.repr(eps)) too, which PyTorch drops.")
    }
    if scale != 0, context.lrs.count > 1 { notes.append("min_scale is min_lr of the first group.") }
    let lines =
      ["from optax.contrib import reduce_on_plateau", ""] + notes.map { "# " + $0 } + [
        "# Chain it after the optimizer, and hand the metric to update(..., value=metric) once in an epoch.",
        "transform = reduce_on_plateau(",
        "    factor=\(factor.python), patience=\(Int(clamping: patience.doubleValue.rounded(.down)) &+ 1), "
          + "rtol=\(rtol.python), atol=\(atol.python),",
        "    cooldown=\(cooldown), min_scale=\(scale.python),",
        ")",
      ]
    return SourceCode(text: lines.joined(separator: "\n") + "\n", note: notes.first)
  }
}

extension Keras.ReduceLROnPlateau {
  /// PyTorch tolerates one bad epoch more, and its cooldown is one epoch longer.
  func torch() -> ReduceLROnPlateau {
    ReduceLROnPlateau(
      mode: mode == .max ? .max : .min, factor: factor, patience: patience.lowered, threshold: minDelta,
      thresholdMode: .abs, cooldown: cooldown.lowered, minLR: .all(minLR), eps: 0)
  }
}

extension PythonNumber {
  /// One less, but not below 0.
  fileprivate var lowered: PythonNumber {
    switch self {
    case .int(let value): .int(value > 0 ? value - 1 : 0)
    case .double(let value): .double(max(value - 1, 0))
    }
  }

  fileprivate var raised: PythonNumber {
    switch self {
    case .int(let value): .int(value == .max ? value : value + 1)
    case .double(let value): .double(value + 1)
    }
  }
}
