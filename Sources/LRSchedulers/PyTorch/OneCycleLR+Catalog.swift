extension OneCycleLR {
  public func validate() throws(SchedulerError) {
    try validateTotal()
    if !(pctStart >= 0 && pctStart <= 1) { throw Self.pctStartError(PythonNumber.repr(pctStart)) }
    _ = try PythonMath.divide(1, by: divFactor)
    _ = try PythonMath.divide(1, by: finalDivFactor)
  }

  public func validate(groups: [ParameterGroup]) throws(SchedulerError) {
    try validate()
    try maxLR.check("max_lr", groups)
    if cycleMomentum { try checkMomenta(baseMomentum, maxMomentum, groups) }
    try ParameterGroup.checkInitialLRs(groups, lastEpoch: lastEpoch)
  }

  private func validateTotal() throws(SchedulerError) {
    if let totalSteps { return try Self.requirePositive(totalSteps, "total_steps") }
    guard let epochs, let stepsPerEpoch else {
      throw SchedulerError(.value, "You must define either total_steps OR (epochs AND steps_per_epoch)")
    }
    try Self.requirePositive(epochs, "epochs")
    try Self.requirePositive(stepsPerEpoch, "steps_per_epoch")
    if epochs.multipliedReportingOverflow(by: stepsPerEpoch).overflow {
      throw SchedulerError(.value, "epochs * steps_per_epoch is too large", parameter: "epochs")
    }
  }

  private static func requirePositive(_ value: Int, _ name: String) throws(SchedulerError) {
    if value <= 0 {
      throw SchedulerError(.value, "Expected positive integer \(name), but got \(value)", parameter: name)
    }
  }

  private static func pctStartError(_ value: String) -> SchedulerError {
    SchedulerError(
      .value, "Expected float between 0 and 1 pct_start, but got \(value)", parameter: "pct_start")
  }
}

extension OneCycleLR: CatalogScheduler {
  public var schedule: Schedule { Schedule(declared: self) }

  var extent: ScheduleExtent {
    let end = Double(total)
    return ScheduleExtent(
      completion: totalSteps == nil
        ? .init("epochs * steps_per_epoch", end, offset: nil) : .init("total_steps", end),
      endsWithRun: true)
  }

  /// `total_steps` overrules `epochs` and `steps_per_epoch`, so it is the one to set even where they are given.
  var lengthMark: ScheduleExtent.Mark? { .init("total_steps", Double(total)) }

  var assignsLR: Bool { true }

  func note(onAssigning parameter: String, before epoch: Int) -> String? {
    let fixed = ["total_steps", "epochs", "steps_per_epoch", "pct_start", "three_phase"]
    guard fixed.contains(parameter) else { return nil }
    return "fixed its phases when it was built: \(parameter) no longer moves them"
  }

  static let declaration = SchedulerDeclaration(
    "OneCycleLR", library: .pytorch,
    summary:
      "Raises the learning rate to max_lr once and lets it fall far below the start, the momentum against it.",
    formula:
      "lr[t] = anneal(max_lr / div_factor, max_lr), then anneal(max_lr, max_lr / div_factor / final_div_factor)",
    quirks: [
      "It overwrites the optimizer's rate and initial_lr.",
      "One step past total_steps is allowed and turns the curve up again; the next one fails.",
    ],
    example: OneCycleLR(maxLR: 0.1, totalSteps: 100),
    parameters: [
      .floats("max_lr", \.maxLR, .required, in: 0...10, step: .decade(from: 1e-6), help: "the highest rate"),
      positiveInteger("total_steps", \.totalSteps, "steps of the cycle; or give epochs and steps_per_epoch"),
      positiveInteger("epochs", \.epochs, "epochs of the cycle"),
      positiveInteger("steps_per_epoch", \.stepsPerEpoch, "steps of each epoch"),
      .strictFloat(
        "pct_start", \.pctStart, in: 0...1, step: .linear(0.05), refusal: { pctStartError($0).message },
        help: "the part of the steps that rises"),
      .choice(
        "anneal_strategy", \.annealStrategy,
        unknown: { "anneal_strategy must be one of 'cos' or 'linear', instead got \($0)" },
        help: "the shape of rise and fall"),
      .bool("cycle_momentum", \.cycleMomentum, help: "whether the momentum moves too"),
      .floats("base_momentum", \.baseMomentum, in: 0...1, step: .linear(0.05), help: "momentum at max_lr"),
      .floats("max_momentum", \.maxMomentum, in: 0...1, step: .linear(0.05), help: "momentum at both ends"),
      .float(
        "div_factor", \.divFactor, in: 1...1e6, step: .decade(from: 1), help: "max_lr over the first rate"),
      .float(
        "final_div_factor", \.finalDivFactor, in: 1...1e9, step: .decade(from: 1),
        help: "the first rate over the last"),
      .bool("three_phase", \.threePhase, help: "fall to the first rate before falling to the last"),
      .lastEpoch(\.lastEpoch),
    ],
    attributes: .only([
      "total_steps": "total_steps", "cycle_momentum": "cycle_momentum",
      "anneal_strategy": "_anneal_func_type",
    ]))

  private static func positiveInteger(
    _ name: String, _ field: Field<OneCycleLR, Int?>, _ help: String
  ) -> Parameter<OneCycleLR> {
    .optionalInteger(
      name, field, in: 1...1e6, refusal: { "Expected positive integer \(name), but got \($0)" }, help: help)
  }
}
