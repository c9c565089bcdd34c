/// An optimizer and its arguments, with PyTorch's defaults; learning rates belong to the parameter groups.
///
/// A property that an optimizer has no argument for is ignored by it. Source: `torch.optim` 2.13.
package struct OptimizerConfiguration: Sendable, Equatable {
  /// The optimizers there are, by PyTorch's class name.
  package enum Kind: String, Sendable, CaseIterable {
    case sgd = "SGD"
    case adam = "Adam"
    case adamW = "AdamW"
    case rmsProp = "RMSprop"
    case adagrad = "Adagrad"
    case nAdam = "NAdam"
    case rAdam = "RAdam"
    case adamax = "Adamax"
    case adadelta = "Adadelta"
  }

  package let kind: Kind
  /// SGD's and RMSprop's momentum at the start; a schedule may cycle the groups' own.
  package var momentum = 0.0
  package var dampening = 0.0
  package var nesterov = false
  /// L2 penalty added to the gradient, or with ``decoupledWeightDecay`` the share by which parameters shrink.
  package var weightDecay: Double
  /// Whether the parameter itself shrinks by the rate times the decay (Loshchilov and Hutter, 2019).
  package var decoupledWeightDecay: Bool
  package var beta1 = 0.9
  package var beta2 = 0.999
  package var eps: Double
  package var amsgrad = false
  /// RMSprop's share of the mean square that is kept at each step.
  package var alpha = 0.99
  /// Whether RMSprop divides by the deviation of the gradient, not by its root mean square.
  package var centered = false
  /// Adagrad's rate at step t is lr / (1 + (t - 1) · lr_decay).
  package var lrDecay = 0.0
  /// What Adagrad's sums of squares start with.
  package var initialAccumulatorValue = 0.0
  /// How fast NAdam's momentum approaches beta1.
  package var momentumDecay = 4e-3
  /// Adadelta's share of the mean squares that is kept at each step, 0...1.
  package var rho = 0.9
  /// Whether parameters climb instead of descending.
  package var maximize = false
  /// The `lr=` of a pasted constructor call. Not part of ``spec``: rates are given apart, one per group.
  package var lr: Double?

  package init(_ kind: Kind) {
    self.kind = kind
    weightDecay = kind == .adamW ? 0.01 : 0
    decoupledWeightDecay = kind == .adamW
    eps =
      switch kind {
      case .adagrad: 1e-10
      case .adadelta: 1e-6
      default: 1e-8
      }
  }
}

extension OptimizerConfiguration {
  /// The rate that PyTorch's constructor uses where none is given.
  package var defaultLR: Double { kind.defaultLR }

  /// What a group's `momentum` starts with: the optimizer's momentum, or beta1 where it has betas; nil where it has
  /// neither, and then a scheduler that cycles the momentum refuses it, as in PyTorch.
  package var momentumForGroups: Double? {
    switch kind {
    case .sgd, .rmsProp: momentum
    case .adam, .adamW, .nAdam, .rAdam, .adamax: beta1
    case .adagrad, .adadelta: nil
    }
  }

  /// The second beta; nil where the optimizer has no betas.
  package var beta2ForGroups: Double? { kind.hasBetas ? beta2 : nil }

  /// Whether it averages gradients over steps, as it was built.
  package var hasMomentum: Bool { (momentumForGroups ?? 0) != 0 }
}

extension OptimizerConfiguration.Kind {
  /// Whether it is one of Adam's family, which have two betas.
  var hasBetas: Bool {
    switch self {
    case .adam, .adamW, .nAdam, .rAdam, .adamax: true
    case .sgd, .rmsProp, .adagrad, .adadelta: false
    }
  }

  /// The names as a message lists them.
  package static var names: String { allCases.map(\.rawValue).joined(separator: ", ") }

  /// The rate that PyTorch's constructor uses where none is given.
  package var defaultLR: Double {
    switch self {
    case .sgd, .adam, .adamW, .rAdam: 1e-3
    case .rmsProp, .adagrad: 1e-2
    case .nAdam, .adamax: 2e-3
    case .adadelta: 1
    }
  }
}
