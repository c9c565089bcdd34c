import LRSchedulers

/// `fit_one_cycle` of fastai 1, by `callbacks/one_cycle.py` and `callback.py` of 1.0.64: two cosines of whole batches, which end lower
/// than those of fastai 2.
enum FastaiFirstVersion {
  static let rules = [
    "fastai 1, which its imports or arguments tell (`from fastai.vision import *`, max_lr, div_factor): int(0.3 x batches) rise from max_lr / div_factor, the others fall to max_lr / (div_factor x 10,000), or to max_lr / final_div."
  ]

  /// Modules whose star import was the usual one, and those that fastai 2 does not have.
  private static let modules: Set<String> = [
    "fastai.vision", "fastai.text", "fastai.tabular", "fastai.collab", "fastai.basic_train",
    "fastai.basic_data",
    "fastai.train", "fastai.callbacks", "fastai.callbacks.hooks", "fastai.callbacks.tracker",
  ]

  private static let names = ["cyc_len", "max_lr", "moms", "div_factor", "pct_start", "final_div", "wd"]

  /// Whether a call is of that time.
  static func wrote(_ part: ConfigurationPart) -> Bool {
    if part.modules.contains(where: { $0.hasSuffix(".all") || $0.hasPrefix("fastai2") }) { return false }
    return !part.modules.isDisjoint(with: modules)
      || part.count(of: ["cyc_len", "max_lr", "div_factor", "final_div", "tot_epochs"]) > 0
      || part["moms"]?.elements?.count == 2
  }

  static func plan(_ reader: RecipeReader) throws(SpecError) -> RecipePlan? {
    let part = reader.part
    var given: [String: ScriptSetting] = [:]
    for (name, setting) in zip(names, part.positional) { given[name] = setting }
    for entry in part.entries { given[entry.key] = entry.setting }
    for (name, setting) in given.sorted(by: { $0.key < $1.key }) {
      reader.askOpen(ScriptSetting.Entry(name, setting))
    }
    let batches = try FastaiRecipe.batches(reader)
    guard let batches, reader.missing.isEmpty else { return nil }
    for key in ["tot_epochs", "start_epoch"] where given[key].map({ !$0.isNull }) == true {
      throw reader.refusal(key, "is given: a part of a cycle is not read here")
    }
    func number(_ key: String, _ standard: Double) throws(SpecError) -> Double {
      guard let setting = given[key], !setting.isNull else { return standard }
      return try reader.number(setting, of: key)
    }
    let (epochs, share) = (try number("cyc_len", 0), try number("pct_start", 0.3))
    let div = try number("div_factor", 25)
    let finalDiv = try number("final_div", div * 1e4)
    guard epochs >= 1, epochs < 1e9, epochs == epochs.rounded() else {
      throw reader.refusal("cyc_len", "is \(RuleText.number(epochs)); expected whole epochs from 1")
    }
    guard (0...1).contains(share), div > 0, finalDiv > 0 else {
      throw reader.refusal("pct_start", "must be from 0 to 1, and div_factor and final_div above 0")
    }
    let total = Int(epochs).times(batches)
    let rise = Int(saturating: Double(total) * share)
    let rates = try rates(given["max_lr"], reader)
    reader.rules.append(
      "training: \(RuleText.number(epochs)) epochs x \(RuleText.count(batches)) batches = \(RuleText.steps(total))"
    )
    reader.rules.append(
      "fastai 1: int(\(RuleText.number(share)) x \(RuleText.count(total))) = \(RuleText.count(rise)) batches rise from 1 / \(RuleText.number(div)), then a fall to 1 / \(RuleText.number(finalDiv))"
    )
    reader.notes.append("the momentum of fastai's cycle, from 0.95 to 0.85 and back, is left out")
    // A phase of no batches has one.
    let (first, second) = (max(1, rise), max(1, total - rise))
    func annealed(_ start: String, _ end: String, _ place: String) -> String {
      "\(end) + (\(start) - \(end)) / 2 * (math.cos(math.pi * (\(place))) + 1)"
    }
    let factor =
      "\(annealed((1 / div).shown, "1.0", "step / \(first)")) if step <= \(first) else \(annealed("1.0", (1 / finalDiv).shown, "(step - \(first)) / \(second)"))"
    var plan = RecipePlan(
      try reader.schedule(factor: factor, for: "cyc_len"), lr: rates[0], interval: .step, length: total,
      stepsPerEpoch: batches)
    plan.groups = rates.map { ParameterGroup(lr: $0) }
    var optimizer = RecipeOptimizer("AdamW", line: nil)
    optimizer.betas = [0.9, 0.99]
    optimizer.weightDecay = try number("wd", 0.01)
    plan.optimizer = optimizer.pasted
    return plan
  }

  /// The peaks: of a slice those of the first and the last group of layers, as the model says how many there are.
  private static func rates(_ setting: ScriptSetting?, _ reader: RecipeReader) throws(SpecError) -> [Double] {
    if let asked = reader.options.lrs { return asked }
    guard let setting else { return groups(nil, 3e-3, reader) }
    guard setting.entries != nil else { return [try reader.number(setting, of: "max_lr")] }
    guard let stop = setting["stop"] else {
      throw reader.refusal("max_lr", "is \(setting.python); expected a rate, or a slice of two")
    }
    let start = setting["start"].flatMap { $0.isNull ? nil : $0 }
    let first = try start.map { (start) throws(SpecError) in try reader.number(start, of: "max_lr") }
    return groups(first, try reader.number(stop, of: "max_lr"), reader)
  }

  private static func groups(_ start: Double?, _ stop: Double, _ reader: RecipeReader) -> [Double] {
    let first = start.flatMap { $0 == 0 ? nil : $0 } ?? stop / 10
    reader.rules.append(
      "groups of layers: the first \(first.shown), the last \(stop.shown)\(start == nil ? ", all before it as the first" : "")"
    )
    return [first, stop]
  }
}
