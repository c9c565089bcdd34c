/// Methods of lists, dictionaries, texts, parsers and optimizers.
extension ScriptInterpreter {
  func call(
    method name: String, of receiver: ScriptValue, _ arguments: [ScriptArgument], at offset: Int,
    written: PythonExpression?
  ) -> ScriptValue {
    switch receiver {
    case .object(let id): return call(method: name, ofObject: id, arguments, at: offset, written: written)
    case .constant(.string(let text)): return call(method: name, ofText: text, arguments)
    case .constant, .symbolic:
      return ["item", "numpy", "float", "double", "tolist", "cpu", "detach"].contains(name)
        ? receiver : .opaque
    case .tuple(let elements):
      if name == "index", let value = arguments.first?.value {
        return elements.firstIndex { isSame($0, value) }.map(ScriptValue.int) ?? .opaque
      }
      return name == "count" ? .opaque : receiver
    case .open(let open):
      if name == "split" { guesses.note(split: open, by: arguments.first?.value.text ?? " ") }
      // What a text or number gives depends on it, and on nothing else.
      return .open(OpenValue(over: [open] + arguments.compactMap(\.value.openValue)))
    default: return .opaque
    }
  }

  private func isParser(_ id: Int) -> Bool {
    if case .parser = objects[id] { true } else { false }
  }

  private func call(
    method name: String, ofObject id: Int, _ arguments: [ScriptArgument], at offset: Int,
    written: PythonExpression?
  ) -> ScriptValue {
    // Not among the cases below, which hold a copy of the options while they are changed.
    if isParser(id) { return call(method: name, ofParser: id, arguments, at: offset) }
    switch objects[id] {
    case .list(let elements): return call(method: name, ofList: id, elements, arguments, at: offset)
    case .dictionary(let dictionary): return call(method: name, of: id, dictionary, arguments, at: offset)
    case .instance(let instance):
      if name == "save_hyperparameters" {
        saveHyperparameters(of: id, arguments)
        return .null
      }
      if Self.dictionaryMethods.contains(name), dictionary(of: .object(id)) != nil {
        return call(method: name, of: id, instance.attributes, arguments, at: offset)
      }
      return result(of: arguments)
    case .optimizer(let optimizer):
      if name == "add_param_group", let group = arguments.first?.value { add(group, to: optimizer) }
      if name == "step" { noteTraining(stepsOptimizer: true) }
      return .opaque
    case .partial(.library("builtins.super"), let pair):
      guard case .object(let receiver)? = pair.first?.value, case .object(let type)? = pair.last?.value else {
        return .opaque
      }
      return superMethod(name, receiver: receiver, type: type, arguments, at: offset)
    case .partial(.library("HfArgumentParser"), let types):
      return parsedTypes(types, name, at: offset)
    case .scheduler(let index):
      if name == "step" { noteStep(of: index, arguments, at: offset) }
      if name == "get_last_lr", let optimizer = schedulers[index].optimizer { return rates(of: optimizer) }
      return .opaque
    case .lost(let reason):
      var open = OpenValue()
      open.reason = reason
      return .open(open)
    default: return result(of: arguments)
    }
  }

  private func rates(of optimizer: Int) -> ScriptValue {
    guard case .optimizer(let optimizer) = objects[optimizer],
      case .list(let groups) = objects[optimizer.groups]
    else {
      return .opaque
    }
    return make(.list(groups.map { dictionary(of: $0)?["lr"] ?? .opaque }))
  }

  // MARK: Lists

  private func call(
    method name: String, ofList id: Int, _ elements: [ScriptValue], _ arguments: [ScriptArgument],
    at offset: Int
  ) -> ScriptValue {
    let first = arguments.first?.value
    switch name {
    case "append":
      guard let first, elements.count < PythonSequence.maximumCount else { return .null }
      append([first], to: id)
    case "extend":
      guard let first else { return .null }
      guard let more = items(of: first), elements.count + more.count < PythonSequence.maximumCount else {
        replace(id, with: .lost(reason: "what is added is not known"))
        return .null
      }
      append(more, to: id)
    case "insert":
      guard arguments.count == 2, let place = concrete(arguments[0].value)?.smallInteger else { return .null }
      var changed = elements
      changed.insert(
        arguments[1].value, at: max(0, min(place < 0 ? place + elements.count : place, elements.count)))
      spend(elements.count / 8)
      replace(id, with: .list(changed))
    case "pop":
      guard !elements.isEmpty else { return .opaque }
      let place = first.flatMap(concrete)?.smallInteger ?? -1
      let index = place < 0 ? place + elements.count : place
      guard elements.indices.contains(index) else { return .opaque }
      var changed = elements
      changed.remove(at: index)
      spend(elements.count / 8)
      replace(id, with: .list(changed))
      return elements[index]
    case "sort", "reverse":
      let changed =
        name == "reverse"
        ? make(.list(elements.reversed()))
        : call(
          .library("builtins.sorted"),
          [ScriptArgument(keyword: nil, value: .object(id), offset: offset)] + arguments, at: offset)
      if case .object(let other) = changed { replace(id, with: objects[other]) }
    case "copy": return make(.list(elements))
    case "clear": replace(id, with: .list([]))
    case "index":
      return first.flatMap { value in elements.firstIndex { isSame($0, value) } }.map(ScriptValue.int)
        ?? .opaque
    case "count": return first.map { value in .int(elements.count { isSame($0, value) }) } ?? .opaque
    case "tolist", "numpy", "astype", "cuda", "to": return .object(id)
    default: return .opaque
    }
    return .null
  }

  /// In place, so that a list that grows costs what it grows.
  private func append(_ values: [ScriptValue], to id: Int) {
    spend(values.count)
    if !journal.isEmpty { replace(id, with: objects[id]) }
    guard case .list(var elements) = objects[id] else { return }
    objects[id] = .loader
    elements += values
    objects[id] = .list(elements)
  }

  // MARK: Dictionaries

  private func call(
    method name: String, of id: Int, _ dictionary: ScriptDictionary, _ arguments: [ScriptArgument],
    at offset: Int
  ) -> ScriptValue {
    let first = arguments.first?.value
    let second = arguments.dropFirst().first?.value
    switch name {
    case "get", "pop", "setdefault", "__getitem__":
      guard let first else { return .opaque }
      if let value = dictionary.value(of: first) {
        if name == "pop" { change(id) { $0.remove(first) } }
        return value
      }
      if let open = first.openValue { return .open(OpenValue(over: [open])) }
      if name == "get", case .symbolic(_, false) = first {
        return item(of: id, at: first, or: second ?? .null, offset: offset)
      }
      if dictionary.isPartial, second == nil, let key = first.text, let own = heldName(of: id) {
        return element(of: .open(OpenValue(own, at: offset)), at: .string(key), offset: offset)
      }
      if name == "setdefault", let second { change(id) { $0.set(first, second) } }
      return second ?? (name == "get" ? .null : .opaque)
    // `args._get_kwargs()` of argparse gives the same.
    case "items", "_get_kwargs":
      if dictionary.isPartial { return make(.elements(like: .tuple([.opaque, .opaque]))) }
      return make(.list(zip(dictionary.keys, dictionary.values).map { .tuple([$0, $1]) }))
    case "keys": return dictionary.isPartial ? .opaque : make(.list(dictionary.keys))
    case "values": return dictionary.isPartial ? .opaque : make(.list(dictionary.values))
    case "update":
      var merged = dictionary
      for argument in arguments {
        if let keyword = argument.keyword, keyword != "**" {
          merged.set(.string(keyword), argument.value, from: argument.origin)
        } else if let other = self.dictionary(of: argument.value) {
          merged.merge(other)
        } else {
          merged.isPartial = true
        }
      }
      change(id) { $0 = merged }
      return .null
    case "copy": return make(.dictionary(dictionary))
    case "clear": change(id) { $0 = ScriptDictionary() }
    default: return .opaque
    }
    return .null
  }

  /// `rates.get(epoch, standard)`
  private func item(of id: Int, at key: ScriptValue, or standard: ScriptValue, offset: Int) -> ScriptValue {
    let found = compare(.in, key, .object(id), at: offset)
    guard case .undecided(.symbolic(let condition)) = truth(of: found) else { return .opaque }
    return either(.symbolic(condition), element(of: .object(id), at: key, offset: offset), standard)
  }

  private func change(_ id: Int, _ body: (inout ScriptDictionary) -> Void) {
    switch objects[id] {
    case .dictionary(var dictionary):
      body(&dictionary)
      replace(id, with: .dictionary(dictionary))
    case .instance(var instance):
      body(&instance.attributes)
      replace(id, with: .instance(instance))
    default: break
    }
  }

  // MARK: Texts

  private func call(method name: String, ofText text: String, _ arguments: [ScriptArgument]) -> ScriptValue {
    let values = arguments.map { concrete($0.value) }
    let first: String? = if case .string(let text)?? = values.first { text } else { nil }
    switch name {
    case "lower", "casefold": return .string(text.lowercased())
    case "upper": return .string(text.uppercased())
    case "strip", "lstrip", "rstrip":
      if first != nil { return .opaque }
      return .string(String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()))
    case "startswith": return first.map { .bool(text.hasPrefix($0)) } ?? .opaque
    case "endswith": return first.map { .bool(text.hasSuffix($0)) } ?? .opaque
    case "replace":
      guard arguments.count == 2, case .string(let from)?? = values.first,
        case .string(let to)?? = values.last, !from.isEmpty
      else { return .opaque }
      return .string(text.split(separator: from, omittingEmptySubsequences: false).joined(separator: to))
    case "split":
      guard let first, !first.isEmpty else {
        return arguments.isEmpty
          ? make(.list(text.split(separator: " ").map { .string(String($0)) })) : .opaque
      }
      return make(
        .list(text.split(separator: first, omittingEmptySubsequences: false).map { .string(String($0)) }))
    case "isdigit": return .bool(!text.isEmpty && text.utf8.allSatisfy(\.isDigit))
    case "join":
      guard let parts = arguments.first.flatMap({ items(of: $0.value) }) else { return .opaque }
      let texts = parts.compactMap(\.text)
      return texts.count == parts.count ? .string(texts.joined(separator: text)) : .opaque
    default: return .opaque
    }
  }
}
