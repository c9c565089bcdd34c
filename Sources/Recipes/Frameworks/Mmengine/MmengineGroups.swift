import LRSchedulers

/// The parameter groups of `paramwise_cfg`, by mmengine's `DefaultOptimWrapperConstructor` of 0.10.7. A constructor of its own with a rate
/// for each layer needs the model, and is said.
enum MmengineGroups {
  /// The rate, then the others that `paramwise_cfg` makes of it, each once. Several rates that were asked for are the groups' already.
  ///
  /// - Parameter root: the map that has paramwise_cfg; `optimizer` in configs for mmcv.
  static func rates(
    _ reader: RecipeReader, _ base: [Double], in root: String = "optim_wrapper"
  ) throws(SpecError) -> [Double] {
    let constructor = try reader.optionalText(root + ".constructor")
    guard let settings = reader.value(root + ".paramwise_cfg"), settings.entries != nil else { return base }
    if let constructor, !isDefault(constructor) {
      reader.notes.append(
        "\(constructor) makes groups of its own of paramwise_cfg, such as one a layer with a lower rate: the rate of the last layer is shown"
      )
      return base
    }
    guard base.count == 1 else { return base }
    var rates = base
    for (name, factor) in try factors(settings, reader) where factor != 1 {
      let rate = base[0] * factor
      reader.rules.append("rate of \(name): \(base[0].shown) x \(RuleText.number(factor)) = \(rate.shown)")
      if !rates.contains(rate) { rates.append(rate) }
    }
    return rates
  }

  private static func isDefault(_ constructor: String) -> Bool {
    ["DefaultOptimWrapperConstructor", "DefaultOptimizerConstructor"].contains(constructor)
  }

  /// What parameters are called, and the factor of their rate.
  private static func factors(
    _ settings: ScriptSetting, _ reader: RecipeReader
  ) throws(SpecError) -> [(name: String, factor: Double)] {
    var factors: [(name: String, factor: Double)] = []
    for entry in settings["custom_keys"]?.entries ?? [] {
      guard let multiple = entry.setting["lr_mult"] else { continue }
      factors.append((entry.key, try reader.number(multiple, of: "lr_mult")))
    }
    for (key, name) in [
      ("bias_lr_mult", "biases"), ("dcn_offset_lr_mult", "offsets of deformable convolutions"),
    ] {
      guard let multiple = settings[key] else { continue }
      factors.append((name, try reader.number(multiple, of: key)))
    }
    return factors
  }
}
