import LRSchedulers

/// The optimizer that `create_optimizer_v2` of timm 1.0.31 makes of the flags of train.py.
struct TimmOptimizer {
  let pasted: PastedOptimizer

  init(_ reader: RecipeReader) throws(SpecError) {
    let word = try reader.text("opt").lowercased()
    let base = word.hasPrefix("lookahead_") ? String(word.dropFirst("lookahead_".count)) : word
    let isMomentum = ["sgd", "momentum", "nesterov", "fusedsgd", "bnbsgd", "bnbsgd8bit"].contains(base)
    var optimizer = RecipeOptimizer(isMomentum ? "SGD" : base, line: reader.givenLine(of: "opt"))
    optimizer.weightDecay = try reader.number("weight_decay")
    optimizer.eps = try reader.optionalNumber("opt_eps")
    let name = OptimizerWord.className(optimizer.word)
    if isMomentum { optimizer.nesterov = base != "momentum" }
    if isMomentum || name == "RMSprop" || !OptimizerWord.isPyTorchs(base) {
      optimizer.momentum = try reader.number("momentum")
    }
    if name == "RMSprop" { optimizer.alpha = 0.9 }
    if let betas = try reader.numbers("opt_betas") { (optimizer.betas, optimizer.momentum) = (betas, nil) }
    pasted = optimizer.pasted
  }
}
