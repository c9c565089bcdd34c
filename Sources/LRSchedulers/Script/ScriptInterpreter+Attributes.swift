/// What stands behind a dot.
extension ScriptInterpreter {
  /// - Parameter path: the dotted name up to here as it is written, where it is one.
  func attribute(
    _ name: String, of value: ScriptValue, at offset: Int, path: String? = nil
  ) -> ScriptValue {
    switch value {
    case .library(let base):
      if base.hasSuffix("FLAGS") {
        return flags[name] ?? open(OpenName(path ?? "FLAGS." + name), at: offset)
      }
      if base == "wandb", name == "config", let wandbConfig { return wandbConfig }
      if base == "wandb.config", !Self.dictionaryMethods.contains(name) {
        return open(OpenName(path ?? base + "." + name), at: offset)
      }
      return .library(base + "." + name)
    case .open(let open): return attribute(name, ofOpen: open, at: offset, path: path)
    case .object(let id): return attribute(name, ofObject: id, at: offset, path: path)
    case .constant, .symbolic, .tuple:
      if name == "T" || name == "value" { return value }
      return .method(value, name)
    case .method, .bound, .failure: return value
    }
  }

  private func attribute(
    _ name: String, ofOpen open: OpenValue, at offset: Int, path: String?
  ) -> ScriptValue {
    if name == "param_groups" { return groups(ofOpen: open, at: offset) }
    if let rate = kerasRate, let path, Self.isKerasRate(path) { return rate }
    guard let held = open.name else {
      // The optimizer, or the scheduler, of one branch or the other.
      if !open.options.isEmpty, !open.isResult {
        let found = open.options.map { attribute(name, of: $0, at: offset) }
        if found.count == 1 { return found[0] }
      }
      if let path, let defined = definition(of: OpenName(path), at: offset) { return defined }
      return .method(.open(open), name)
    }
    if hasDottedVariables, let path, let own = variable(path, in: callScopes.last ?? 0) { return own }
    let own = attributeName(name, of: held.shown.isEmpty ? callName(open, held) : held, path)
    if !outsideCounters.isEmpty, let count = outsideCounters[own.key] {
      return .symbolic(count, isClosed: false)
    }
    return self.open(own, at: offset, reason: open.reason)
  }

  /// What is stepped is asked for by its own name, other attributes of `self` by theirs.
  private func attributeName(_ name: String, of base: OpenName, _ path: String?) -> OpenName {
    // Most names are written as they are asked for.
    if let path, base.key == base.shown, path.isAttribute(name, of: base.key) { return OpenName(path) }
    let full = base.shown + "." + name
    if name != "step", let path, path.hasPrefix("self."), path != full { return OpenName(path) }
    return OpenName(key: base.key == base.shown ? full : base.key + "." + name, shown: full)
  }

  private func attribute(
    _ name: String, ofObject id: Int, at offset: Int, path: String?
  ) -> ScriptValue {
    switch objects[id] {
    case .instance(let instance):
      return attribute(name, of: instance, id, at: offset, path: path)
    case .type(let type):
      return member(name, of: type, id, receiver: nil, at: offset)
        ?? missing(name, of: id, at: offset, path: path)
    case .dictionary(let dictionary):
      if dictionary.hasAttributes, let value = dictionary[name] {
        return self.option(value, path: path, at: offset)
      }
      if Self.dictionaryMethods.contains(name) { return .method(.object(id), name) }
      if name == "__dict__", dictionary.hasAttributes {
        var items = dictionary
        items.hasAttributes = false
        return make(.dictionary(items))
      }
      return dictionary.hasAttributes
        ? missing(name, of: id, at: offset, path: path) : .method(.object(id), name)
    case .optimizer(let optimizer):
      if name == "param_groups" { return .object(optimizer.groups) }
      if name == "defaults" { return defaults(of: id) }
      if !optimizer.isBuilt, !Self.optimizerMethods.contains(name) {
        return open(
          OpenName(path ?? (optimizer.name.isEmpty ? name : optimizer.name + "." + name)), at: offset)
      }
      return .method(.object(id), name)
    case .scheduler(let index):
      if name == "optimizer", let optimizer = schedulers[index].optimizer { return .object(optimizer) }
      if let kept = keptAttribute(name, of: index) { return kept }
      return .method(.object(id), name)
    case .array(let array) where name == "size": return .int(array.count)
    case .array(let array) where name == "shape": return .tuple([.int(array.count)])
    case .lost(let reason):
      var open = OpenValue()
      open.reason = reason
      return .open(open)
    case .partial(.library("builtins.super"), _): return .method(.object(id), name)
    case .partial(let function, _): return name == "func" ? function : .opaque
    case .function where name == "__name__": return .opaque
    default: return .method(.object(id), name)
    }
  }

  private static let optimizerMethods: Set<String> = [
    "step", "zero_grad", "state_dict", "load_state_dict", "add_param_group", "state", "defaults", "optimizer",
  ]

  /// The groups of an optimizer that is built elsewhere; the same each time.
  private func groups(ofOpen open: OpenValue, at offset: Int) -> ScriptValue {
    let known = open.options.compactMap { optimizer($0) }
    if let first = known.first, case .optimizer(let optimizer) = objects[first] {
      return .object(optimizer.groups)
    }
    let key = open.name?.key ?? ""
    if let own = assumedOptimizers[key], case .optimizer(let optimizer) = objects[own] {
      return .object(optimizer.groups)
    }
    guard case .object(let id) = assumedOptimizer(at: offset), case .optimizer(let optimizer) = objects[id]
    else {
      return .opaque
    }
    assumedOptimizers[key] = id
    joinRates((items(of: .object(optimizer.groups)) ?? []).compactMap(\.objectID))
    return .object(optimizer.groups)
  }

  static let dictionaryMethods: Set<String> = [
    "get", "items", "keys", "values", "pop", "update", "setdefault", "copy", "clear", "__getitem__",
    "_get_kwargs",
  ]

  /// An attribute that nobody has set.
  private func missing(_ name: String, of id: Int, at offset: Int, path: String?) -> ScriptValue {
    guard let shown = path ?? heldName(of: id).map({ $0.shown + "." + name }) else {
      return .method(.object(id), name)
    }
    return open(OpenName(shown), at: offset)
  }

  private func attribute(
    _ name: String, of instance: ScriptInstance, _ id: Int, at offset: Int, path: String?
  ) -> ScriptValue {
    if let value = instance.attributes[name] { return shownAs(path, value, at: offset) }
    if case .type(let type) = objects[instance.type],
      let member = member(name, of: type, instance.type, receiver: id, at: offset)
    {
      return member
    }
    if name == "__dict__" { return make(.dictionary(instance.attributes)) }
    if name == "__class__" { return .object(instance.type) }
    if name == "hparams", let fallback = openHyperparameters(path, at: offset) { return fallback }
    if isLibraryMethod(name) { return .method(.object(id), name) }
    return missing(name, of: id, at: offset, path: path)
  }

  /// Methods that classes of libraries give to those of the text.
  private func isLibraryMethod(_ name: String) -> Bool {
    [
      "parameters", "named_parameters", "save_hyperparameters", "modules", "state_dict", "to", "cuda",
      "train", "eval",
      "get", "items", "keys", "values", "optimizers", "lr_schedulers", "log", "forward", "children",
      "_asdict", "__init__",
      "get_last_lr", "step", "get_lr", "update", "pop", "setdefault", "copy",
    ].contains(name)
  }

  private func openHyperparameters(_ path: String?, at offset: Int) -> ScriptValue? {
    open(OpenName(path ?? "self.hparams"), at: offset)
  }

  /// An open value is asked for by the name it has where it is used, if that is an attribute.
  private func shownAs(_ path: String?, _ value: ScriptValue, at offset: Int) -> ScriptValue {
    guard case .open(let open) = value, let path else { return value }
    if open.name == nil, open.uses.isEmpty, open.options.isEmpty, !open.isResult {
      return self.open(OpenName(path), at: offset, reason: open.reason)
    }
    guard let own = open.name, open.uses.count <= 1 else { return value }
    if let defined = definition(of: OpenName(path), at: offset) { return defined }
    // Of a class that is built by the text the argument's own name says more.
    guard isParameterOfAssumed(own) else { return value }
    return .open(OpenValue(OpenName(path), at: offset, reason: open.reason))
  }

  private func isParameterOfAssumed(_ name: OpenName) -> Bool { assumedParameters.contains(name) }

  /// A member of a class or of those it is derived from; bound to its receiver, if it is a method.
  func member(
    _ name: String, of type: ScriptType, _ id: Int, receiver: Int?, at offset: Int, depth: Int = 0
  ) -> ScriptValue? {
    if let value = type.attributes[name] { return bound(value, type: id, receiver: receiver, at: offset) }
    guard depth < 20 else { return nil }
    for base in type.bases {
      if case .object(let other) = base, case .type(let parent) = objects[other],
        let found = member(name, of: parent, other, receiver: receiver, at: offset, depth: depth + 1)
      {
        return found
      }
    }
    return nil
  }

  private func bound(_ value: ScriptValue, type: Int, receiver: Int?, at offset: Int) -> ScriptValue {
    guard case .object(let id) = value, case .function(let function) = objects[id], !function.isStatic else {
      return value
    }
    if function.isClassMethod { return .bound(id, receiver: .object(type)) }
    guard let receiver else { return value }
    if function.isProperty { return call(function, id, [self.receiver(receiver)], at: offset) }
    return .bound(id, receiver: .object(receiver))
  }

  private func receiver(_ id: Int) -> ScriptArgument {
    ScriptArgument(keyword: nil, value: .object(id), offset: 0)
  }
}
