/// Lists, dictionaries and other things with elements.
extension ScriptInterpreter {
  /// The longest iterable whose elements are gone through one by one.
  static let maximumItems = 10_000
  /// What `globals()` gives: the names of the module.
  static let globals = "builtins.globals()"
  /// The values of a dictionary that are kept where it is not known which one is taken.
  private static let maximumChoices = 16

  /// All elements of something that is gone through; nil where they are not known.
  func items(of value: ScriptValue) -> [ScriptValue]? {
    switch value {
    case .tuple(let elements): return elements
    case .constant(.string(let text)): return text.unicodeScalars.map { .string(String($0)) }
    case .constant(.list(let values)): return values.map { .constant($0) }
    case .object(let id):
      switch objects[id] {
      case .list(let elements): return elements
      case .array(let array): return array.count <= Self.maximumItems ? self.elements(of: array) : nil
      case .dictionary(let dictionary): return dictionary.isPartial ? nil : dictionary.keys
      case .range(let start, let stop, let step):
        let bounds: [PythonValue] = [.int(start), .int(stop), .int(step)]
        guard let values = try? PythonSequence.range(bounds), values.count <= Self.maximumItems else {
          return nil
        }
        spend(values.count / 4)
        return values.map { .constant($0) }
      case .type(let type): return type.isEnumeration ? type.attributes.values : nil
      default: return nil
      }
    default: return nil
    }
  }

  /// The items of a dictionary or namespace.
  func dictionary(of value: ScriptValue) -> ScriptDictionary? {
    guard case .object(let id) = value else { return nil }
    switch objects[id] {
    case .dictionary(let dictionary): return dictionary
    case .instance(let instance): return isDictionary(instance) ? instance.attributes : nil
    default: return nil
    }
  }

  private func isDictionary(_ instance: ScriptInstance) -> Bool {
    guard case .type(let type) = objects[instance.type] else { return false }
    return type.bases.contains { if case .library(let path) = $0 { path.hasSuffix("dict") } else { false } }
  }

  // MARK: Subscripts

  func subscripted(
    _ base: PythonExpression, _ index: PythonExpression, at offset: Int, in scope: Int
  ) -> ScriptValue {
    let container = evaluate(base, in: scope)
    if case .slice(let parts) = index.node {
      return slice(container, parts.map { $0.map { evaluate($0, in: scope) } ?? .null }, at: offset)
    }
    let key = evaluate(index, in: scope)
    return element(
      of: named(container, base), at: key, offset: offset, isDoubleQuoted: isDoubleQuoted(index))
  }

  /// What is not known and has no name goes by the variable that holds it, so that its items can be asked for: a file of
  /// settings that one branch has read.
  private func named(_ container: ScriptValue, _ base: PythonExpression) -> ScriptValue {
    guard case .open(var open) = container, open.name == nil, !open.uses.isEmpty,
      case .name(let name) = base.node,
      !open.options.contains(where: { $0.objectID != nil })
    else { return container }
    open.name = OpenName(name)
    return .open(open)
  }

  private func isDoubleQuoted(_ index: PythonExpression) -> Bool {
    text.source.indices.contains(index.offset) && text.source[index.offset] == UInt8(ascii: "\"")
  }

  func element(
    of container: ScriptValue, at key: ScriptValue, offset: Int, isDoubleQuoted: Bool = false
  ) -> ScriptValue {
    if case .failure = container { return container }
    // An attribute of what only depends on open names.
    if case .method(.open(let open), _) = container { return .open(OpenValue(over: [open])) }
    if case .open(let open) = container { return item(of: open, key, at: offset, isDoubleQuoted) }
    if let dictionary = dictionary(of: container) {
      if let value = dictionary.value(of: key) { return value }
      if let open = key.openValue {
        guesses.note(open, comparedWith: dictionary.keys)
        var chosen = OpenValue(over: [open])
        chosen.options = Array(dictionary.values.prefix(Self.maximumChoices))
        return .open(chosen)
      }
      if case .symbolic(let index, false) = key { return item(of: dictionary, at: index, offset: offset) }
      if case .object(let id) = container, let name = heldName(of: id) {
        return self.item(of: OpenValue(name, at: offset), key, at: offset, isDoubleQuoted)
      }
      return .opaque
    }
    if let open = open(over: [key]) { return open }
    if case .library(Self.globals) = container, let name = key.text { return named(name, at: offset, in: 0) }
    if case .library("wandb.config") = container, let place = concrete(key) {
      return self.open(itemName(place, of: OpenName("wandb.config")), at: offset)
    }
    if case .library(let path) = container, let name = key.text { return .library(path + "." + name) }
    if let array = array(container) { return element(of: array, at: key, offset: offset) }
    if case .object(let id) = container {
      switch objects[id] {
      case .type(let type):
        if type.isEnumeration, let name = key.text { return type.attributes[name] ?? .opaque }
        return container
      // Who gives rates for each step may give a function of the step.
      case .function where !given.isEmpty:
        return call(container, [ScriptArgument(keyword: nil, value: key, offset: offset)], at: offset)
      case .instance:
        let method = attribute("__getitem__", of: container, at: offset)
        if case .open = method { return .opaque }
        return call(method, [ScriptArgument(keyword: nil, value: key, offset: offset)], at: offset)
      // As the elements of arrays are written: it checks the index, whatever its length is.
      case .range(0, let count, 1):
        guard case .symbolic(let index, let isClosed) = key else { break }
        let range = ScriptArray.range(count)
        return symbolic(.subscripted(range, index), at: offset, over: [range, index], isClosed: isClosed)
      default: break
      }
    }
    if let elements = items(of: container) {
      if let index = concrete(key)?.smallInteger {
        let place = index < 0 ? index + elements.count : index
        if elements.indices.contains(place) { return elements[place] }
        return .failure(ScriptFailure(message: "list index out of range", offset: offset))
      }
      // Of an optimizer's groups any one stands for all, where there is but one.
      if elements.count == 1, let id = elements[0].objectID, isGroup(id) { return elements[0] }
      return chosen(from: container, elements, key, at: offset)
    }
    if let a = tree(of: container, at: offset), let b = tree(of: key, at: offset) {
      return symbolic(.subscripted(a, b), at: offset, over: [a, b], isClosed: isClosed([container, key]))
    }
    return .opaque
  }

  /// An item of a dictionary at a key that depends on the parameter: `{10: 0.01, 20: 0.001}[epoch]`.
  private func item(of dictionary: ScriptDictionary, at key: PythonExpression, offset: Int) -> ScriptValue {
    if let open = open(over: dictionary.values) { return open }
    guard !dictionary.isPartial, dictionary.count <= 1000 else { return .opaque }
    var items: [PythonExpression.Item] = []
    for (own, value) in zip(dictionary.keys, dictionary.values) {
      guard let name = tree(of: own, at: offset), let value = tree(of: value, at: offset) else {
        return .opaque
      }
      items.append(.init(key: name, value: value))
    }
    let all = PythonExpression(
      .dictionary(items), at: offset, over: items.flatMap { [$0.key, $0.value].compactMap { $0 } })
    return symbolic(.subscripted(all, key), at: offset, over: [all, key], isClosed: false)
  }

  /// An element at an index that depends on the parameter.
  private func chosen(
    from container: ScriptValue, _ elements: [ScriptValue], _ key: ScriptValue, at offset: Int
  ) -> ScriptValue {
    if let open = open(over: elements) { return open }
    guard let list = tree(of: container, at: offset), let index = tree(of: key, at: offset) else {
      return .opaque
    }
    return symbolic(
      .subscripted(list, index), at: offset, over: [list, index], isClosed: isClosed([container, key]))
  }

  /// An item of something that the text does not define.
  private func item(
    of open: OpenValue, _ key: ScriptValue, at offset: Int, _ isDoubleQuoted: Bool
  ) -> ScriptValue {
    guard let held = open.name, let index = concrete(key) else {
      if case .symbolic(let tree, _) = key, states.contains(where: { tree.mentions($0.symbol) }) {
        guesses.note(stages: open)
      } else if symbolDepth > 0 {
        guesses.note(table: open)
      }
      return .open(OpenValue(over: [open] + [key].compactMap(\.openValue)))
    }
    let name = held.shown.isEmpty ? callName(open, held) : held
    let key = name.key + "[" + PythonSource.text(index) + "]"
    if let own = variable(key, in: callScopes.last ?? 0) { return own }
    var shown = PythonSource.text(index)
    if isDoubleQuoted, case .string(let text) = index { shown = "\"\(text)\"" }
    return self.open(
      OpenName(key: key, shown: name.shown + "[" + shown + "]"), at: offset, reason: open.reason)
  }

  /// The name of what a call gave that went by none.
  func callName(_ open: OpenValue, _ name: OpenName) -> OpenName {
    guard let use = open.uses.first, use.name == name else { return name }
    let shown = text.callAlone(at: use.offset) ?? text.plainCall(at: use.offset)
    return OpenName(key: Self.canonical(shown), shown: shown)
  }

  private func slice(_ container: ScriptValue, _ bounds: [ScriptValue], at offset: Int) -> ScriptValue {
    if let open = open(over: [container] + bounds) {
      // A part of something unknown has its own length, and goes by its own name.
      guard case .open(var part) = open, container.openValue != nil, open.openValue?.options.isEmpty == true
      else { return open }
      part.isPart = true
      return .open(part)
    }
    var limits: [PythonValue] = []
    for bound in bounds {
      guard let limit = concrete(bound) else { return .opaque }
      limits.append(limit)
    }
    do {
      if let array = array(container) { return try slice(array, limits) }
      if case .constant(let value) = container { return .constant(try PythonSequence.slice(value, limits)) }
      guard let elements = items(of: container) else { return .opaque }
      let chosen = try PythonSequence.indices(limits, count: elements.count).map { elements[$0] }
      spend(chosen.count)
      if case .tuple = container { return .tuple(chosen) }
      return make(.list(chosen))
    } catch { return failure(error, at: offset) }
  }

  // MARK: Comprehensions

  func value(of comprehension: PythonComprehension, at offset: Int, in scope: Int) -> ScriptValue {
    var inner = ScriptScope()
    inner.parent = scope
    inner.kind = .function
    scopes.append(inner)
    let own = scopes.count - 1
    var collected = Collected()
    collect(comprehension, 0, in: own, into: &collected)
    if let open = collected.open { return .open(open) }
    if collected.isUnknown { return .opaque }
    if let tree = collected.tree { return tree }
    if comprehension.kind == .dictionary { return make(.dictionary(collected.dictionary)) }
    return make(.list(collected.values))
  }

  private struct Collected {
    var values: [ScriptValue] = []
    var dictionary = ScriptDictionary()
    var open: OpenValue?
    var isUnknown = false
    /// Where what is taken depends on the parameter.
    var tree: ScriptValue?
  }

  private func collect(
    _ comprehension: PythonComprehension, _ index: Int, in scope: Int, into result: inout Collected
  ) {
    guard index < comprehension.clauses.count else { return take(comprehension, in: scope, into: &result) }
    let clause = comprehension.clauses[index]
    let iterable = evaluate(clause.iterable, in: scope)
    guard let items = items(of: iterable) else {
      if let open = iterable.openValue {
        result.open = OpenValue(over: [open])
      } else {
        result.isUnknown = true
        if let id = iterable.objectID, let open = openRanges[id] { result.open = OpenValue(over: [open]) }
      }
      if comprehension.clauses.count == 1, case .symbolic = iterable {
        result.tree = filtered(comprehension, clause, iterable, in: scope)
      }
      // What is built for each element of something unknown is built at least once.
      assign(like(iterable), to: clause.target, in: scope)
      var rest = Collected()
      collect(comprehension, index + 1, in: scope, into: &rest)
      return
    }
    for item in items where !isStopped {
      assign(item, to: clause.target, in: scope)
      var holds = true
      for condition in clause.conditions where holds {
        switch truth(of: evaluate(condition, in: scope)) {
        case .yes: break
        case .no: holds = false
        case .undecided(.open(let open)):
          result.open = OpenValue(over: [open])
          return
        case .undecided(.symbolic):
          result.tree = filtered(comprehension, clause, iterable, in: scope)
          return
        }
      }
      if holds { collect(comprehension, index + 1, in: scope, into: &result) }
      if result.tree != nil { return }
    }
  }

  private func take(_ comprehension: PythonComprehension, in scope: Int, into result: inout Collected) {
    spend(1)
    let element = evaluate(comprehension.element, in: scope)
    if let value = comprehension.value {
      result.dictionary.set(element, evaluate(value, in: scope))
    } else {
      result.values.append(element)
    }
    if result.values.count > PythonSequence.maximumCount { result.isUnknown = true }
  }

  /// A comprehension whose condition depends on the parameter stays one.
  private func filtered(
    _ comprehension: PythonComprehension, _ clause: PythonComprehension.Clause, _ iterable: ScriptValue,
    in scope: Int
  ) -> ScriptValue {
    let refused = ScriptValue.failure(
      ScriptFailure(
        message: "a comprehension depends on the function's parameter", offset: clause.target.offset))
    guard comprehension.clauses.count == 1, let list = tree(of: iterable, at: clause.iterable.offset) else {
      return refused
    }
    bindSymbols(clause.target, in: scope)
    var conditions: [PythonExpression] = []
    for condition in clause.conditions {
      let value = evaluate(condition, in: scope)
      if let open = value.openValue { return .open(open) }
      guard let tree = tree(of: value, at: condition.offset) else { return refused }
      conditions.append(tree)
    }
    let element = evaluate(comprehension.element, in: scope)
    if let open = element.openValue { return .open(open) }
    guard let body = tree(of: element, at: clause.target.offset) else { return refused }
    let kept = PythonComprehension(
      kind: .list, element: body,
      clauses: [.init(target: clause.target, iterable: list, conditions: conditions)])
    return symbolic(
      .comprehension(kept), at: clause.target.offset, over: [list, body] + conditions, isClosed: false)
  }

  private func bindSymbols(_ target: PythonExpression, in scope: Int) {
    for name in target.names {
      scopes[scope][name] = .symbolic(
        PythonExpression(offset: target.offset, node: .name(name)), isClosed: false)
    }
  }

  /// What an element of something unknown looks like.
  func like(_ iterable: ScriptValue) -> ScriptValue {
    if case .object(let id) = iterable, case .elements(let like) = objects[id] { return like }
    if let open = iterable.openValue, open.name != nil { return .opaque }
    return .opaque
  }
}
