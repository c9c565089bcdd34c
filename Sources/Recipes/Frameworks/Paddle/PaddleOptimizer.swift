import LRSchedulers

/// The optimizers of Paddle's projects as PyTorch's.
enum PaddleOptimizer {
  /// - Parameters:
  ///   - key: the key that names the class.
  ///   - map: the map of its arguments.
  ///   - decay: the weight decay of a regularizer; nil where the class has its own.
  static func pasted(
    _ reader: RecipeReader, named key: String, in map: String, decay: Double?
  ) throws(SpecError) -> PastedOptimizer? {
    guard let word = try reader.optionalText(key) else { return nil }
    let isMomentum = word == "Momentum" || reader.part[map + ".momentum"] != nil
    var optimizer = RecipeOptimizer(isMomentum ? "SGD" : word, line: reader.givenLine(of: key))
    optimizer.weightDecay = try reader.optionalNumber(map + ".weight_decay") ?? decay
    if isMomentum {
      optimizer.momentum = try reader.optionalNumber(map + ".momentum") ?? 0.9
      if try reader.flag(map + ".use_nesterov") { optimizer.nesterov = true }
    } else {
      let betas = [
        try reader.optionalNumber(map + ".beta1"), try reader.optionalNumber(map + ".beta2"),
      ]
      if betas.contains(where: { $0 != nil }) { optimizer.betas = [betas[0] ?? 0.9, betas[1] ?? 0.999] }
      optimizer.eps = try reader.optionalNumber(map + ".epsilon")
    }
    return optimizer.pasted
  }

  /// The iterations of an epoch as Paddle's `DistributedBatchSampler` gives them.
  ///
  /// - Parameter key: what a device's batch is called; `KEY` with drop_last beside it.
  static func iterations(
    _ reader: RecipeReader, batch key: String, dropsLast: Bool
  ) throws(SpecError) -> Int? {
    guard dropsLast, reader.options.stepsPerEpoch == nil else { return try reader.iterations(batch: key) }
    if let steps = try reader.outside(.stepsPerEpoch) { return steps }
    let own = try reader.optionalCount(key).orElse(reader.outside(.batchSize))
    guard let samples = try reader.outside(.samples), let own, own > 0 else { return nil }
    let devices = try reader.outside(.devices) ?? 1
    let steps = (samples + devices - 1) / devices / own
    reader.rules.append(
      "iterations of an epoch: ceil(\(RuleText.count(samples)) / \(devices)) // \(own) = \(RuleText.count(steps))"
    )
    return max(1, steps)
  }
}
