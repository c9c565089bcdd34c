/// Calls of Python's own functions and of those of libraries.
extension ScriptInterpreter {
  func call(
    library path: String, _ arguments: [ScriptArgument], at offset: Int, written: PythonExpression?,
    scope: Int
  ) -> ScriptValue {
    if path.hasPrefix("builtins."), let value = builtin(path, arguments, at: offset, scope: scope) {
      return value
    }
    let (kind, last) = (kind(of: path), path.lastPart)
    if kind.function != nil || kind.isMathematics,
      let value = computed(
        from: arguments.map(\.value), at: offset,
        { numbers in
          let exchanged = zip(arguments, numbers).map { $0.holding($1) }
          return self.call(library: path, exchanged, at: offset, written: written, scope: scope)
        })
    {
      return value
    }
    if let value = container(path, last, arguments, at: offset) { return value }
    if let name = kind.function { return apply(function: name, arguments, at: offset) }
    if kind.isMathematics, let value = numeric(path, arguments, at: offset) { return value }
    if path == PythonFold.name { return reduced(arguments, written, at: offset, in: scope) }
    if let value = special(path, last, arguments, at: offset) { return value }
    if let step = graphStep(path, last, arguments) { return step }
    if let decay = tensorflowDecay(path, arguments, at: offset, written: written, scope: scope) {
      return decay
    }
    return call(open: OpenValue(OpenName(path), at: offset), path, arguments, at: offset, written: written)
  }

  private func call(
    open callee: OpenValue, _ path: String, _ arguments: [ScriptArgument], at offset: Int,
    written: PythonExpression?
  ) -> ScriptValue {
    call(.open(callee), arguments, at: offset, written: written)
  }

  /// A function of numbers.
  func apply(function name: String, _ arguments: [ScriptArgument], at offset: Int) -> ScriptValue {
    let values = arguments.filter { $0.keyword == nil }.map(\.value)
    for value in values { if case .failure = value { return value } }
    if let open = open(over: values) { return open }
    if name != "len", let open = open(over: values.compactMap(elements).flatMap { $0 }) { return open }
    if let array = arrayFunction(name, values, at: offset) { return array }
    let known = values.compactMap(plain)
    if known.count == values.count,
      symbolDepth == 0 || !isClosed(values) || known.allSatisfy({ !$0.isNumber })
    {
      do { return .constant(try PythonFunction.named(name).apply(known)) } catch {
        return failure(error, at: offset)
      }
    }
    var trees: [PythonExpression] = []
    for value in values {
      guard let tree = tree(of: value, at: offset) else { return .opaque }
      trees.append(tree)
    }
    do { try PythonFunction.named(name).check(count: trees.count) } catch {
      return failure(error, at: offset)
    }
    let call = PythonCall(
      qualifiedName: name,
      arguments: trees.map { PythonCall.Argument(keyword: nil, value: $0, offset: offset) }, offset: offset)
    return symbolic(.call(call), at: offset, over: trees, isClosed: isClosed(values))
  }

  /// A value without parameters, lists too.
  func plain(_ value: ScriptValue) -> PythonValue? {
    if let value = concrete(value) { return value }
    guard let items = items(of: value) else { return nil }
    return looking(nil) {
      var elements: [PythonValue] = []
      for item in items {
        guard let element = plain(item) else { return nil }
        elements.append(element)
      }
      return .list(elements)
    }
  }

  /// A plain value with its lists on the heap.
  func lifted(_ value: PythonValue) -> ScriptValue {
    if case .list(let elements) = value { return make(.list(elements.map(lifted))) }
    return .constant(value)
  }

  // MARK: Builtins

  private func builtin(
    _ path: String, _ arguments: [ScriptArgument], at offset: Int, scope: Int
  ) -> ScriptValue? {
    let values = arguments.filter { $0.keyword == nil }.map(\.value)
    let first = values.first ?? .opaque
    switch path.dropFirst("builtins.".count) {
    case "range": return range(values, at: offset)
    case "enumerate": return enumerated(first, arguments)
    case "zip": return zipped(values)
    case "list", "tuple", "set", "frozenset", "sorted", "reversed", "iter":
      return sequence(String(path.dropFirst("builtins.".count)), values, arguments)
    case "dict": return dictionary(arguments)
    case "map": return mapped(values, at: offset)
    case "slice": return slice(values)
    case "str", "repr":
      if let open = open(over: values) { return open }
      return concrete(first).map { .string($0.plainText) } ?? .opaque
    case "int", "float":
      if let text = first.text, let number = PythonValue(number: text) {
        return apply(
          function: String(path.dropFirst("builtins.".count)),
          [ScriptArgument(keyword: nil, value: .constant(number), offset: offset)], at: offset)
      }
      return nil
    case "globals": return .library(Self.globals)
    case "print", "input", "exec", "eval", "setattr", "id", "hash", "locals":
      if path == "builtins.setattr", values.count == 3, let name = values[1].text {
        setAttribute(named: name, of: first, to: values[2], at: offset)
      }
      return path == "builtins.print" || path == "builtins.setattr" ? .null : .opaque
    case "exit", "quit": return .library("builtins.exit")
    case "isinstance": return isInstance(values)
    case "hasattr": return hasAttribute(values, at: offset)
    case "getattr": return getAttribute(values, at: offset, of: arguments.first?.offset ?? offset)
    case "vars":
      guard case .object(let id) = first, case .instance(let instance) = objects[id] else { return first }
      return make(.dictionary(instance.attributes))
    case "callable":
      switch first {
      case .object(let id):
        guard case .function = objects[id] else { return .opaque }
        return .bool(true)
      case .constant, .symbolic, .tuple: return .bool(false)
      case .method, .bound: return .bool(true)
      default: return .opaque
      }
    // What depends on the parameter of a lambda is a function of it.
    case "sum" where isSymbolic(first): return nil
    case "sum" where values.count > 0 && items(of: first) == nil: return open(over: values) ?? .opaque
    case "sum": return total(values, at: offset)
    case "next": return items(of: first)?.first ?? .opaque
    case "type": return values.count == 1 ? type(of: first) : .opaque
    case "object", "property", "open", "filter", "divmod": return .opaque
    default: return nil
    }
  }

  private func type(of value: ScriptValue) -> ScriptValue {
    switch value {
    case .constant(let value): return .library("builtins." + value.pythonType)
    case .tuple: return .library("builtins.tuple")
    case .object(let id):
      switch objects[id] {
      case .instance(let instance): return .object(instance.type)
      case .list: return .library("builtins.list")
      case .dictionary(let dictionary) where !dictionary.hasAttributes: return .library("builtins.dict")
      case .scheduler(let index):
        return .library("torch.optim.lr_scheduler." + schedulers[index].name)
      default: return .opaque
      }
    default: return .opaque
    }
  }

  private func total(_ values: [ScriptValue], at offset: Int) -> ScriptValue? {
    guard let items = values.first.flatMap(items), items.contains(where: { !isPlain($0) }) else { return nil }
    if let open = open(over: items) { return open }
    return nil
  }

  private func isSymbolic(_ value: ScriptValue) -> Bool { if case .symbolic = value { true } else { false } }

  private func isPlain(_ value: ScriptValue) -> Bool {
    switch value {
    case .constant, .symbolic: true
    default: false
    }
  }

  private func range(_ values: [ScriptValue], at offset: Int) -> ScriptValue {
    var bounds: [Int] = []
    for value in values {
      guard let bound = concrete(value)?.smallInteger else {
        if symbolDepth == 0, rateGroups.isEmpty, let open = value.openValue, !open.uses.isEmpty {
          openRanges[objects.count] = open
        }
        openLengths[objects.count] = value.openValue
        // How often is not known, but that it counts from 0 is.
        return make(
          .elements(like: .symbolic(PythonExpression(offset: offset, node: .name("i")), isClosed: false)))
      }
      bounds.append(bound)
    }
    guard (1...3).contains(bounds.count), bounds.count < 3 || bounds[2] != 0 else { return .opaque }
    // No loop goes that far, and how often it would is no Int.
    guard bounds.allSatisfy({ $0.magnitude < 1 << 53 }) else { return .opaque }
    let (start, stop) = bounds.count == 1 ? (0, bounds[0]) : (bounds[0], bounds[1])
    return make(.range(start: start, stop: stop, step: bounds.count > 2 ? bounds[2] : 1))
  }

  private func sequence(
    _ name: String, _ values: [ScriptValue], _ arguments: [ScriptArgument]
  ) -> ScriptValue? {
    guard let first = values.first else { return name == "tuple" ? .tuple([]) : make(.list([])) }
    let isOrdered = name == "sorted" || name == "reversed"
    if isOrdered, isSymbolic(first) { return arguments.count == 1 ? nil : .opaque }
    guard var items = items(of: first) else { return open(over: values) ?? first }
    spend(items.count)
    switch name {
    case "tuple": return .tuple(items)
    case "reversed": return make(.list(items.reversed()))
    case "sorted":
      let plain = items.compactMap(plain)
      guard plain.count == items.count, !arguments.contains(where: { $0.keyword == "key" }) else {
        return arguments.count == 1 && items.allSatisfy(isPlain) ? nil : .opaque
      }
      items = plain.sorted { (try? PythonComparison.holds(.less, $0, $1)) ?? false }.map(lifted)
      if let reverse = arguments.first(where: { $0.keyword == "reverse" }),
        case .yes = truth(of: reverse.value)
      {
        items.reverse()
      }
      return make(.list(items))
    case "set", "frozenset":
      var unique: [ScriptValue] = []
      if items.count > 200 { return make(.list(items)) }
      for item in items where !unique.contains(where: { isSame($0, item) }) { unique.append(item) }
      return make(.list(unique))
    default: return make(.list(items))
    }
  }

  func dictionary(_ arguments: [ScriptArgument]) -> ScriptValue {
    var result = ScriptDictionary()
    for argument in arguments {
      switch argument.keyword {
      case nil:
        if let other = dictionary(of: argument.value) {
          spend(other.count / 4)
          result.merge(other)
        } else if let pairs = items(of: argument.value) {
          for pair in pairs {
            if let parts = items(of: pair), parts.count == 2 {
              result.set(parts[0], parts[1])
            } else {
              result.isPartial = true
            }
          }
        } else {
          result.isPartial = true
        }
      case "**", "*": result.isPartial = true
      case let name?: result.set(.string(name), argument.value, from: argument.origin)
      }
    }
    return make(.dictionary(result))
  }

  /// The ends of a slice, by their names.
  private func slice(_ values: [ScriptValue]) -> ScriptValue {
    var ends = ScriptDictionary()
    ends["start"] = values.count > 1 ? values[0] : .null
    ends["stop"] = values.count > 1 ? values[1] : values.first ?? .null
    return make(.dictionary(ends))
  }

  private func mapped(_ values: [ScriptValue], at offset: Int) -> ScriptValue {
    guard values.count == 2, let items = items(of: values[1]) else { return open(over: values) ?? .opaque }
    return make(
      .list(
        items.map { call(values[0], [ScriptArgument(keyword: nil, value: $0, offset: offset)], at: offset) }))
  }

  // MARK: Attributes by name

  /// - Parameter place: where the object stands.
  private func getAttribute(_ values: [ScriptValue], at offset: Int, of place: Int) -> ScriptValue {
    guard values.count >= 2, let name = values[1].text else { return open(over: values) ?? .opaque }
    guard values.count > 2 else { return attribute(name, of: values[0], at: offset) }
    switch values[0] {
    case .open(let open):
      return value(ofOpen: [attributeName(name, of: open.name, at: place)], or: values[2], at: offset)
    case .object(let id):
      if let known = knownAttribute(name, of: id, at: offset) { return known }
      let own = attributeName(name, of: heldName(of: id), at: place)
      if isPartlyKnown(id) { return value(ofOpen: [own], or: values[2], at: offset) }
      return definition(of: own, at: offset) ?? values[2]
    case .library(let path): return .library(path + "." + name)
    default: return values[2]
    }
  }

  /// Whether more may be in an object than the text shows.
  private func isPartlyKnown(_ id: Int) -> Bool {
    switch objects[id] {
    case .dictionary(let dictionary): dictionary.isPartial
    case .instance(let instance): instance.isAssumed || instance.attributes.isPartial
    default: false
    }
  }

  private func knownAttribute(_ name: String, of id: Int, at offset: Int) -> ScriptValue? {
    switch objects[id] {
    case .instance(let instance):
      if let value = instance.attributes[name] { return value }
      guard case .type(let type) = objects[instance.type] else { return nil }
      return member(name, of: type, instance.type, receiver: id, at: offset)
    case .type(let type): return member(name, of: type, id, receiver: nil, at: offset)
    case .dictionary(let dictionary): return dictionary.hasAttributes ? dictionary[name] : nil
    default: return attribute(name, of: .object(id), at: offset)
    }
  }

  private func hasAttribute(_ values: [ScriptValue], at offset: Int) -> ScriptValue {
    guard values.count == 2, let name = values[1].text, case .object(let id) = values[0] else {
      return .opaque
    }
    switch objects[id] {
    case .instance, .type, .dictionary: return .bool(knownAttribute(name, of: id, at: offset) != nil)
    default: return .opaque
    }
  }

  private func setAttribute(named name: String, of value: ScriptValue, to new: ScriptValue, at offset: Int) {
    guard case .object(let id) = value else { return }
    switch objects[id] {
    case .instance: change(id) { $0.changeItems { $0[name] = new } }
    case .dictionary: change(id) { $0.changeItems { if $0.hasAttributes { $0[name] = new } } }
    default: break
    }
  }

  private func isInstance(_ values: [ScriptValue]) -> ScriptValue {
    guard values.count == 2 else { return .opaque }
    if let open = open(over: [values[0]]) { return open }
    let types = items(of: values[1]) ?? [values[1]]
    var isSure = true
    for type in types {
      switch is_(values[0], type) {
      case true?: return .bool(true)
      case false?: continue
      case nil: isSure = false
      }
    }
    return isSure ? .bool(false) : .opaque
  }

  private func is_(_ value: ScriptValue, _ type: ScriptValue) -> Bool? {
    switch type {
    case .library(let path) where path.hasPrefix("builtins."):
      let name = path.dropFirst("builtins.".count)
      switch value {
      case .constant(let value):
        return value.pythonType == name || (name == "int" && value.pythonType == "bool")
      case .symbolic: return ["str", "list", "tuple", "dict", "set"].contains(name) ? false : nil
      case .tuple: return name == "tuple"
      case .object(let id):
        switch objects[id] {
        case .list: return name == "list"
        case .dictionary(let dictionary): return name == "dict" && !dictionary.hasAttributes
        case .instance: return nil
        default: return false
        }
      default: return nil
      }
    case .library(let path):
      if path.hasSuffix("ReduceLROnPlateau"), case .object(let id) = value,
        case .scheduler(let index) = objects[id]
      {
        return schedulers[index].name == "ReduceLROnPlateau"
      }
      switch value {
      // A number is no tensor and no scheduler.
      case .constant, .symbolic, .tuple: return false
      default: return nil
      }
    case .object(let id):
      guard case .type = objects[id] else { return nil }
      guard case .object(let own) = value else { return false }
      guard case .instance(let instance) = objects[own] else { return false }
      return derives(instance.type, from: id)
    default: return nil
    }
  }

  private func derives(_ type: Int, from other: Int, depth: Int = 0) -> Bool {
    if type == other { return true }
    guard depth < 20, case .type(let own) = objects[type] else { return false }
    return own.bases.contains { base in
      if case .object(let id) = base { derives(id, from: other, depth: depth + 1) } else { false }
    }
  }
}
