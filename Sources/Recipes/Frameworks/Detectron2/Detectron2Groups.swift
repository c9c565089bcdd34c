import LRSchedulers

/// Parameter groups with other rates than the base rate: the biases of `build_optimizer`, and what projects such as Mask2Former,
/// MaskDINO and Detic multiply in their `train_net.py`.
enum Detectron2Groups {
  static let keys = [
    RecipeKey(
      "SOLVER.BACKBONE_MULTIPLIER", nil, "the factor of the backbone's rate, of projects such as Mask2Former"),
    RecipeKey(
      "SOLVER.CUSTOM_MULTIPLIER", nil,
      "the factor of the modules that CUSTOM_MULTIPLIER_NAME lists, of Detic and its like"),
    RecipeKey(
      "SOLVER.TEXT_ENCODER_MULTIPLIER", nil,
      "the factor of the text encoder's rate, of projects that have one"),
    RecipeKey(
      "SOLVER.VIT_LAYER_DECAY", nil, "whether each layer has a rate of its own, which is said and not shown"),
  ]

  private static let factors = [
    ("SOLVER.BIAS_LR_FACTOR", "biases"), ("SOLVER.BACKBONE_MULTIPLIER", "backbone"),
    ("SOLVER.CUSTOM_MULTIPLIER", "custom"), ("SOLVER.TEXT_ENCODER_MULTIPLIER", "text encoder"),
  ]

  /// The base rate, then that of each group whose factor is not 1. Several rates that were asked for are those of the groups already.
  static func rates(_ reader: RecipeReader, _ base: [Double]) throws(SpecError) -> [Double] {
    var rates = base
    for (key, name) in factors {
      guard let factor = try reader.optionalNumber(key), factor != 1, base.count == 1 else { continue }
      let rate = base[0] * factor
      rates.append(rate)
      reader.rules.append(
        "group \(rates.count), \(name): \(base[0].shown) x \(RuleText.number(factor)) = \(rate.shown)")
    }
    if reader.part["SOLVER.VIT_LAYER_DECAY"] != nil, try reader.flag("SOLVER.VIT_LAYER_DECAY") {
      reader.notes.append("VIT_LAYER_DECAY gives each layer of the backbone a lower rate, which is left out")
    }
    return rates
  }
}
