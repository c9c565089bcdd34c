/// What a hidden layer does to its outputs; the last layer has none.
package enum Activation: String, Sendable, CaseIterable {
  case none, relu, tanh

  @inline(__always)
  func callAsFunction(_ x: Lanes) -> Lanes {
    switch self {
    case .none: x
    // Negated, so that NaN passes through as it does in PyTorch.
    case .relu: x.replacing(with: 0, where: x .< 0)
    case .tanh: x.hyperbolicTangent
    }
  }

  /// The gradient before the activation, given the one after it and the activation's value; relu'(0) is 0.
  @inline(__always)
  func backward(_ gradient: Lanes, value: Lanes) -> Lanes {
    switch self {
    case .none: gradient
    case .relu: gradient.replacing(with: 0, where: value .<= 0)
    case .tanh: gradient * (1 - value * value)
    }
  }
}
