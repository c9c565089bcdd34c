import LRSchedulers

/// OmegaConf's `${max_duration}`: a text that is nothing but a reference is what the key holds, as Composer's and torchtune's files
/// use it.
struct Interpolation {
  private let root: [ScriptSetting.Entry]

  init(_ root: [ScriptSetting.Entry]) { self.root = root }

  var resolved: [ScriptSetting.Entry] {
    root.map { ScriptSetting.Entry($0.key, setting($0.setting, depth: 0)) }
  }

  private func setting(_ setting: ScriptSetting, depth: Int) -> ScriptSetting {
    // A reference may lead to itself.
    guard depth < 16 else { return setting }
    switch setting.content {
    case .string(let text):
      guard let path = reference(text), let found = value(at: path) else { return setting }
      var other = self.setting(found, depth: depth + 1)
      other.line = setting.line
      return other
    case .list(let elements):
      return ScriptSetting(.list(elements.map { self.setting($0, depth: depth + 1) }), line: setting.line)
    case .map(let entries):
      let inner = entries.map { ScriptSetting.Entry($0.key, self.setting($0.setting, depth: depth + 1)) }
      return ScriptSetting(.map(inner), line: setting.line)
    default: return setting
    }
  }

  private func reference(_ text: String) -> Substring? {
    guard text.hasPrefix("${"), text.hasSuffix("}") else { return nil }
    let path = text.dropFirst(2).dropLast()
    return path.utf8.allSatisfy { $0.isWordByte || $0 == UInt8(ascii: ".") } ? path : nil
  }

  private func value(at path: Substring) -> ScriptSetting? {
    // What llm-foundry calls `variables` is reached from the top too.
    let inRoot = ConfigurationPart(.yaml, root)
    return inRoot[String(path)] ?? inRoot["variables." + path]
  }
}
