import LRSchedulers

/// OmegaConf's `${max_duration}`: a text that is nothing but a reference is what the key holds, as Composer's and torchtune's files
/// use it. `${.lr}` is a key of the map that the reference stands in, `${..lr}` of the map around it.
struct Interpolation {
  private let root: [ScriptSetting.Entry]

  init(_ root: [ScriptSetting.Entry]) { self.root = root }

  var resolved: [ScriptSetting.Entry] {
    root.map { ScriptSetting.Entry($0.key, setting($0.setting, at: [$0.key], depth: 0)) }
  }

  /// - Parameter path: the keys that lead to it; nil within a list.
  private func setting(_ setting: ScriptSetting, at path: [String]?, depth: Int) -> ScriptSetting {
    // A reference may lead to itself.
    guard depth < 16 else { return setting }
    switch setting.content {
    case .string(let text):
      guard let reference = reference(text), let target = absolute(reference, from: path),
        let found = value(at: target)
      else { return setting }
      let place = target.split(separator: ".").map(String.init)
      var other = self.setting(found, at: place, depth: depth + 1)
      other.line = setting.line
      return other
    case .list(let elements):
      let inner = elements.map { self.setting($0, at: nil, depth: depth + 1) }
      return ScriptSetting(.list(inner), line: setting.line)
    case .map(let entries):
      let inner = entries.map { entry in
        let place = path.map { $0 + [entry.key] }
        return ScriptSetting.Entry(entry.key, self.setting(entry.setting, at: place, depth: depth + 1))
      }
      return ScriptSetting(.map(inner), line: setting.line)
    default: return setting
    }
  }

  /// A reference as it is from the top; nil for one that leads above it.
  private func absolute(_ reference: Substring, from path: [String]?) -> Substring? {
    let dots = reference.prefix { $0 == "." }.count
    guard dots > 0 else { return reference }
    guard let path, dots <= path.count else { return nil }
    return (path.dropLast(dots) + [String(reference.dropFirst(dots))]).joined(separator: ".")[...]
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
