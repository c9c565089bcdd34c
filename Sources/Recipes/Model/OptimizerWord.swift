import LRSchedulers

/// The classes that frameworks' words for optimizers stand for.
enum OptimizerWord {
  /// PyTorch's class, of a word such as `adamw_torch_fused`, `paged_adamw_8bit`, `FusedAdam` or `bitsandbytes.optim.AdamW8bit`; of
  /// another optimizer the word as it stands, without its module.
  static func className(_ word: String) -> String {
    let last = word.split(separator: ".").last.map(String.init) ?? word
    var plain = last.lowercased().filter { $0 != "_" && $0 != "-" }[...]
    while let shorter = withoutAffix(plain) { plain = shorter }
    if let known = classes[String(plain)] { return known }
    let safe = last.filter { $0.utf8.allSatisfy(\.isWordByte) || $0 == "-" }
    return safe.isEmpty ? "optimizer" : safe
  }

  /// Whether PyTorch has the class that a word stands for.
  static func isPyTorchs(_ word: String) -> Bool { classes.values.contains(className(word)) }

  /// Lower case without underscores, as all frameworks write them but for that.
  private static let classes = [
    "sgd": "SGD", "adam": "Adam", "adamw": "AdamW", "rmsprop": "RMSprop", "adagrad": "Adagrad",
    "nadam": "NAdam", "radam": "RAdam", "adamax": "Adamax", "adadelta": "Adadelta",
  ]

  /// What says how the same steps are computed or stored.
  private static let affixes = [
    "torch", "fused", "paged", "bnb", "apex", "xla", "npu", "hf", "cpu", "deepspeed", "anyprecision",
    "optimi",
    "4bit", "8bit", "32bit", "fp8", "ao", "multitensor", "foreach",
  ]

  private static func withoutAffix(_ word: Substring) -> Substring? {
    for affix in affixes where word.utf8.count > affix.utf8.count {
      if word.hasSuffix(affix) { return word.dropLast(affix.count) }
      if word.hasPrefix(affix) { return word.dropFirst(affix.count) }
    }
    return nil
  }
}
