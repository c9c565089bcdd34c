extension OptimizerParameter {
  /// In the order of PyTorch's constructor, after `params`.
  static func all(of kind: OptimizerConfiguration.Kind) -> [OptimizerParameter] {
    switch kind {
    case .sgd:
      [
        lr, momentum,
        OptimizerParameter(name: "dampening", field: .number({ $0.dampening }, { $0.dampening = $1 })),
        weightDecay,
        flag("nesterov", { $0.nesterov }, { $0.nesterov = $1 }), maximize.keywordOnly,
      ] + ignored("foreach", "differentiable", "fused")
    case .adam:
      [
        lr, betas, eps, weightDecay, flag("amsgrad", { $0.amsgrad }, { $0.amsgrad = $1 }),
        maximize.keywordOnly,
      ]
        + ignored("foreach", "capturable", "differentiable", "fused") + [decoupled.keywordOnly]
    case .adamW:
      [
        lr, betas, eps, weightDecay, flag("amsgrad", { $0.amsgrad }, { $0.amsgrad = $1 }),
        maximize.keywordOnly,
      ]
        + ignored("foreach", "capturable", "differentiable", "fused")
    case .rmsProp:
      [
        lr, number("alpha", { $0.alpha }, { $0.alpha = $1 }, "Invalid alpha value"), eps, weightDecay,
        momentum,
        flag("centered", { $0.centered }, { $0.centered = $1 }), switchOnly("capturable"),
        switchOnly("foreach"), maximize,
        switchOnly("differentiable"),
      ]
    case .adagrad:
      [
        lr, number("lr_decay", { $0.lrDecay }, { $0.lrDecay = $1 }, "Invalid lr_decay value"), weightDecay,
        number(
          "initial_accumulator_value", { $0.initialAccumulatorValue }, { $0.initialAccumulatorValue = $1 },
          "Invalid initial_accumulator_value value"),
        eps, switchOnly("foreach"), maximize.keywordOnly,
      ] + ignored("differentiable", "fused")
    case .nAdam:
      [
        lr, betas, eps, weightDecay,
        number(
          "momentum_decay", { $0.momentumDecay }, { $0.momentumDecay = $1 }, "Invalid momentum_decay value"),
        decoupled,
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
          name: "rho", field: .number({ $0.rho }, { $0.rho = $1 }), complaint: "Invalid rho value",
          upperBound: 1),
        eps, weightDecay, switchOnly("foreach"), maximize.keywordOnly,
      ] + ignored("capturable", "differentiable")
    }
  }

  private static var lr: Self {
    OptimizerParameter(name: "lr", field: .lr, complaint: "Invalid learning rate")
  }
  private static var betas: Self { OptimizerParameter(name: "betas", field: .betas) }
  private static var eps: Self { number("eps", { $0.eps }, { $0.eps = $1 }, "Invalid epsilon value") }
  private static var momentum: Self {
    number("momentum", { $0.momentum }, { $0.momentum = $1 }, "Invalid momentum value")
  }
  private static var weightDecay: Self {
    number("weight_decay", { $0.weightDecay }, { $0.weightDecay = $1 }, "Invalid weight_decay value")
  }
  private static var decoupled: Self {
    flag("decoupled_weight_decay", { $0.decoupledWeightDecay }, { $0.decoupledWeightDecay = $1 })
  }
  private static var maximize: Self { flag("maximize", { $0.maximize }, { $0.maximize = $1 }) }

  private static func number(
    _ name: String, _ read: @escaping Field.Reader<Double>, _ write: @escaping Field.Writer<Double>,
    _ complaint: String
  ) -> Self {
    OptimizerParameter(name: name, field: .number(read, write), complaint: complaint)
  }

  private static func flag(
    _ name: String, _ read: @escaping Field.Reader<Bool>, _ write: @escaping Field.Writer<Bool>
  ) -> Self {
    OptimizerParameter(name: name, field: .flag(read, write))
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
