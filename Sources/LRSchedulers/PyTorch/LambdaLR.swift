/// Multiplies the base rate by a function of the epoch (`torch.optim.lr_scheduler.LambdaLR`).
///
/// It assigns the rate afresh in every step, so what was set by hand, or by another scheduler, is lost.
public struct LambdaLR: AssigningScheduler {
  /// The factor of the base rate at an epoch, counted from 0.
  public var lambdas: PerGroup<LambdaExpression>
  public var lastEpoch: Int

  /// A function for all groups, or one for each.
  public init(_ lambdas: PerGroup<LambdaExpression>, lastEpoch: Int = -1) {
    self.lambdas = lambdas
    self.lastEpoch = lastEpoch
  }

  public func validate() throws(SchedulerError) {}

  public func validateLists(groups: [ParameterGroup]) throws(SchedulerError) {
    try lambdas.check(groups: groups)
  }

  public func update(
    _ groups: inout [ParameterGroup], _ state: EpochState, isInitial: Bool
  ) throws(SchedulerError) {
    for index in groups.indices {
      groups[index].lr = state.baseLRs[index] * (try lambdas[index](state.lastEpoch))
    }
  }
}

extension PerGroup<LambdaExpression> {
  func check(groups: [ParameterGroup]) throws(SchedulerError) {
    guard let count, count != groups.count else { return }
    throw SchedulerError(
      .value, "Expected \(groups.count) lr_lambdas, but got \(count)", parameter: "lr_lambda")
  }
}

extension LambdaLR: CatalogScheduler {
  public var schedule: Schedule { Schedule(declared: self) }

  static let declaration = SchedulerDeclaration(
    "LambdaLR", library: .pytorch,
    summary: "Multiplies the base learning rate by a function of the epoch.",
    formula: "lr[t] = base_lr * lr_lambda(t)",
    quirks: [
      "It assigns the rate in every step: what was set by hand, or by another scheduler, is lost."
    ],
    example: LambdaLR(.all(.power(of: 0.95))),
    parameters: [
      .lambdas(
        "lr_lambda", \.lambdas, refusal: { "'\($0)' object is not callable" },
        help: "factor of the base rate at an epoch, or a list by group"),
      .lastEpoch(\.lastEpoch),
    ])
}
