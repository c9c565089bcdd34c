/// A value that a text gives, with its place: what a configuration is made of, whatever it is written in.
package struct ScriptSetting: Sendable, Equatable {
  package indirect enum Content: Sendable, Equatable {
    case null
    case bool(Bool)
    case int(Int)
    case double(Double)
    case string(String)
    case list([ScriptSetting])
    case map([Entry])
    /// A function or class by its dotted path, or a name that has no value here.
    case name(String)
    /// A scheduler that the text builds.
    case schedule(Schedule)
    /// An optimizer that the text builds.
    case optimizer(PastedOptimizer)
    /// What depends on names that the text leaves open.
    case open([MissingName])
    /// A value that is of no use to a reader of settings.
    case opaque
  }

  /// A name and what it is set to.
  package struct Entry: Sendable, Equatable {
    package var key: String
    package var setting: ScriptSetting

    package init(_ key: String, _ setting: ScriptSetting) {
      (self.key, self.setting) = (key, setting)
    }
  }

  package var content: Content
  /// The line of the text, counted from 1.
  package var line: Int

  package init(_ content: Content, line: Int = 1) {
    (self.content, self.line) = (content, line)
  }
}

extension ScriptSetting {
  /// The entries of a map; nil for anything else.
  package var entries: [Entry]? { if case .map(let entries) = content { entries } else { nil } }

  package var elements: [ScriptSetting]? { if case .list(let elements) = content { elements } else { nil } }

  package var string: String? { if case .string(let text) = content { text } else { nil } }

  /// A text, or those of a list, with commas between.
  package var listedTexts: String { (elements ?? [self]).compactMap(\.string).joined(separator: ", ") }

  package var isNull: Bool { content == .null }

  /// The value of a key: of several the last, as in Python.
  package subscript(key: String) -> ScriptSetting? { entries?.last { $0.key == key }?.setting }
}

extension ScriptSetting {
  /// Python source of the value, for messages and for handing it on.
  package var python: String {
    switch content {
    case .null: "None"
    case .bool(let value): value ? "True" : "False"
    case .int(let value): String(value)
    case .double(let value): ParameterValue.double(value).python
    case .string(let text): ParameterValue.string(text).python
    case .list(let elements): "[" + elements.map(\.python).joined(separator: ", ") + "]"
    case .map(let entries):
      "{"
        + entries.map { ParameterValue.string($0.key).python + ": " + $0.setting.python }
        .joined(separator: ", ") + "}"
    case .name(let path): path
    case .schedule(let schedule): schedule.spec
    case .open(let names): names.first?.name ?? "..."
    case .optimizer(let optimizer): optimizer.name + "(...)"
    case .opaque: "..."
    }
  }

  /// The value as an argument of a scheduler; nil where it is none.
  package var parameterValue: ParameterValue? {
    switch content {
    case .null: .null
    case .bool(let value): .bool(value)
    case .int(let value): .int(value)
    case .double(let value): .double(value)
    case .string(let text): .string(text)
    case .schedule(let schedule): .schedule(schedule)
    case .list(let elements):
      elements.contains { $0.parameterValue == nil } ? nil : .list(elements.compactMap(\.parameterValue))
    case .map(let entries):
      entries.contains { $0.setting.parameterValue == nil }
        ? nil
        : .dictionary(
          entries.compactMap { entry in
            entry.setting.parameterValue.map { DictionaryItem(key: .string(entry.key), value: $0) }
          })
    case .name, .optimizer, .open, .opaque: nil
    }
  }
}
