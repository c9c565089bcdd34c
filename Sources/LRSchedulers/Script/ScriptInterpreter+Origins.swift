/// Where values come from, which is said with what is found.
extension ScriptInterpreter {
  /// Where the value of an expression was first written: that of a name where it was assigned, and further along names;
  /// -1 where nobody can say. Nothing is run for it.
  func origin(of expression: PythonExpression, in scope: Int) -> Int {
    switch expression.node {
    case .name(let name):
      if let held = held(name, in: scope) { return held.origin }
      guard let owner = name.withoutLastPart, let base = known(name: owner, in: scope) else { return -1 }
      return attributes(of: base, holding: name.lastPart)?.origin(of: .string(name.lastPart)) ?? -1
    case .subscripted(let base, let index):
      guard let container = known(base, in: scope), let key = known(index, in: scope) else { return -1 }
      return dictionary(of: container)?.origin(of: key) ?? -1
    default: return expression.offset
    }
  }

  /// The value that names and constant items have, without running anything.
  private func known(_ expression: PythonExpression, in scope: Int) -> ScriptValue? {
    switch expression.node {
    case .literal(let value): return .constant(value)
    case .name(let name): return known(name: name, in: scope)
    case .subscripted(let base, let index):
      guard let container = known(base, in: scope), let key = known(index, in: scope) else { return nil }
      return dictionary(of: container)?.value(of: key)
    default: return nil
    }
  }

  private func known(name: String, in scope: Int) -> ScriptValue? {
    if let held = held(name, in: scope) { return held.value }
    guard let owner = name.withoutLastPart, let base = known(name: owner, in: scope) else { return nil }
    return attributes(of: base, holding: name.lastPart)?[name.lastPart]
  }

  /// What holds an attribute of an object: its own attributes, or those of its class.
  private func attributes(
    of value: ScriptValue, holding name: String, depth: Int = 0
  ) -> ScriptDictionary? {
    guard case .object(let id) = value, depth < 20 else { return nil }
    switch objects[id] {
    case .dictionary(let dictionary): return dictionary.hasAttributes ? dictionary : nil
    case .instance(let instance):
      if instance.attributes[name] != nil { return instance.attributes }
      return attributes(of: .object(instance.type), holding: name, depth: depth + 1)
    case .type(let type):
      if type.attributes[name] != nil { return type.attributes }
      return type.bases.lazy.compactMap { self.attributes(of: $0, holding: name, depth: depth + 1) }.first
    default: return nil
    }
  }

  // MARK: Calls

  /// Notes where the arguments come from of a call that builds a scheduler or an optimizer.
  func taking(
    _ call: PythonCall, _ arguments: [ScriptArgument], in scope: Int, _ body: () -> ScriptValue
  ) -> ScriptValue {
    let count = schedulers.count
    let value = body()
    if schedulers.count > count, let last = schedulers.last, last.offset == call.offset {
      var taken = sources(of: call, in: scope)
      for argument in arguments {
        captures(of: argument.value, besides: line(of: call.offset), into: &taken)
      }
      for decision in decisions(around: call.offset) where !taken.contains(decision) {
        taken.append(decision)
      }
      schedulers[schedulers.count - 1].taken += taken
    }
    if case .object(let id) = value, case .optimizer(var optimizer) = objects[id],
      optimizer.offset == call.offset
    {
      optimizer.taken = sources(of: call, in: scope)
      objects[id] = .optimizer(optimizer)
    }
    return value
  }

  private func sources(of call: PythonCall, in scope: Int) -> [PastedSchedule.Source] {
    var result: [PastedSchedule.Source] = []
    let line = line(of: call.offset)
    for argument in call.arguments {
      guard argument.keyword == "**", let items = known(argument.value, in: scope).flatMap(dictionary) else {
        collect(argument.value, in: scope, besides: line, hidden: [], into: &result)
        continue
      }
      for (key, value) in zip(items.keys, items.values) {
        add(key.text ?? "", value, from: items.origin(of: key), besides: line, to: &result)
      }
    }
    return result
  }

  private static let maximumSources = 20
  /// Values that are longer say less than their place.
  private static let maximumWidth = 60

  func collect(
    _ expression: PythonExpression, in scope: Int, besides line: Int, hidden: Set<String>,
    into result: inout [PastedSchedule.Source]
  ) {
    guard result.count < Self.maximumSources, canLook() else { return }
    switch expression.node {
    case .name(let name):
      if !hidden.contains(name.firstPart) { note(expression, in: scope, besides: line, into: &result) }
      return
    case .subscripted(let base, let index):
      if !hidden.contains(base.firstName), note(expression, in: scope, besides: line, into: &result) {
        return
      }
      collect(base, in: scope, besides: line, hidden: hidden, into: &result)
      return collect(index, in: scope, besides: line, hidden: hidden, into: &result)
    case .lambda(let parameters, let body):
      let names = hidden.union(parameters.map(\.name))
      return collect(body, in: scope, besides: line, hidden: names, into: &result)
    case .comprehension(let comprehension):
      let names = hidden.union(comprehension.clauses.flatMap(\.target.names))
      for part in expression.branches {
        collect(part, in: scope, besides: line, hidden: names, into: &result)
      }
      return
    default: break
    }
    if let choice = choice(at: expression.offset), !result.contains(choice) { result.append(choice) }
    for part in expression.branches { collect(part, in: scope, besides: line, hidden: hidden, into: &result) }
  }

  /// - Returns: whether it is known where the value stands.
  @discardableResult
  private func note(
    _ expression: PythonExpression, in scope: Int, besides line: Int,
    into result: inout [PastedSchedule.Source]
  ) -> Bool {
    guard let value = known(expression, in: scope) else { return false }
    let origin = origin(of: expression, in: scope)
    return add(PythonSource.text(expression), value, from: origin, besides: line, to: &result)
  }

  @discardableResult
  func add(
    _ name: String, _ value: ScriptValue, from origin: Int, besides line: Int,
    to result: inout [PastedSchedule.Source]
  ) -> Bool {
    guard origin >= 0, result.count < Self.maximumSources, dictionary(of: value) == nil,
      let value = plain(value)
    else { return false }
    let own = self.line(of: origin)
    if own == line { return true }
    var shown = PythonSource.text(value)
    if shown.utf8.count > Self.maximumWidth { shown = "…" }
    let source = PastedSchedule.Source(kind: .value, text: "\(name)=\(shown)", line: own)
    if result.contains(source) { return true }
    result.append(source)
    for decision in decisions(around: origin) where !result.contains(decision) { result.append(decision) }
    return true
  }
}

extension PythonExpression {
  /// Whether it only names where a value is: `epochs`, `args.lr`, `config["lr"]`.
  var isReference: Bool {
    switch node {
    case .name, .subscripted: true
    default: false
    }
  }

  /// The first part of the name that it is an item or attribute of.
  fileprivate var firstName: String {
    switch node {
    case .name(let name): name.firstPart
    case .subscripted(let base, _), .attribute(let base, _): base.firstName
    default: ""
    }
  }
}
