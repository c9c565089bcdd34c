import LRSchedulers

/// `build_optimizer` of Ultralytics 8.4: the optimizer of the weights, whose group alone has the weight decay.
struct UltralyticsOptimizer {
  let pasted: PastedOptimizer
  /// The momentum, or beta1, of all groups.
  let momentum: Double

  /// - Parameters:
  ///   - asked: a momentum instead of the configuration's.
  ///   - isLong: whether the training has more than 10,000 iterations, which auto asks.
  init(
    _ word: String, momentum asked: Double? = nil, isLong: Bool, _ reader: RecipeReader
  ) throws(SpecError) {
    let isAuto = word.lowercased() == "auto"
    let own = try reader.number("momentum")
    momentum = asked ?? (isAuto ? 0.9 : own)
    var optimizer = RecipeOptimizer(
      isAuto ? isLong ? "MuSGD" : "AdamW" : word, line: reader.givenLine(of: "optimizer"))
    let (given, nominal) = (try reader.number("batch"), try reader.number("nbs"))
    let batch = given >= 1 ? given : 16
    let accumulation = max(1, (nominal / batch).rounded(.toNearestOrEven))
    optimizer.weightDecay = try reader.number("weight_decay") * batch * accumulation / nominal
    (optimizer.momentum, optimizer.nesterov) = (momentum, true)
    if !["SGD", "MuSGD", "RMSprop"].contains(OptimizerWord.className(optimizer.word)) {
      (optimizer.betas, optimizer.momentum, optimizer.nesterov) = ([momentum, 0.999], nil, nil)
    }
    pasted = optimizer.pasted
  }
}
