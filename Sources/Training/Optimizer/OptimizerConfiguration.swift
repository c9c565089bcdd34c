/// An optimizer and its arguments, with PyTorch's defaults; learning rates belong to the parameter groups.
package struct OptimizerConfiguration: Sendable, Equatable {
  package enum Kind: String, Sendable, CaseIterable {
    case sgd = "SGD"
    case adam = "Adam"
    case adamW = "AdamW"
  }

  package let kind: Kind
  /// SGD's momentum at the start; a schedule may cycle the groups' own.
  package var momentum = 0.0
  package var dampening = 0.0
  package var nesterov = false
  /// L2 penalty added to the gradient; AdamW shrinks the parameter by it instead (Loshchilov and Hutter, 2019).
  package var weightDecay: Double
  package var beta1 = 0.9
  package var beta2 = 0.999
  package var eps = 1e-8
  package var amsgrad = false
  /// The `lr=` of a pasted constructor call. Not part of ``spec``: rates are given apart, one per group.
  package var lr: Double?

  package init(_ kind: Kind) {
    self.kind = kind
    weightDecay = kind == .adamW ? 0.01 : 0
  }

  /// What a group's `momentum` starts with: SGD's momentum, Adam's beta1.
  package var momentumForGroups: Double {
    kind == .sgd ? momentum : beta1
  }
}
