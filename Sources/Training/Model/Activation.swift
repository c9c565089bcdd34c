import CKernels

/// What a hidden layer does to its outputs; the last layer has none.
package enum Activation: String, Sendable, CaseIterable {
  case none, relu, tanh

  var kernel: lrviz_activation {
    switch self {
    case .none: LRVIZ_IDENTITY
    case .relu: LRVIZ_RELU
    case .tanh: LRVIZ_TANH
    }
  }
}
