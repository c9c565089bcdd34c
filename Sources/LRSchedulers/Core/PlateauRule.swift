/// When a metric has stopped improving: what the libraries' copies of PyTorch's ``ReduceLROnPlateau`` have in common.
struct PlateauRule: Equatable, Sendable {
  var isMax = false
  var factor = 0.1
  var patience: PythonNumber = 10
  var threshold = 1e-4
  var isRelative = true
  var cooldown: PythonNumber = 0

  typealias State = ReduceLROnPlateau.State

  /// What the next metric must be better than.
  func limit(_ best: Double) -> Double {
    switch (isMax, isRelative) {
    case (false, true): best * (1 - threshold)
    case (false, false): best - threshold
    case (true, true): best * (threshold + 1)
    case (true, false): best + threshold
    }
  }

  func isBetter(_ metric: Double, than best: Double) -> Bool {
    isMax ? metric > limit(best) : metric < limit(best)
  }

  /// Takes a metric, and says whether the rates are to be lowered now.
  func takes(_ metric: Double, _ state: inout State) -> Bool {
    if isBetter(metric, than: state.best) {
      (state.best, state.bestEpoch, state.numBadEpochs) = (metric, state.lastEpoch, 0)
    } else {
      state.numBadEpochs += 1
    }
    if state.cooldownCounter > 0 {
      state.cooldownCounter -= 1
      state.numBadEpochs = 0
    }
    guard Double(state.numBadEpochs) > patience.doubleValue else { return false }
    state.cooldownCounter = Int(clamping: cooldown.doubleValue.rounded(.up))
    state.numBadEpochs = 0
    return true
  }

  func status(_ state: State) -> PlateauStatus {
    PlateauStatus(
      best: state.best, nextBest: limit(state.best), bestEpoch: state.bestEpoch,
      numBadEpochs: state.numBadEpochs, patience: Int(clamping: patience.doubleValue),
      cooldownCounter: state.cooldownCounter, cooldown: Int(clamping: cooldown.doubleValue))
  }
}

/// A scheduler that lowers the rate by a ``PlateauRule``.
protocol PlateauScheduler: CatalogScheduler where State == PlateauRule.State {
  var rule: PlateauRule { get }

  /// Lowers the rates.
  func reduce(_ groups: inout [ParameterGroup])
}

extension PlateauScheduler {
  var needsMetric: Bool { true }

  func changeKind(in state: State) -> LRChange.Kind? { .plateau }

  func plateau(in state: State) -> PlateauStatus? { rule.status(state) }

  func begin(_ groups: inout [ParameterGroup]) throws(SchedulerError) -> State {
    try validate(groups: groups)
    return State(best: rule.isMax ? -.infinity : .infinity)
  }

  func advance(
    _ state: inout State, _ groups: inout [ParameterGroup], metric: Double?
  ) throws(SchedulerError) {
    let metric = try required(metric)
    state.lastEpoch += 1
    if rule.takes(metric, &state) { reduce(&groups) }
  }

  func required(_ metric: Double?) throws(SchedulerError) -> Double {
    if let metric { return metric }
    throw SchedulerError(
      .type, "\(Self.declaration.name).step() missing 1 required positional argument: 'metrics'")
  }
}

extension ParameterGroup {
  /// Multiplies the rate, not below a lowest one, where that lowers it by more than `eps`.
  mutating func lower(by factor: Double, to lowest: Double, eps: Double) {
    let lower = max(lr * factor, lowest)
    if lr - lower > eps { lr = lower }
  }
}
