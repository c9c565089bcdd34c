/// Arguments of timm's schedulers that the catalog has not: those of versions before 0.5, and of the noise.
extension ScriptInterpreter {
  /// What parameters were called before version 0.5, which Swin and what was made of it still write.
  private static let oldNames = ["t_mul": "cycle_mul", "decay_rate": "cycle_decay"]
  /// What changes no rate as long as there is no noise.
  private static let idleNames: Set<String> = [
    "noise_pct", "noise_std", "noise_seed", "noise_type", "initialize",
  ]

  /// The arguments as the catalog has them.
  ///
  /// - Throws: where a noise is asked for, which is random.
  func timmArguments(
    _ arguments: [ScriptArgument], of entry: CatalogEntry, notes: inout [String]
  ) throws(SpecError) -> [ScriptArgument] {
    guard entry.library == .timm else { return arguments }
    var result: [ScriptArgument] = []
    for var argument in arguments {
      guard let keyword = argument.keyword, entry.parameter(named: keyword) == nil else {
        result.append(argument)
        continue
      }
      if Self.idleNames.contains(keyword) { continue }
      if keyword == "noise_range_t" {
        guard argument.value.openValue != nil || argument.value.isNull else {
          throw error("a rate with noise is random, and is not computed here", at: argument.offset)
        }
        if !argument.value.isNull { notes.append("noise_range_t is taken to be None: without noise") }
        continue
      }
      if let name = Self.oldNames[keyword], entry.parameter(named: name) != nil {
        argument.keyword = name
        notes.append("\(keyword) is \(name) since timm 0.5" + limitNote(arguments))
      }
      result.append(argument)
    }
    return result
  }

  /// Before 0.5 cycles went on without end.
  private func limitNote(_ arguments: [ScriptArgument]) -> String {
    arguments.contains { $0.keyword == "cycle_limit" }
      ? "" : ", where cycle_limit is 1 and no longer unlimited"
  }
}
