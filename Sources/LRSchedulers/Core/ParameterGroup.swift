/// What a scheduler sees of one optimizer parameter group: PyTorch's `optimizer.param_groups[i]`, without the tensors.
public struct ParameterGroup: Sendable, Equatable, Codable {
  /// `group["lr"]`, the rate in force; most schedulers read it and multiply it.
  public var lr: Double
  /// `group["initial_lr"]`: written by the first scheduler on an optimizer, the base rate of every later one.
  public var initialLR: Double?
  /// `group["momentum"]`, or `group["betas"][0]` for the Adam family; nil if the optimizer has neither.
  public var momentum: Double?

  public init(lr: Double, initialLR: Double? = nil, momentum: Double? = nil) {
    self.lr = lr
    self.initialLR = initialLR
    self.momentum = momentum
  }
}
