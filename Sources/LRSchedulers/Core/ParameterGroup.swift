/// What a scheduler sees of one optimizer parameter group: PyTorch's `optimizer.param_groups[i]`, without the tensors.
public struct ParameterGroup: Sendable, Equatable, Codable {
  /// `group["lr"]`, the rate in force; most schedulers read it and multiply it.
  public var lr: Double
  /// `group["initial_lr"]`: written by the first scheduler on an optimizer, the base rate of every later one.
  public var initialLR: Double?
  /// `group["momentum"]`, or `group["betas"][0]` for the Adam family; nil if the optimizer has neither.
  public var momentum: Double?
  /// `group["betas"][1]` for the Adam family; nil if the optimizer has no betas, or nobody said.
  public var beta2: Double?

  /// A group at a rate, as it is before a scheduler is built on it.
  public init(lr: Double, initialLR: Double? = nil, momentum: Double? = nil, beta2: Double? = nil) {
    self.lr = lr
    self.initialLR = initialLR
    self.momentum = momentum
    self.beta2 = beta2
  }
}

extension ParameterGroup {
  private enum CodingKeys: String, CodingKey {
    case lr
    case initialLR = "initial_lr"
    case momentum, beta2
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    lr = try container.decodeNumber(forKey: .lr)
    initialLR = try container.decodeNumberIfPresent(forKey: .initialLR)
    momentum = try container.decodeNumberIfPresent(forKey: .momentum)
    beta2 = try container.decodeNumberIfPresent(forKey: .beta2)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encodeNumber(lr, forKey: .lr)
    try container.encodeNumber(initialLR, forKey: .initialLR)
    try container.encodeNumber(momentum, forKey: .momentum)
    try container.encodeNumber(beta2, forKey: .beta2)
  }
}

extension ParameterGroup {
  /// An optimizer has at least one group.
  static func checkCount(_ groups: [ParameterGroup]) throws(SchedulerError) {
    if groups.isEmpty { throw SchedulerError(.value, "optimizer got an empty parameter list") }
  }

  /// Writes `initial_lr` where there is none, and gives the base rates: what PyTorch's base class does first.
  static func keepInitialLRs(_ groups: inout [ParameterGroup]) -> [Double] {
    groups.indices.map { index in
      let initial = groups[index].initialLR ?? groups[index].lr
      groups[index].initialLR = initial
      return initial
    }
  }

  /// Resuming (`last_epoch` other than -1) takes the base rates from `initial_lr`, which must then be there.
  static func checkInitialLRs(_ groups: [ParameterGroup], lastEpoch: Int) throws(SchedulerError) {
    guard lastEpoch != -1, let index = groups.firstIndex(where: { $0.initialLR == nil }) else { return }
    throw SchedulerError(
      .key,
      """
      param 'initial_lr' is not specified in param_groups[\(index)] when resuming scheduler with last_epoch >= 0.
      This typically happens when:
      1. You're trying to resume training from a checkpoint but haven't properly loaded the optimizer state
      2. You're using last_epoch >= 0 for a fresh training run (not recommended)
      """, parameter: "last_epoch")
  }

  /// One rate for each group, or a single one for all.
  static func setLRs(_ lrs: [Double], in groups: inout [ParameterGroup]) throws(SchedulerError) {
    guard lrs.count == groups.count || lrs.count == 1 else {
      throw SchedulerError(
        .value, "expected \(groups.count) learning rates, got \(lrs.count)", parameter: "lr")
    }
    for index in groups.indices { groups[index].lr = lrs.count == 1 ? lrs[0] : lrs[index] }
  }
}
