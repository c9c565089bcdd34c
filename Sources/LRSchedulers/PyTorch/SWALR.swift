/// Anneals the rate to a constant one for weight averaging (`torch.optim.swa_utils.SWALR`).
///
/// It counts its own steps, and finds the start of the annealing by inverting its interpolation, so it follows a rate
/// changed by hand. With `anneal_epochs=0` the constructor already sets `swa_lr`.
///
/// Source: Averaging Weights Leads to Wider Optima and Better Generalization (Izmailov and others, 2018,
/// arXiv:1803.05407). PyTorch 2.13 is the reference.
public struct SWALR: EpochScheduler {
  /// The rate at the end.
  public var swaLR: PerGroup<Double>
  /// The epochs to it.
  public var annealEpochs: Int
  /// The shape of the annealing.
  public var annealStrategy: Annealing
  public var lastEpoch: Int

  /// With PyTorch's defaults: along a cosine in 10 epochs.
  public init(
    swaLR: PerGroup<Double>, annealEpochs: Int = 10, annealStrategy: Annealing = .cos, lastEpoch: Int = -1
  ) {
    self.swaLR = swaLR
    self.annealEpochs = annealEpochs
    self.annealStrategy = annealStrategy
    self.lastEpoch = lastEpoch
  }

  public func validate() throws(SchedulerError) {
    if annealEpochs < 0 {
      throw SchedulerError(
        .value, "anneal_epochs must be equal or greater than 0, got \(annealEpochs)",
        parameter: "anneal_epochs")
    }
  }

  public func validateLists(groups: [ParameterGroup]) throws(SchedulerError) {
    try swaLR.check("swa_lr", groups)
  }

  public func update(
    _ groups: inout [ParameterGroup], _ state: EpochState, isInitial: Bool
  ) throws(SchedulerError) {
    let made = state.stepCount - 1
    let step = annealEpochs == 0 ? max(1, made) : made
    let before = try progress(step - 1)
    let now = try progress(step)
    for index in groups.indices {
      let target = swaLR[index]
      let start = before == 1 ? target : (groups[index].lr - before * target) / (1 - before)
      groups[index].lr = target * now + start * (1 - now)
    }
  }

  /// How far the annealing has come after a number of steps, from 0 to 1.
  private func progress(_ step: Int) throws(SchedulerError) -> Double {
    let part = max(0, min(1, Double(step) / Double(max(1, annealEpochs))))
    switch annealStrategy {
    case .cos: return (1 - (try PythonMath.cosine(.pi * part))) / 2
    case .linear: return part
    }
  }
}

extension SWALR: CatalogScheduler {
  public var schedule: Schedule { Schedule(declared: self) }

  var extent: ScheduleExtent { ScheduleExtent(completion: .init("anneal_epochs", Double(annealEpochs))) }

  static let declaration = SchedulerDeclaration(
    "SWALR", library: .pytorch, module: "torch.optim.swa_utils",
    summary: "Anneals the learning rate to the constant swa_lr of stochastic weight averaging.",
    formula: "lr[t] = swa_lr * alpha(t) + lr_start * (1 - alpha(t)), alpha from 0 to 1 in anneal_epochs",
    quirks: [
      "It counts its own steps and follows a rate set by hand."
    ],
    example: SWALR(swaLR: 0.05),
    parameters: [
      .floats(
        "swa_lr", \.swaLR, .required, in: 0...10, step: .decade(from: 1e-6), help: "the rate at the end"),
      .integer(
        "anneal_epochs", \.annealEpochs, in: 0...100_000,
        refusal: { "anneal_epochs must be equal or greater than 0, got \($0)" }, help: "epochs to swa_lr"),
      .choice(
        "anneal_strategy", \.annealStrategy,
        unknown: { "anneal_strategy must be one of 'cos' or 'linear', instead got \($0)" },
        help: "the shape of the annealing"),
      .lastEpoch(\.lastEpoch),
    ], attributes: .arguments(except: ["swa_lr": nil, "anneal_strategy": "_anneal_strategy"]))
}
