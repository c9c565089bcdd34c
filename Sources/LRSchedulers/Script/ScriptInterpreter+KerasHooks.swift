/// Callbacks of Keras that set rates in several methods: what `on_train_begin` does comes first, and what is set at the end of a batch
/// or an epoch holds from the next one on.
extension ScriptInterpreter {
  /// Whether a method is called once before all others of a callback that set rates, so that it is no schedule by itself.
  func isFirstHook(_ function: ScriptFunction) -> Bool {
    guard function.name == Self.firstHook, let id = function.type, case .type(let type) = objects[id] else {
      return false
    }
    return zip(type.attributes.keys, type.attributes.values).contains { key, value in
      guard let name = key.text, Self.hooks.contains(name), case .object(let id) = value,
        case .function(let other) = objects[id]
      else { return false }
      return setsRates(other)
    }
  }

  /// Whether a method is called at the end of each batch or epoch.
  static func isEndHook(_ name: String) -> Bool { hooks.contains(name) && name.hasSuffix("_end") }

  private static let firstHook = "on_train_begin"
  private static let hooks: Set<String> = [
    "on_batch_begin", "on_train_batch_begin", "on_batch_end", "on_train_batch_end", "on_epoch_begin",
    "on_epoch_end",
  ]

  /// Calls what comes before a method of a callback.
  func beginTraining(before function: ScriptFunction, receiver: ScriptValue?) {
    guard Self.hooks.contains(function.name), case .object(let id)? = receiver,
      let first = ownMethod(Self.firstHook, of: id, at: function.offset)
    else { return }
    let own = ScriptArgument(keyword: nil, value: .object(id), offset: function.offset)
    assignedGroups.append([])
    _ = call(first.function, first.id, [own], at: function.offset)
    for group in assignedGroups.removeLast() {
      let rate = dictionary(of: .object(group))?["lr"].flatMap(concrete)
      variableRates[group] = try? rate?.float()
    }
  }

  /// Says what rates of a callback are counted by, and what its other methods change that they depend on.
  func noteHook(_ function: ScriptFunction, since count: Int) {
    guard Self.hooks.contains(function.name), let id = function.type, case .type(let type) = objects[id],
      handSets.count > count
    else { return }
    let isBatch = function.name.holds("batch")
    var notes: [String] = []
    for (key, value) in zip(type.attributes.keys, type.attributes.values) {
      guard let name = key.text, Self.hooks.contains(name), name != function.name,
        case .object(let id) = value,
        case .function(let other) = objects[id], changesAttributes(other)
      else { continue }
      notes.append("what \(name)() of line \(line(of: other.offset)) changes is not followed")
    }
    for index in handSets.indices.dropFirst(count) {
      if handSets[index].stepsPerBatch == nil { handSets[index].stepsPerBatch = isBatch }
      handSets[index].notes += notes
    }
  }

  /// Whether a method gives attributes of its object other values.
  private func changesAttributes(_ function: ScriptFunction) -> Bool {
    guard case .suite(.lines(let range)) = function.body, let owner = function.parameters.first?.name else {
      return false
    }
    return text.setsAttributes(of: owner, in: range)
  }
}

extension PythonTokens {
  /// Whether lines give attributes of an object other values: `self.since = 0`, `self.high *= decay`.
  fileprivate func setsAttributes(of owner: String, in lines: Range<Int>) -> Bool {
    lines.contains { line in
      guard line < self.lines.count else { return false }
      let first = Int(self.lines[line].first)
      guard first + 3 < tokens.count, tokens[first].kind == .word, text(tokens[first]) == owner,
        tokens[first + 1].isSymbol(UInt8(ascii: "."))
      else { return false }
      let next = tokens[first + 3]
      return next.isSymbol(UInt8(ascii: "=")) || next.isUpdate
    }
  }
}
