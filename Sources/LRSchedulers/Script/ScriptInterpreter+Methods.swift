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
      // `model.optimizer.lr.assign(rate)`
      if name == "assign", kerasGroup != nil, let rate = arguments.first?.value {
        setKerasRate(rate)
        return rate
      }
      return ["item", "numpy", "float", "double", "tolist", "cpu", "detach", "read_value"].contains(name)
        ? receiver : .opaque
    case .tuple(let elements):
      if name == "index", let value = arguments.first?.value {
        return elements.firstIndex { isSame($0, value) }.map(ScriptValue.int) ?? .opaque
      }
      return name == "count" ? .opaque : receiver
    case .open(let open):
      if name == "split" { guesses.note(split: open, by: arguments.first?.value.text ?? " ") }
      // What a text or number gives depends on it, and on nothing else.
      let result = OpenValue(over: [open] + arguments.compactMap(\.value.openValue))
      guard result.uses.isEmpty, result.reason == nil, let written else { return .open(result) }
      let name = OpenName(PythonSource.text(written))
      return name.key.utf8.count > 80 ? .open(result) : self.open(name, at: offset)
    default: return .opaque
    }
  }

  private func call(
    method name: String, ofObject id: Int, _ arguments: [ScriptArgument], at offset: Int,
    written: PythonExpression?
  ) -> ScriptValue {
    switch objects[id].kind {
    case .parser: return call(method: name, ofParser: id, arguments, at: offset)
    case .list: return call(method: name, ofList: id, arguments, at: offset)
    case .dictionary: return call(method: name, ofItems: id, arguments, at: offset)
    case .other: break
    }
    switch objects[id] {
    case .array: return call(method: name, ofArray: id, arguments, at: offset)
    case .instance:
      if name == "save_hyperparameters" {
        saveHyperparameters(of: id, arguments)
        return .null
      }
      if name == "step", let scheduler = ownSchedulers[id] {
        noteStep(of: scheduler, arguments, at: offset)
        noteToldEpoch(id, arguments, at: offset)
      }
      if Self.dictionaryMethods.contains(name), dictionary(of: .object(id)) != nil {
        return call(method: name, ofItems: id, arguments, at: offset)
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
      if name == "step" {
        noteStep(of: index, arguments, at: offset)
        if !isFirstStep(of: index) { takeStep(ofScheduler: index, arguments, at: offset) }
      }
      if name == "get_last_lr" {
        return lastRates(of: index) ?? schedulers[index].optimizer.map(rates) ?? .opaque
      }
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

  func isList(_ id: Int) -> Bool { if case .list = objects[id] { true } else { false } }

  private func elements(ofList id: Int) -> [ScriptValue] {
    if case .list(let elements) = objects[id] { elements } else { [] }
  }

  private func call(
    method name: String, ofList id: Int, _ arguments: [ScriptArgument], at offset: Int
  ) -> ScriptValue {
    let first = arguments.first?.value
    switch name {
    case "append":
      if let first { append([first], to: id) }
    case "extend":
      if let first { extend(id, by: first) }
    case "insert":
      guard arguments.count == 2, let place = concrete(arguments[0].value)?.smallInteger else {
        replace(id, with: .lost(reason: "where something is inserted is not known"))
        return .null
      }
      let count = objects[id].count
      spend(count / 8)
      change(id) { list in
        list.changeElements {
          $0.insert(arguments[1].value, at: max(0, min(place < 0 ? place + count : place, count)))
        }
      }
    case "pop":
      return takeElement(at: first.map { concrete($0)?.smallInteger } ?? -1, of: id)
    case "sort", "reverse":
      let changed =
        name == "reverse"
        ? make(.list(elements(ofList: id).reversed()))
        : call(
          .library("builtins.sorted"),
          [ScriptArgument(keyword: nil, value: .object(id), offset: offset)] + arguments, at: offset)
      if case .object(let other) = changed {
        replace(id, with: objects[other])
      } else {
        replace(id, with: .lost(reason: "by what it is sorted is not known"))
      }
    case "copy": return make(.list(elements(ofList: id)))
    case "clear": replace(id, with: .list([]))
    case "index":
      return first.flatMap { value in elements(ofList: id).firstIndex { isSame($0, value) } }
        .map(ScriptValue.int) ?? .opaque
    case "count":
      return first.map { value in .int(elements(ofList: id).count { isSame($0, value) }) } ?? .opaque
    case "tolist", "numpy", "astype", "cuda", "to": return .object(id)
    default: return .opaque
    }
    return .null
  }

  /// `list.pop(place)`, or `del list[place]`; nothing is known of a list without an element whose place is not.
  func takeElement(at place: Int?, of id: Int) -> ScriptValue {
    guard let place else {
      replace(id, with: .lost(reason: "what is taken out is not known"))
      return .opaque
    }
    let count = objects[id].count
    let index = place < 0 ? place + count : place
    guard (0..<count).contains(index) else { return .opaque }
    spend((count - index) / 8)
    var taken = ScriptValue.opaque
    change(id) { list in list.changeElements { taken = $0.remove(at: index) } }
    return taken
  }

  /// `list.extend(others)`, or `list += others`
  func extend(_ id: Int, by others: ScriptValue) {
    guard let more = items(of: others) else {
      return replace(id, with: .lost(reason: "what is added is not known"))
    }
    append(more, to: id)
  }

  private func append(_ values: [ScriptValue], to id: Int) {
    guard objects[id].count + values.count < PythonSequence.maximumCount else {
      return replace(id, with: .lost(reason: "it has more elements than are followed"))
    }
    spend(values.count)
    change(id) { list in list.changeElements { $0 += values } }
  }

  // MARK: Dictionaries

  /// The items of a dictionary, or of an object that is one.
  private func items(ofObject id: Int) -> ScriptDictionary {
    switch objects[id] {
    case .dictionary(let dictionary): dictionary
    case .instance(let instance): instance.attributes
    default: ScriptDictionary()
    }
  }

  private func call(
    method name: String, ofItems id: Int, _ arguments: [ScriptArgument], at offset: Int
  ) -> ScriptValue {
    let first = arguments.first?.value
    switch name {
    case "get", "pop", "setdefault", "__getitem__":
      guard let first else { return .opaque }
      return item(by: name, of: id, at: first, or: arguments.dropFirst().first?.value, offset: offset)
    // `args._get_kwargs()` of argparse gives the same.
    case "items", "_get_kwargs":
      let items = items(ofObject: id)
      spend(items.count)
      if items.isPartial { return make(.elements(like: .tuple([.opaque, .opaque]))) }
      return make(.list(zip(items.keys, items.values).map { .tuple([$0, $1]) }))
    case "keys":
      let items = items(ofObject: id)
      return items.isPartial ? .opaque : make(.list(items.keys))
    case "values":
      let items = items(ofObject: id)
      return items.isPartial ? .opaque : make(.list(items.values))
    case "update":
      update(id, with: arguments, at: offset)
      return .null
    case "copy": return make(.dictionary(items(ofObject: id)))
    case "clear": change(id) { $0.changeItems { $0 = ScriptDictionary() } }
    default: return .opaque
    }
    return .null
  }

  /// `rates.get(key, standard)`, `rates.pop(key)`, `rates.setdefault(key, standard)`
  private func item(
    by name: String, of id: Int, at key: ScriptValue, or standard: ScriptValue?, offset: Int
  ) -> ScriptValue {
    if let value = items(ofObject: id).value(of: key) {
      if name == "pop" { remove(key, from: id) }
      return value
    }
    if let open = key.openValue { return .open(OpenValue(over: [open])) }
    if name == "get", case .symbolic(_, false) = key {
      return item(of: id, at: key, or: standard ?? .null, offset: offset)
    }
    if items(ofObject: id).isPartial, let text = key.text, let own = heldName(of: id) {
      guard let standard else {
        return element(of: .open(OpenValue(own, at: offset)), at: .string(text), offset: offset)
      }
      if name != "setdefault" {
        return value(ofOpen: [itemName(.string(text), of: own)], or: standard, at: offset)
      }
    }
    if name == "setdefault", let standard { change(id) { $0.changeItems { $0.set(key, standard) } } }
    return standard ?? (name == "get" ? .null : .opaque)
  }

  func remove(_ key: ScriptValue, from id: Int) {
    spend(objects[id].count / 8)
    change(id) { $0.changeItems { $0.remove(key) } }
  }

  private func update(_ id: Int, with arguments: [ScriptArgument], at offset: Int) {
    let rate = items(ofObject: id)["lr"]
    defer {
      // `optimizer.param_groups[0].update(lr=rate)`
      if isGroup(id), let new = items(ofObject: id)["lr"], rate.map({ !isSame($0, new) }) ?? true {
        noteRateSet(of: id, at: offset, in: callScopes.last ?? 0)
      }
    }
    for argument in arguments {
      let others = dictionary(of: argument.value)
      spend(others?.count ?? 1)
      change(id) { object in
        object.changeItems { items in
          if let keyword = argument.keyword, keyword != "**" {
            items.set(.string(keyword), argument.value, from: argument.origin)
          } else if let others {
            items.merge(others)
          } else {
            items.isPartial = true
          }
        }
      }
    }
  }

  /// `rates.get(epoch, standard)`
  private func item(of id: Int, at key: ScriptValue, or standard: ScriptValue, offset: Int) -> ScriptValue {
    let found = compare(.in, key, .object(id), at: offset)
    guard case .undecided(.symbolic(let condition)) = truth(of: found) else { return .opaque }
    return either(.symbolic(condition), element(of: .object(id), at: key, offset: offset), standard)
  }

  // MARK: Texts

  private func call(method name: String, ofText text: String, _ arguments: [ScriptArgument]) -> ScriptValue {
    let values = arguments.map { concrete($0.value) }
    let first: String? = if case .string(let text)?? = values.first { text } else { nil }
    switch name {
    case "lower", "casefold": return .string(text.lowercased())
    case "upper": return .string(text.uppercased())
    case "strip", "lstrip", "rstrip":
      return arguments.isEmpty ? .string(stripped(text, by: name)) : .opaque
    case "startswith": return first.map { .bool(text.hasPrefix($0)) } ?? .opaque
    case "endswith": return first.map { .bool(text.hasSuffix($0)) } ?? .opaque
    case "replace":
      guard arguments.count == 2, case .string(let from)?? = values.first,
        case .string(let to)?? = values.last, !from.isEmpty
      else { return .opaque }
      return .string(text.split(separator: from, omittingEmptySubsequences: false).joined(separator: to))
    case "split": return split(text, arguments)
    case "isdigit": return .bool(!text.isEmpty && text.utf8.allSatisfy(\.isDigit))
    case "join":
      guard let parts = arguments.first.flatMap({ items(of: $0.value) }) else { return .opaque }
      let texts = parts.compactMap(\.text)
      return texts.count == parts.count ? .string(texts.joined(separator: text)) : .opaque
    default: return .opaque
    }
  }

  /// A text without the blanks, tabs and line ends around it: `strip`, `lstrip` or `rstrip`.
  private func stripped(_ text: String, by name: String) -> String {
    var part = Substring(text)
    if name != "rstrip" { part = part.drop(while: \.isWhitespace) }
    if name != "lstrip" { while part.last?.isWhitespace == true { part.removeLast() } }
    return String(part)
  }

  /// `text.split()` at any blanks, `text.split(separator)` or `text.split(separator, count)`
  private func split(_ text: String, _ arguments: [ScriptArgument]) -> ScriptValue {
    if arguments.isEmpty {
      return make(.list(text.split(whereSeparator: \.isWhitespace).map { .string(String($0)) }))
    }
    let isNamed = arguments.count == 2 && arguments[1].keyword == "maxsplit"
    guard arguments.count == 1 || arguments.count == 2 && (arguments[1].keyword == nil || isNamed),
      case .string(let separator)? = concrete(arguments[0].value), !separator.isEmpty,
      let count = arguments.count == 2 ? concrete(arguments[1].value)?.smallInteger : -1
    else { return .opaque }
    let parts = text.split(
      separator: separator, maxSplits: count < 0 ? .max : count, omittingEmptySubsequences: false)
    return make(.list(parts.map { .string(String($0)) }))
  }
}
