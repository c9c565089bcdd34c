extension Keras {
  /// Lowers the rate when a metric has stopped improving (`keras.callbacks.ReduceLROnPlateau`).
  ///
  /// One epoch earlier than PyTorch's, with an absolute threshold, and counting again in the last epoch of a cooldown.
  struct ReduceLROnPlateau: StageableScheduler {
    enum Mode: String, CaseIterable { case auto, min, max }

    var monitor: String? = "val_loss"
    var factor = 0.1
    var patience: PythonNumber = 10
    var verbose: PythonNumber = 0
    var mode = Mode.auto
    var minDelta = 1e-4
    var cooldown: PythonNumber = 0
    var minLR = 0.0

    struct State: SchedulerState, Codable {
      var lastEpoch = 0
      /// Absent before the first metric, which always becomes the best, even NaN.
      var best: Double?
      var bestEpoch: Int?
      var wait = 0
      var cooldownCounter = 0.0
    }

    var needsMetric: Bool { true }

    func changeKind(in state: State) -> LRChange.Kind? { .plateau }

    func validate() throws(SchedulerError) {
      if factor >= 1 {
        throw SchedulerError(
          .value,
          "ReduceLROnPlateau does not support a factor >= 1.0. Received factor=\(PythonNumber.repr(factor))",
          parameter: "factor")
      }
      guard mode == .auto, let monitor, !["loss", "val_loss"].contains(monitor) else { return }
      throw SchedulerError(
        .value,
        "ReduceLROnPlateau callback received monitor=\(monitor), but Keras isn't able to automatically determine "
          + "whether that metric should be maximized or minimized. Pass `mode='max'` or `mode='min'`.",
        parameter: "monitor")
    }

    func begin(_ groups: inout [ParameterGroup]) throws(SchedulerError) -> State {
      try validate(groups: groups)
      return State()
    }

    func advance(
      _ state: inout State, _ groups: inout [ParameterGroup], metric: Double?
    ) throws(SchedulerError) {
      guard let metric else {
        throw SchedulerError(
          .value, "ReduceLROnPlateau is conditioned on metric `\(monitor ?? "None")` which is not available")
      }
      state.lastEpoch += 1
      if state.cooldownCounter > 0 {
        state.cooldownCounter -= 1
        state.wait = 0
      }
      if isBetter(metric, than: state.best) {
        (state.best, state.bestEpoch, state.wait) = (metric, state.lastEpoch, 0)
      } else if state.cooldownCounter <= 0 {
        wait(&state, &groups)
      }
    }

    private func isBetter(_ metric: Double, than best: Double?) -> Bool {
      guard let best else { return true }
      return mode == .max ? metric - minDelta > best : metric + minDelta < best
    }

    /// At the lowest rate nothing happens any more, not even a cooldown.
    private func wait(_ state: inout State, _ groups: inout [ParameterGroup]) {
      state.wait += 1
      guard Double(state.wait) >= patience.doubleValue else { return }
      var isReduced = false
      // Keras compares as floats: what rounds to the lowest rate is there already.
      for index in groups.indices where Float(groups[index].lr) > Float(minLR) {
        groups[index].lr = max(groups[index].lr * factor, minLR)
        isReduced = true
      }
      if isReduced { (state.cooldownCounter, state.wait) = (cooldown.doubleValue, 0) }
    }
  }
}

extension Keras.ReduceLROnPlateau: CatalogScheduler {
  func plateau(in state: State) -> PlateauStatus? {
    let best = state.best ?? (mode == .max ? -.infinity : .infinity)
    return PlateauStatus(
      best: best, nextBest: mode == .max ? best + minDelta : best - minDelta, bestEpoch: state.bestEpoch,
      numBadEpochs: state.wait, patience: Int(clamping: patience.doubleValue.rounded(.up)),
      cooldownCounter: Int(clamping: state.cooldownCounter.rounded(.up)),
      cooldown: Int(clamping: cooldown.doubleValue.rounded(.up)))
  }

  static let declaration = SchedulerDeclaration(
    "keras.callbacks.ReduceLROnPlateau", library: .keras, module: "keras.callbacks",
    summary: "Lowers the learning rate by factor after patience epochs without improvement.",
    formula: "lr = max(lr * factor, min_lr) after patience epochs without improvement",
    quirks: [
      "The rate falls after patience bad epochs, one earlier than PyTorch's; min_delta is an amount.",
      "The last epoch of a cooldown counts already, and a first NaN stays the best from then on.",
    ],
    example: Keras.ReduceLROnPlateau(),
    parameters: [
      .text("monitor", \.monitor, help: "the metric's name; loss and val_loss fall"),
      .float("factor", \.factor, in: 0...0.99, step: .linear(0.05), help: "factor of each reduction"),
      .number("patience", \.patience, in: 0...100_000, help: "bad epochs that reduce the rate"),
      .number("verbose", \.verbose, in: 0...1, help: "whether Keras prints reductions"),
      .choice(
        "mode", \.mode, unknown: { "Learning rate reduction mode \($0) is unknown" },
        help: "'min': lower is better, 'max': higher"),
      .float("min_delta", \.minDelta, in: 0...1, step: .decade(from: 1e-6), help: "the least improvement"),
      .number("cooldown", \.cooldown, in: 0...100_000, help: "epochs after a reduction; the last one counts"),
      .rate("min_lr", \.minLR, help: "the lowest rate"),
    ])
}
