/// What a script sets and calls, for readers of configurations that are written as Python.
package struct ScriptSettings: Sendable {
  /// A call of something that the script does not define, such as `TrainingArguments(…)`.
  package struct Call: Sendable {
    /// With its prefix, as it is called in the text or imported.
    package var name: String
    /// The arguments by position.
    package var positional: [ScriptSetting]
    /// The arguments by keyword.
    package var keywords: [ScriptSetting.Entry]
    /// What is behind `**` and is no dictionary that the text makes: it may give any keyword.
    package var unpacked: [ScriptSetting] = []
    /// The line of the text, counted from 1.
    package var line: Int

    /// Without its prefix.
    package var lastName: String { name.lastPart }
  }

  /// The variables of the module, in the order of the text.
  package let variables: [ScriptSetting.Entry]
  package let calls: [Call]
  /// Whether it may build a scheduler or set rates itself; where not, ``PastedSchedule/all(in:options:)`` finds nothing.
  package let mayBuildSchedules: Bool
  /// Whether schedulers are built only by functions that nobody in the text calls.
  package let buildsUncalledOnly: Bool
  /// The defaults that stand for what the text leaves open, by the name of each: `config.get("lr", 1e-4)`.
  package let defaults: [(name: String, source: PastedSchedule.Source)]

  /// Runs the script, without Python and without any effect.
  ///
  /// - Parameter leavesDefaultsOpen: whether what has a default is asked for.
  package init(
    _ text: String, options: ScriptOptions, leavesDefaultsOpen: Bool = false
  ) throws(SpecError) {
    let reader = try ScriptReader(text, options: options)
    self = reader.settings(leavesDefaultsOpen: leavesDefaultsOpen)
  }

  init(_ interpreter: ScriptInterpreter) {
    mayBuildSchedules = interpreter.hasFindings || interpreter.metUnsetOption
    buildsUncalledOnly = interpreter.hasFindings && !interpreter.builtWhenRun
    defaults = zip(interpreter.takenDefaults, interpreter.sourcesOfDefaults).map { ($0.name.shown, $1) }
    let known = interpreter.scopes[0].variables.filter { !$0.key.hasPrefix("__") }
    variables = known.sorted { ($0.value.origin, $0.key) < ($1.value.origin, $1.key) }.map { name, variable in
      ScriptSetting.Entry(name, interpreter.setting(variable.value, at: max(0, variable.origin)))
    }
    calls = interpreter.settingCalls.map { call in
      Call(
        name: call.name,
        positional: call.arguments.filter { $0.keyword == nil }.map {
          interpreter.setting($0.value, at: $0.offset)
        },
        keywords: call.arguments.compactMap { argument in
          argument.keyword.flatMap { keyword in
            keyword == "*" || keyword == "**"
              ? nil : ScriptSetting.Entry(keyword, interpreter.setting(argument.value, at: argument.offset))
          }
        },
        unpacked: call.arguments.filter { $0.keyword == "**" || $0.isOfPartial }.map {
          $0.isOfPartial
            ? ScriptSetting(.opaque, line: interpreter.line(of: $0.offset))
            : interpreter.setting($0.value, at: $0.offset)
        }, line: interpreter.line(of: call.offset))
    }
  }
}

/// A call that may configure a training, as it was met.
struct ScriptSettingCall {
  var name: String
  var arguments: [ScriptArgument]
  var offset: Int
}

extension ScriptInterpreter {
  /// More calls than this configure nothing.
  static let maximumSettingCalls = 2_000

  func noteSettings(of name: String, _ arguments: [ScriptArgument], at offset: Int) {
    guard settingCalls.count < Self.maximumSettingCalls,
      !settingCalls.contains(where: { $0.offset == offset && $0.name == name })
    else { return }
    settingCalls.append(ScriptSettingCall(name: name, arguments: arguments, offset: offset))
  }

  /// A value as a setting.
  func setting(_ value: ScriptValue, at offset: Int, depth: Int = 0) -> ScriptSetting {
    let line = line(of: offset)
    guard depth < 32, canLook() else { return ScriptSetting(.opaque, line: line) }
    func made(_ content: ScriptSetting.Content) -> ScriptSetting { ScriptSetting(content, line: line) }
    switch value {
    case .constant(let value): return plainSetting(value, line: line)
    case .tuple(let elements):
      return made(.list(elements.map { setting($0, at: offset, depth: depth + 1) }))
    case .library(let path): return made(.name(path))
    case .open(let open):
      let names = open.uses.map { use in
        var name = MissingName(name: use.name.shown, lines: [self.line(of: use.offset)], usedFor: "")
        name.isUnset = open.isUnset
        return name
      }
      return made(open.isResult || names.isEmpty ? .opaque : .open(names))
    case .object(let id): return setting(id, at: offset, line: line, depth: depth)
    case .symbolic, .method, .bound, .failure: return made(.opaque)
    }
  }

  private func setting(_ id: Int, at offset: Int, line: Int, depth: Int) -> ScriptSetting {
    switch objects[id] {
    case .list(let elements):
      return ScriptSetting(.list(elements.map { setting($0, at: offset, depth: depth + 1) }), line: line)
    case .dictionary(let dictionary):
      let entries = zip(dictionary.keys, dictionary.values).compactMap { key, value in
        key.text.map { text in
          let place = dictionary.origin(of: key)
          return ScriptSetting.Entry(text, setting(value, at: place < 0 ? offset : place, depth: depth + 1))
        }
      }
      return ScriptSetting(.map(entries), line: line)
    case .scheduler(let index):
      switch schedulers[index].outcome {
      case .schedule(let schedule): return ScriptSetting(.schedule(schedule), line: line)
      case .missing(let missing):
        let uses = missing.flatMap { one in one.open.uses.map { (use: $0, usedFor: one.usedFor) } }
        return ScriptSetting(
          .open(
            uses.map {
              MissingName(name: $0.use.name.shown, lines: [self.line(of: $0.use.offset)], usedFor: $0.usedFor)
            }), line: line)
      default: break
      }
    case .optimizer:
      guard let optimizer = described(id) else { break }
      return ScriptSetting(.optimizer(optimizer), line: line)
    default: break
    }
    return ScriptSetting(.opaque, line: line)
  }

  private func plainSetting(_ value: PythonValue, line: Int) -> ScriptSetting {
    let content: ScriptSetting.Content
    switch value {
    case .null: content = .null
    case .bool(let value): content = .bool(value)
    case .int(let value): content = .int(value)
    case .big(let value): content = value.double.map(ScriptSetting.Content.double) ?? .opaque
    case .double(let value): content = .double(value)
    case .string(let text): content = .string(text)
    case .list(let values): content = .list(values.map { plainSetting($0, line: line) })
    }
    return ScriptSetting(content, line: line)
  }
}
