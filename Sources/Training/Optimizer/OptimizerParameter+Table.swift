extension OptimizerParameter {
  /// In the order of PyTorch's constructor, after `params`.
  static func all(of kind: OptimizerConfiguration.Kind) -> [OptimizerParameter] {
    switch kind {
    case .sgd:
      [
        lr, momentum, OptimizerParameter(name: "dampening", field: .number(\.dampening)), weightDecay,
        flag("nesterov", \.nesterov), maximize.keywordOnly,
      ] + ignored("foreach", "differentiable", "fused")
    case .adam:
      [lr, betas, eps, weightDecay, flag("amsgrad", \.amsgrad), maximize.keywordOnly]
        + ignored("foreach", "capturable", "differentiable", "fused") + [decoupled.keywordOnly]
    case .adamW:
      [lr, betas, eps, weightDecay, flag("amsgrad", \.amsgrad), maximize.keywordOnly]
        + ignored("foreach", "capturable", "differentiable", "fused")
    case .rmsProp:
      [
        lr, number("alpha", \.alpha, "Invalid alpha value"), eps, weightDecay, momentum,
        flag("centered", \.centered), switchOnly("capturable"), switchOnly("foreach"), maximize,
        switchOnly("differentiable"),
      ]
    case .adagrad:
      [
        lr, number("lr_decay", \.lrDecay, "Invalid lr_decay value"), weightDecay,
        number(
          "initial_accumulator_value", \.initialAccumulatorValue, "Invalid initial_accumulator_value value"),
        eps, switchOnly("foreach"), maximize.keywordOnly,
      ] + ignored("differentiable", "fused")
    case .nAdam:
      [
        lr, betas, eps, weightDecay,
        number("momentum_decay", \.momentumDecay, "Invalid momentum_decay value"), decoupled,
        maximize.keywordOnly,
      ] + ignored("foreach", "capturable", "differentiable")
    case .rAdam:
      [lr, betas, eps, weightDecay, decoupled, maximize.keywordOnly]
        + ignored("foreach", "capturable", "differentiable")
    case .adamax:
      [lr, betas, eps, weightDecay, switchOnly("foreach"), maximize.keywordOnly]
        + ignored("differentiable", "capturable")
    case .adadelta:
      [
        lr,
        OptimizerParameter(
          name: "rho", field: .number(\.rho), complaint: "Invalid rho value", upperBound: 1),
        eps, weightDecay, switchOnly("foreach"), maximize.keywordOnly,
      ] + ignored("capturable", "differentiable")
    }
  }

  private static var lr: Self {
    OptimizerParameter(name: "lr", field: .lr, complaint: "Invalid learning rate")
  }
  private static var betas: Self { OptimizerParameter(name: "betas", field: .betas) }
  private static var eps: Self { number("eps", \.eps, "Invalid epsilon value") }
  private static var momentum: Self { number("momentum", \.momentum, "Invalid momentum value") }
  private static var weightDecay: Self {
    number("weight_decay", \.weightDecay, "Invalid weight_decay value")
  }
  private static var decoupled: Self { flag("decoupled_weight_decay", \.decoupledWeightDecay) }
  private static var maximize: Self { flag("maximize", \.maximize) }

  private static func number(
    _ name: String, _ path: WritableKeyPath<OptimizerConfiguration, Double>, _ complaint: String
  ) -> Self {
    OptimizerParameter(name: name, field: .number(path), complaint: complaint)
  }

  private static func flag(_ name: String, _ path: WritableKeyPath<OptimizerConfiguration, Bool>) -> Self {
    OptimizerParameter(name: name, field: .flag(path))
  }

  /// A positional argument that changes no number.
  private static func switchOnly(_ name: String) -> Self {
    OptimizerParameter(name: name, field: .ignored)
  }

  /// Keyword arguments that change no number.
  private static func ignored(_ names: String...) -> [Self] { names.map { switchOnly($0).keywordOnly } }

  private var keywordOnly: Self {
    var copy = self
    copy.isKeywordOnly = true
    return copy
  }
}
