/// Methods that set rates by an attribute that counts, such as `self.step`, and are read by themselves.
extension ScriptInterpreter {
  /// The attribute that counts the calls of a method; nil where there is none, or where its value was given.
  func implicitCounter(of function: ScriptFunction, receiver: ScriptValue?) -> ScriptCounter? {
    guard function.type != nil, case .object(let id)? = receiver, case .instance(let instance) = objects[id],
      let name = counter(of: function), given["self." + name] == nil, given[name] == nil
    else { return nil }
    switch instance.attributes[name] {
    case nil, .open?, .constant(.int)?: break
    default: return nil
    }
    return ScriptCounter(
      name: name, start: 0, step: 1, isPaired: false, offset: function.offset, isBatch: false, isAssumed: true
    )
  }

  /// The attribute that counts in a method, or in what it calls: `self.total_step()`, `self._anneal_lr()`.
  private func counter(of function: ScriptFunction) -> String? {
    for called in reachable(from: function) {
      guard called.type != nil, let owner = called.parameters.first,
        case .suite(.lines(let range)) = called.body,
        let name = text.counter(ofAttributesOf: owner.name, in: range)
      else { continue }
      return name
    }
    return nil
  }

  /// What counts outside of a function that sets rates: `trainer.global_step`, by its canonical text; nil where nothing does, or where
  /// its value was given.
  func outsideCounter(of function: ScriptFunction) -> (key: String, counter: ScriptCounter)? {
    guard case .suite(.lines(let range)) = function.body,
      let key = text.counter(behind: Set(function.parameters.map(\.name)), in: range),
      definition(of: OpenName(key), at: function.offset) == nil
    else { return nil }
    return (
      key,
      ScriptCounter(
        name: key.lastPart, start: 0, step: 1, isPaired: false, offset: function.offset, isBatch: false,
        isAssumed: true)
    )
  }

  /// Puts the counter's symbol in the attribute's place.
  func begin(_ counter: ScriptCounter, receiver: ScriptValue?) {
    guard case .object(let id)? = receiver, case .instance(var instance) = objects[id] else { return }
    instance.attributes[counter.name] = .symbolic(counter.tree, isClosed: false)
    replace(id, with: .instance(instance))
  }
}

extension PythonTokens {
  private static let counters: Set<String> = [
    "step", "global_step", "current_step", "cur_step", "_step", "n_steps", "step_num", "n_current_steps",
    "num_updates", "iter", "iteration", "cur_iter", "current_iter", "curr_iter", "it", "epoch",
    "current_epoch",
    "cur_epoch", "iter_num", "num_iter",
  ]

  /// The first dotted name of three parts and more, or of what is no receiver, that ends as what counts epochs or steps; nil where the
  /// lines set it.
  ///
  /// - Parameter roots: what it may begin with.
  fileprivate func counter(behind roots: Set<String>, in lines: Range<Int>) -> String? {
    for line in lines where line < self.lines.count {
      for index in tokens(ofLine: line) where tokens[index].kind == .word {
        if index > 0, tokens[index - 1].isSymbol(UInt8(ascii: ".")) { continue }
        let root = text(tokens[index])
        guard roots.contains(root) else { continue }
        let (parts, end) = dottedName(at: index)
        guard parts.count > (root == "self" ? 2 : 1), let last = parts.last, Self.counters.contains(last)
        else { continue }
        let next = tokens[end]
        if next.isSymbol(UInt8(ascii: "=")) || next.isUpdate { return nil }
        if !next.isSymbol(UInt8(ascii: "(")) { return parts.joined(separator: ".") }
      }
    }
    return nil
  }

  /// The words of a dotted name, and the token behind it.
  private func dottedName(at first: Int) -> (parts: [String], end: Int) {
    var (parts, index) = ([text(tokens[first])], first + 1)
    while tokens[index].isSymbol(UInt8(ascii: ".")), tokens[index + 1].kind == .word {
      parts.append(text(tokens[index + 1]))
      index += 2
    }
    return (parts, index)
  }

  /// The first attribute of an object that is named as what counts epochs or steps, if the lines do not set it.
  fileprivate func counter(ofAttributesOf owner: String, in lines: Range<Int>) -> String? {
    var found: String?
    for line in lines where line < self.lines.count {
      for index in tokens(ofLine: line)
      where tokens[index].kind == .word && tokens[index + 1].isSymbol(UInt8(ascii: "."))
        && text(tokens[index]) == owner && tokens[index + 2].kind == .word
      {
        let name = text(tokens[index + 2])
        guard Self.counters.contains(name), found == nil || found == name else { continue }
        let next = tokens[index + 3]
        if next.isSymbol(UInt8(ascii: "(")) { continue }
        if next.isSymbol(UInt8(ascii: "=")) || next.isUpdate { return nil }
        found = name
      }
    }
    return found
  }
}
