/// What the trainer of Ultralytics 8.4 does with its hyper-parameters.
enum Ultralytics {
  /// Whose rate is meant: all groups but that of the biases warm up from 0.
  enum Group: String, CaseIterable {
    case weight, bn, bias
  }

  /// A rate that is lowered with each epoch, and a warm-up by batches towards the epoch's rate.
  struct Train: AbsoluteScheduler, MomentumMover, CatalogScheduler {
    var epochs: PythonNumber = 100
    var lr0 = 0.01
    var lrf = 0.01
    var cosLR = false
    var warmupEpochs = 3.0
    var warmupMomentum = 0.8
    var warmupBiasLR = 0.1
    var momentumValue = 0.937
    var optimizer = "auto"
    var batch: PythonNumber = 16
    var nbs: PythonNumber = 64
    var classes: PythonNumber?
    var batchesPerEpoch: PythonNumber?
    /// The batches of the warm-up where `warmup_epochs` does not say them.
    var warmupBatches: PythonNumber?
    var group = Group.weight

    var outsideNeeds: [String] {
      guard optimizer.lowercased() == "auto" else { return ["batches_per_epoch"] }
      // Of which length it is may only be known with the batches: the classes are asked for with them.
      let isShort = (try? isLong()).map { !$0 } ?? true
      return isShort ? ["batches_per_epoch", "nc"] : ["batches_per_epoch"]
    }

    static let optimizers = ["auto", "SGD", "MuSGD", "Adam", "Adamax", "AdamW", "NAdam", "RAdam", "RMSProp"]

    func validate() throws(SchedulerError) {
      guard epochs.intValue.map({ $0 >= 1 }) ?? false else {
        throw SchedulerError(.value, "epochs must be an int above 0, but got \(epochs)", parameter: "epochs")
      }
      for (name, count) in [("batch", batch), ("nbs", nbs)] where count.doubleValue < 1 {
        throw SchedulerError(.value, "\(name) must be above 0, but got \(count)", parameter: name)
      }
      if lr0 < 0, optimizer.lowercased() != "auto" {
        throw SchedulerError(.value, "Invalid learning rate: \(PythonNumber.repr(lr0))", parameter: "lr0")
      }
      let hasBetas = optimizer.lowercased().contains("ada")
      guard momentumValue >= 0, momentumValue < 1 || !hasBetas else {
        throw SchedulerError(
          .value,
          "Invalid \(hasBetas ? "beta parameter at index 0" : "momentum value"): \(momentumValue.python)",
          parameter: "momentum")
      }
      guard Self.optimizers.contains(where: { $0.lowercased() == optimizer.lowercased() }) else {
        throw SchedulerError(
          .notImplemented,
          "Optimizer '\(optimizer)' not found in list of available optimizers [\(Self.optimizers.joined(separator: ", "))]",
          parameter: "optimizer")
      }
    }

    /// Whether the training has more than 10,000 iterations, of nbs samples at least, which 'auto' asks.
    func isLong() throws(SchedulerError) -> Bool {
      let samples = Double(try batches()) * batch.doubleValue
      return (samples / max(batch.doubleValue, nbs.doubleValue)).rounded(.up) * epochs.doubleValue > 10_000
    }

    func validate(groups: [ParameterGroup]) throws(SchedulerError) {
      try validate()
      guard try batches() >= 1 else {
        throw SchedulerError(
          .value, "batches_per_epoch must be above 0, but got \(batchesPerEpoch?.description ?? "None")",
          parameter: "batches_per_epoch")
      }
    }

    private func batches() throws(SchedulerError) -> Int {
      Int(clamping: try batchesPerEpoch.required("batches_per_epoch"))
    }
  }
}

extension Ultralytics.Train {
  /// What 'auto' makes of the arguments, which ignores lr0 and the momentum.
  struct Choice {
    var name: String
    var lr: Double
    var momentum: Double
    var warmupBiasLR: Double
  }

  func choice() throws(SchedulerError) -> Choice {
    guard optimizer.lowercased() == "auto" else {
      return Choice(name: optimizer, lr: lr0, momentum: momentumValue, warmupBiasLR: warmupBiasLR)
    }
    if try isLong() { return Choice(name: "MuSGD", lr: 0.01, momentum: 0.9, warmupBiasLR: 0) }
    let fit = try (0.002 * 5 / (4 + classes.required("nc")) * 1e6).rounded(.toNearestOrEven) / 1e6
    return Choice(name: "AdamW", lr: fit, momentum: 0.9, warmupBiasLR: 0)
  }

  /// The rate of an epoch without the warm-up, as a fraction of lr0.
  func factor(epoch: Int) throws(SchedulerError) -> Double {
    let x = Double(epoch) / epochs.doubleValue
    if cosLR { return max((1 - (try PythonMath.cosine(.pi * x))) / 2, 0) * (lrf - 1) + 1 }
    return max(1 - x, 0) * (1 - lrf) + lrf
  }

  /// The batches of the warm-up; -1 where there is none.
  func warmup() throws(SchedulerError) -> Double {
    if let warmupBatches { return warmupBatches.doubleValue }
    guard warmupEpochs > 0 else { return -1 }
    let length = min(warmupEpochs, epochs.doubleValue - 1)
    return (length * Double(try batches())).rounded(.toNearestOrEven)
  }

  func rate(_ step: Int) throws(SchedulerError) -> Double {
    try rate(step, of: group, choice(), factor(epoch: step / batches()), warmup())
  }

  private func rate(
    _ step: Int, of group: Ultralytics.Group, _ choice: Choice, _ factor: Double, _ nw: Double
  ) -> Double {
    let target = choice.lr * factor
    guard Double(step) <= nw else { return target }
    return Self.interpolated(step, nw, from: group == .bias ? choice.warmupBiasLR : 0, to: target)
  }

  /// Three parameter groups are the trainer's own: weights, norms and biases, each with its rate.
  func update(
    _ groups: inout [ParameterGroup], _ state: EpochState, isInitial: Bool
  ) throws(SchedulerError) {
    let kinds =
      groups.count == Ultralytics.Group.allCases.count
      ? Ultralytics.Group.allCases : groups.map { _ in group }
    let step = state.lastEpoch
    let (choice, factor, nw) = (try choice(), try factor(epoch: step / batches()), try warmup())
    for index in groups.indices {
      groups[index].lr = rate(step, of: kinds[index], choice, factor, nw)
      if groups[index].momentum != nil { groups[index].momentum = momentum(step, choice, nw) }
    }
  }

  var movesMomentum: Bool { true }

  /// Only a warm-up moves it, of an optimizer that has a momentum and no betas.
  func momentum(_ step: Int) throws(SchedulerError) -> Double {
    momentum(step, try choice(), try warmup())
  }

  private func momentum(_ step: Int, _ choice: Choice, _ nw: Double) -> Double {
    guard ["sgd", "musgd", "rmsprop"].contains(choice.name.lowercased()), nw > 0 else {
      return choice.momentum
    }
    // The warm-up ends at the argument, whatever 'auto' began with.
    return Self.interpolated(step, nw, from: warmupMomentum, to: momentumValue)
  }

  /// numpy's `interp` from 0 to the length, the last value from there on.
  private static func interpolated(_ step: Int, _ length: Double, from start: Double, to end: Double)
    -> Double
  {
    if Double(step) >= length { return end }
    return (end - start) / length * Double(step) + start
  }

  var extent: ScheduleExtent {
    guard let batches = try? batches(), let nw = try? warmup() else { return ScheduleExtent() }
    return ScheduleExtent(
      warmup: nw <= 0
        ? nil
        : warmupBatches == nil
          ? .init("warmup_epochs", nw, offset: nil, value: warmupEpochs) : .init("nw", nw, offset: 0),
      completion: .init(
        "epochs", epochs.doubleValue * Double(batches), offset: nil, value: epochs.doubleValue),
      endsWithRun: true)
  }

  func notes(_ context: NoteContext) -> [ScheduleNote] {
    guard optimizer.lowercased() == "auto", let choice = try? choice() else { return [] }
    return [
      ScheduleNote(
        "ultralytics.train ignores lr0 with optimizer='auto': \(choice.name) at \(choice.lr.python) is taken")
    ]
  }

  static let declaration = SchedulerDeclaration(
    "ultralytics.train", library: .ultralytics,
    summary:
      "Lowers the learning rate with each epoch, with a warm-up by batches towards the epoch's rate; counts batches.",
    formula:
      "lr[t] = interp(t, [0, nw], [0, lr0 * lf(epoch)]), then lr0 * lf(epoch), lf = 1 - (1 - lrf) * epoch / epochs",
    quirks: [
      "The last epoch is trained above lr0 * lrf.",
      "The warm-up aims at the epoch's rate: lr0 itself never comes where it lasts longer than an epoch.",
      "optimizer='auto', the default, ignores lr0 and momentum.",
    ],
    example: Self(optimizer: "SGD", batchesPerEpoch: 10),
    parameters: [
      .number("epochs", \.epochs, in: 1...100_000, help: "the epochs of the training"),
      .rate("lr0", \.lr0, help: "the first rate behind the warm-up"),
      .fraction("lrf", \.lrf, help: "the fraction of it that the rate goes towards"),
      .bool("cos_lr", \.cosLR, help: "a cosine instead of a line"),
      .float(
        "warmup_epochs", \.warmupEpochs, in: 0...1000, step: .linear(0.5), help: "length of the warm-up"),
      .fraction("warmup_momentum", \.warmupMomentum, help: "the momentum that the warm-up begins with"),
      .rate("warmup_bias_lr", \.warmupBiasLR, help: "the rate of the biases that the warm-up begins with"),
      .fraction("momentum", \.momentumValue, help: "the momentum, or beta1"),
      Parameter.word(
        "optimizer", \.optimizer, of: optimizers, help: "the optimizer; 'auto' chooses one and its rate"
      ).defaulting("auto"),
      .number("batch", \.batch, in: 1...100_000, help: "samples of a batch, which 'auto' looks at"),
      .number("nbs", \.nbs, in: 1...100_000, help: "samples of an update, which 'auto' looks at"),
      .outside("nc", \.classes, help: "classes of the data, which 'auto' looks at"),
      .outside("batches_per_epoch", \.batchesPerEpoch, help: "batches of an epoch"),
      .outside(
        "nw", \.warmupBatches,
        help: "batches of the warm-up instead of warmup_epochs, as YOLOv5 and releases before 8.4 count them"),
      Parameter.choice(
        "group", \.group, unknown: { "expected the group 'weight', 'bn' or 'bias', but got \($0)" },
        help: "whose rate is meant"
      ).fromOutside,
    ])
}
