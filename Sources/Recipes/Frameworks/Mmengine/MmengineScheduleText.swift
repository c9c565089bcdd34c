import LRSchedulers

/// One dict of `param_scheduler` as the call that the Runner makes of it.
struct MmengineScheduleText {
  let text: String

  init(_ scheduler: ScriptSetting, _ run: MmengineRun, _ reader: RecipeReader) throws(SpecError) {
    guard let type = scheduler["type"], let named = Self.name(type) else {
      let line = scheduler.entries?.first?.setting.line ?? scheduler.line
      throw SpecError("a scheduler of param_scheduler has no type", line: line, column: 1)
    }
    let name = Self.ofParameter(named, scheduler)
    let byEpoch = try Self.flag(scheduler, "by_epoch", standard: true)
    let converts = try Self.flag(scheduler, "convert_to_iter_based", standard: false)
    if converts, !byEpoch {
      throw SpecError(
        "\(name): only schedulers with by_epoch=True can be converted to iterations", line: scheduler.line,
        column: 1)
    }
    let factor = converts ? run.stepsPerEpoch ?? 1 : 1
    var arguments: [String] = []
    for entry in scheduler.entries ?? [] {
      if ["type", "convert_to_iter_based", "by_epoch", "_delete_", "param_name"].contains(entry.key) {
        continue
      }
      if reader.askOpen(entry) { continue }
      let scaled = Self.counts.contains(entry.key) ? Self.scaled(entry.setting, by: factor) : entry.setting
      arguments.append("\(entry.key)=\(scaled.python)")
    }
    if scheduler["end"] == nil, name != "ReduceOnPlateauLR" {
      if let end = byEpoch ? run.maxEpochs : run.maxIters {
        arguments.append("end=\(end.times(factor))")
        reader.rules.append("\(name): end = \(RuleText.count(end.times(factor))), the training's")
      } else {
        reader.ask(byEpoch ? "epochs" : "max_iters", for: "end of \(name)")
      }
    }
    if !byEpoch || converts { arguments.append("by_epoch=False") }
    if converts { reader.rules.append("\(name): epochs x \(RuleText.count(factor)) iterations") }
    let isMomentum = name.hasSuffix("Momentum")
    text =
      (isMomentum || !Self.shared.contains(name) ? "" : "mmengine.") + name + "("
      + arguments.joined(separator: ", ") + ")"
  }

  /// `CosineAnnealingParamScheduler` of the rate or the momentum is what has a name of its own.
  private static func ofParameter(_ name: String, _ scheduler: ScriptSetting) -> String {
    guard name.hasSuffix("ParamScheduler") else { return name }
    let stem = name.dropLast("ParamScheduler".count)
    return stem + (scheduler["param_name"]?.string == "momentum" ? "Momentum" : "LR")
  }

  /// What a scheduler moves that is neither the rate nor the momentum; nil for those.
  static func otherParameter(of scheduler: ScriptSetting) -> String? {
    guard let type = scheduler["type"].flatMap(name), type.hasSuffix("ParamScheduler"),
      let parameter = scheduler["param_name"]?.string, parameter != "lr", parameter != "momentum"
    else { return nil }
    return parameter
  }

  /// Classes whose names PyTorch has too.
  private static let shared: Set<String> = [
    "LinearLR", "ConstantLR", "StepLR", "MultiStepLR", "ExponentialLR", "CosineAnnealingLR", "OneCycleLR",
  ]

  /// What counts epochs or iterations.
  private static let counts: Set<String> = [
    "begin", "end", "T_max", "milestones", "step_size", "periods", "total_steps",
  ]

  private static func name(_ type: ScriptSetting) -> String? {
    let path: String
    switch type.content {
    case .string(let text): path = text
    case .name(let text): path = text
    // A class whose import is not in the text.
    case .open(let names): path = names.first?.name ?? ""
    default: return nil
    }
    return path.split(separator: ".").last.map(String.init)
  }

  private static func flag(_ scheduler: ScriptSetting, _ key: String, standard: Bool) throws(SpecError)
    -> Bool
  {
    guard let setting = scheduler[key] else { return standard }
    guard case .bool(let value) = setting.content else {
      throw SpecError("\(key) is \(setting.python); expected True or False", line: setting.line, column: 1)
    }
    return value
  }

  private static func scaled(_ setting: ScriptSetting, by factor: Int) -> ScriptSetting {
    guard factor != 1 else { return setting }
    switch setting.content {
    case .int(let value):
      let (product, overflow) = value.multipliedReportingOverflow(by: factor)
      return overflow ? setting : ScriptSetting(.int(product), line: setting.line)
    case .double(let value):
      return ScriptSetting(.int(Int(saturating: value * Double(factor))), line: setting.line)
    case .list(let elements):
      return ScriptSetting(.list(elements.map { scaled($0, by: factor) }), line: setting.line)
    default: return setting
    }
  }
}
