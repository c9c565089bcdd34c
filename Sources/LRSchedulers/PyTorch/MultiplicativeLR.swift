/// Multiplies the rate in force by a function of the epoch (`torch.optim.lr_scheduler.MultiplicativeLR`).
///
/// The function is not called for epoch 0.
public struct MultiplicativeLR: EpochScheduler {
  /// The factor of the rate in force at an epoch; it is not called for epoch 0.
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
    if isInitial { return }
    for index in groups.indices { groups[index].lr *= try lambdas[index](state.lastEpoch) }
  }
}

extension MultiplicativeLR: CatalogScheduler {
  public var schedule: Schedule { Schedule(declared: self) }

  static let declaration = SchedulerDeclaration(
    "MultiplicativeLR", library: .pytorch,
    summary: "Multiplies the learning rate in force by a function of the epoch.",
    formula: "lr[t] = lr[t-1] * lr_lambda(t)",
    quirks: [
      "The function is not called for epoch 0."
    ],
    example: MultiplicativeLR(.all(.constant(0.95))),
    parameters: [
      .lambdas(
        "lr_lambda", \.lambdas, refusal: { "lr_lambda should be a function, but got \($0)" },
        help: "factor of the rate in force at an epoch, or a list by group"),
      .lastEpoch(\.lastEpoch),
    ])
}
