import LRSchedulers

/// `Trainer.get_optimizer_cls_and_kwargs` of transformers 5.24: the optimizer that the word of `optim` builds.
enum TrainerOptimizer {
  /// The words of `OptimizerNames`, and those that earlier releases had.
  static let words = Set(
    """
    adamw_torch adamw_torch_fused adamw_torch_xla adamw_torch_npu_fused adafactor adamw_anyprecision adamw_torch_4bit
    adamw_torch_8bit ademamix sgd adagrad adamw_bnb_8bit adamw_8bit ademamix_8bit lion_8bit lion_32bit paged_adamw_32bit
    paged_adamw_8bit paged_ademamix_32bit paged_ademamix_8bit paged_lion_32bit paged_lion_8bit rmsprop rmsprop_bnb
    rmsprop_bnb_8bit rmsprop_bnb_32bit galore_adamw galore_adamw_8bit galore_adafactor galore_adamw_layerwise
    galore_adamw_8bit_layerwise galore_adafactor_layerwise lomo adalomo grokadamw schedule_free_radam schedule_free_adamw
    schedule_free_sgd apollo_adamw apollo_adamw_layerwise stable_adamw
    adamw_hf adamw_apex_fused paged_adamw
    """.split { $0.isWhitespace }.map(String.init))

  static let keys = [
    RecipeKey("optim", "adamw_torch_fused", "the optimizer"),
    RecipeKey("optim_args", nil, "its further arguments, such as momentum=0.9 of sgd"),
    RecipeKey("weight_decay", 0.0, "the optimizer's weight decay"),
    RecipeKey("adam_beta1", 0.9, "the first beta of Adam and its kin"),
    RecipeKey("adam_beta2", 0.999, "the second"),
    RecipeKey("adam_epsilon", 1e-8, "their epsilon"),
  ]

  /// - Parameters:
  ///   - key: the key that names it.
  ///   - takesOthers: whether words that transformers does not have may be the framework's own.
  static func optimizer(
    _ reader: RecipeReader, key: String = "optim", takesOthers: Bool
  ) throws(SpecError) -> PastedOptimizer {
    let word = try reader.text(key)
    try refuse(word, of: key, takesOthers: takesOthers, reader)
    var optimizer = RecipeOptimizer(word, line: reader.givenLine(of: key))
    optimizer.weightDecay = try reader.number("weight_decay")
    optimizer.betas = [try reader.number("adam_beta1"), try reader.number("adam_beta2")]
    optimizer.eps = try reader.number("adam_epsilon")
    let further = try arguments(reader)
    guard ["SGD", "RMSprop", "Adagrad"].contains(optimizer.pasted.name) else { return optimizer.pasted }
    // These have their own defaults but for what optim_args says.
    optimizer.eps = nil
    var pasted = optimizer.pasted
    for argument in further {
      pasted.arguments.removeAll { $0.name == argument.name }
      pasted.arguments.append(argument)
    }
    return pasted
  }

  /// `momentum=0.9,nesterov=true`, or a map of axolotl.
  private static func arguments(_ reader: RecipeReader) throws(SpecError) -> [PastedOptimizer.Argument] {
    guard let setting = reader.value("optim_args") else { return [] }
    if let entries = setting.entries {
      return entries.compactMap { entry in
        entry.setting.parameterValue.map { PastedOptimizer.Argument(name: entry.key, value: $0) }
      }
    }
    guard let text = setting.string else {
      throw reader.refusal("optim_args", "is \(setting.python); expected name=value, with commas between")
    }
    var arguments: [PastedOptimizer.Argument] = []
    for pair in text.split(separator: ",") {
      let sides = pair.split(separator: "=", maxSplits: 1).map(\.trimmed)
      guard sides.count == 2 else {
        throw reader.refusal("optim_args", "is '\(text)'; expected name=value, with commas between")
      }
      let isFlag = ["true", "false"].contains(sides[1].lowercased())
      let value =
        isFlag
        ? .bool(sides[1].lowercased() == "true") : PlainScalar.number(sides[1]) ?? .string(String(sides[1]))
      if let value = ScriptSetting(value).parameterValue {
        arguments.append(PastedOptimizer.Argument(name: String(sides[0]), value: value))
      }
    }
    return arguments
  }

  private static func refuse(
    _ word: String, of key: String, takesOthers: Bool, _ reader: RecipeReader
  ) throws(SpecError) {
    guard !words.contains(word), !(takesOthers && !reader.isSlip(word, of: words)) else { return }
    let hint = Spelling.hint(for: word, in: words.sorted())
    throw reader.refusal(
      key, "is '\(word)', which is no optimizer of transformers",
      hint: hint ?? "such as adamw_torch, adafactor or sgd")
  }
}
