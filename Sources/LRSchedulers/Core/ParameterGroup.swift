/// What a scheduler sees of one optimizer parameter group: PyTorch's `optimizer.param_groups[i]`, without the tensors.
public struct ParameterGroup: Sendable, Equatable, Codable {
  /// `group["lr"]`, the rate in force; most schedulers read it and multiply it.
  public var lr: Double
  /// `group["initial_lr"]`: written by the first scheduler on an optimizer, the base rate of every later one.
  public var initialLR: Double?
  /// `group["momentum"]`, or `group["betas"][0]` for the Adam family; nil if the optimizer has neither.
  public var momentum: Double?

  /// A group at a rate, as it is before a scheduler is built on it.
  public init(lr: Double, initialLR: Double? = nil, momentum: Double? = nil) {
    self.lr = lr
    self.initialLR = initialLR
    self.momentum = momentum
  }
}

extension ParameterGroup {
  private enum CodingKeys: String, CodingKey {
    case lr
    case initialLR = "initial_lr"
    case momentum
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    lr = try container.decodeNumber(forKey: .lr)
    initialLR = try container.decodeNumberIfPresent(forKey: .initialLR)
    momentum = try container.decodeNumberIfPresent(forKey: .momentum)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encodeNumber(lr, forKey: .lr)
    try container.encodeNumber(initialLR, forKey: .initialLR)
    try container.encodeNumber(momentum, forKey: .momentum)
  }
}
