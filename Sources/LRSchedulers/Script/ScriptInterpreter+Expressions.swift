/// Expressions and their values.
extension ScriptInterpreter {
  func evaluate(_ expression: PythonExpression, in scope: Int) -> ScriptValue {
    stepping(.opaque) { value(of: expression, in: scope) }
  }

  private func value(of expression: PythonExpression, in scope: Int) -> ScriptValue {
    let offset = expression.offset
    switch expression.node {
    case .literal(let value): return .constant(value)
    case .name(let name): return named(name, at: offset, in: scope)
    case .list(let elements): return make(.list(values(of: elements, in: scope)))
    case .tuple(let elements): return .tuple(values(of: elements, in: scope))
    case .set(let elements): return make(.list(values(of: elements, in: scope)))
    case .dictionary(let items): return dictionary(items, in: scope)
    case .call(let call): return value(of: call, expression, in: scope)
    case .attribute(let base, let name):
      return attribute(name, of: evaluate(base, in: scope), at: offset)
    case .subscripted(let base, let index): return subscripted(base, index, at: offset, in: scope)
    case .slice: return .opaque
    case .unary(let op, let operand): return unary(op, evaluate(operand, in: scope), at: offset)
    case .binary(let op, let left, let right): return binary(op, left, right, at: offset, in: scope)
    case .comparison(let first, let rest): return comparison(first, rest, at: offset, in: scope)
    case .conditional(let condition, let then, let otherwise):
      return conditional(condition, then, otherwise, at: offset, in: scope)
    case .lambda(let parameters, let body):
      return make(
        .function(
          ScriptFunction(
            name: "", parameters: parameters, defaults: defaults(of: parameters, in: scope),
            body: .expression(body), scope: scope, offset: offset)))
    case .comprehension(let comprehension): return value(of: comprehension, at: offset, in: scope)
    case .starred(let value): return evaluate(value, in: scope)
    case .named(let name, let value):
      let value = evaluate(value, in: scope)
      set(name, to: value, in: scope)
      return value
    case .format(let text): return formatted(text, in: scope)
    case .opaque: return .opaque
    }
  }

  func defaults(of parameters: [PythonParameter], in scope: Int) -> [String: ScriptValue] {
    var defaults: [String: ScriptValue] = [:]
    for parameter in parameters {
      guard let value = parameter.value else { continue }
      let standard = evaluate(value, in: scope)
      // What is not in it is asked for by the parameter's name.
      if let id = standard.objectID, objectNames[id] == nil { objectNames[id] = OpenName(parameter.name) }
      defaults[parameter.name] = standard
    }
    return defaults
  }

  /// Elements, with those of `*values` among them.
  func values(of elements: [PythonExpression], in scope: Int) -> [ScriptValue] {
    var result: [ScriptValue] = []
    for element in elements {
      let value = evaluate(element, in: scope)
      if case .starred = element.node, let items = items(of: value) {
        result += items
      } else {
        result.append(value)
      }
    }
    return result
  }

  private func dictionary(_ items: [PythonExpression.Item], in scope: Int) -> ScriptValue {
    var result = ScriptDictionary()
    for item in items {
      let value = evaluate(item.value, in: scope)
      if let key = item.key {
        result.set(evaluate(key, in: scope), value, from: origin(of: item.value, in: scope))
      } else if let other = dictionary(of: value) {
        spend(other.count / 4)
        result.merge(other)
      } else {
        result.isPartial = true
      }
    }
    return make(.dictionary(result))
  }

  // MARK: Names

  /// A name, dotted or not.
  func named(_ name: String, at offset: Int, in scope: Int) -> ScriptValue {
    guard name.hasDot else { return simple(name, at: offset, in: scope) }
    let parts = name.parts
    var path = parts[0]
    var value = simple(path, at: offset, in: scope)
    for part in parts.dropFirst() {
      path += "." + part
      value = attribute(part, of: value, at: offset, path: path)
    }
    return value
  }

  private func simple(_ name: String, at offset: Int, in scope: Int) -> ScriptValue {
    guard let value = variable(name, in: scope) else { return undefined(name, at: offset) }
    guard case .open(var open) = value else { return value }
    if !given.isEmpty, let own = given[name] { return own }
    // What went by no name is asked for by this one.
    if open.uses.isEmpty || (open.name?.key == name && imports[name] != nil),
      open.options.isEmpty || open.isResult
    {
      if let defined = definition(of: OpenName(name), at: offset) { return defined }
      open.name = OpenName(name)
      open.uses = [OpenUse(name: OpenName(name), offset: offset)]
      return .open(open)
    }
    if open.name != nil || open.isResult, let defined = definition(of: OpenName(name), at: offset) {
      return defined
    }
    if let own = open.name, own.key == name { open.add([OpenUse(name: own, offset: offset)]) }
    return .open(open)
  }

  /// A name that nothing in the text gives a value.
  private func undefined(_ name: String, at offset: Int) -> ScriptValue {
    if let path = ScriptLibraries.path(of: name) { return .library(path) }
    return open(OpenName(name), at: offset)
  }

  /// What a name stands for that the text leaves open.
  func open(_ name: OpenName, at offset: Int, reason: String? = nil) -> ScriptValue {
    definition(of: name, at: offset) ?? .open(OpenValue(name, at: offset, reason: reason))
  }

  // MARK: Operations

  private func binary(
    _ op: PythonOperator, _ left: PythonExpression, _ right: PythonExpression, at offset: Int, in scope: Int
  ) -> ScriptValue {
    let first = evaluate(left, in: scope)
    guard op == .and || op == .or else {
      return apply(op, first, evaluate(right, in: scope), at: offset)
    }
    switch truth(of: first) {
    case .yes: return op == .and ? evaluate(right, in: scope) : first
    case .no: return op == .and ? first : evaluate(right, in: scope)
    case .undecided(.open(let condition)):
      // `x or default` of something outside is the default, if anything.
      let second = evaluate(right, in: scope)
      if case .open = second { return .open(OpenValue(over: [condition] + [second].compactMap(\.openValue))) }
      return either(.open(condition), first, second)
    case .undecided(.symbolic):
      let second = evaluate(right, in: scope)
      return apply(op, first, second, at: offset)
    }
  }

  private func comparison(
    _ first: PythonExpression, _ rest: [PythonExpression.Comparison], at offset: Int, in scope: Int
  ) -> ScriptValue {
    var left = evaluate(first, in: scope)
    var links: [(PythonOperator, ScriptValue)] = []
    for link in rest { links.append((link.op, evaluate(link.operand, in: scope))) }
    if symbolDepth > 0, links.count == 1, [.in, .notIn].contains(links[0].0),
      case let value = compare(links[0].0, left, links[0].1, at: offset), case .constant = value
    {
      return value
    }
    let hasList = elements(of: left) != nil || links.contains { elements(of: $0.1) != nil }
    if symbolDepth > 0, !hasList || links.count > 1, let tree = comparisonTree(left, links, at: offset) {
      return tree
    }
    var result: ScriptValue = .bool(true)
    for (op, right) in links {
      result = compare(op, left, right, at: offset)
      if case .no = truth(of: result) { return result }
      if case .undecided = truth(of: result) { return result }
      left = right
    }
    return result
  }

  private func conditional(
    _ condition: PythonExpression, _ then: PythonExpression, _ otherwise: PythonExpression, at offset: Int,
    in scope: Int
  ) -> ScriptValue {
    let decided = evaluate(condition, in: scope)
    switch truth(of: decided) {
    case .yes:
      let value = choosing(.holds(condition), at: offset) { evaluate(then, in: scope) }
      return keeping(decided, value, otherwise, in: scope, holds: true)
    case .no:
      let value = choosing(.holdsNot(condition), at: offset) { evaluate(otherwise, in: scope) }
      return keeping(decided, value, then, in: scope, holds: false)
    case .undecided(let condition):
      return either(condition, evaluate(then, in: scope), evaluate(otherwise, in: scope))
    }
  }

  /// In the function of a schedule a condition stays as it is written, if it is one of numbers.
  private func keeping(
    _ condition: ScriptValue, _ value: ScriptValue, _ other: PythonExpression, in scope: Int, holds: Bool
  ) -> ScriptValue {
    guard symbolDepth > 0, case .symbolic(let tree, _) = condition, tree.size <= Self.maximumKept,
      let taken = self.tree(of: value, at: tree.offset),
      let rest = self.tree(of: evaluate(other, in: scope), at: tree.offset)
    else { return value }
    return symbolic(
      .conditional(condition: tree, then: holds ? taken : rest, otherwise: holds ? rest : taken),
      at: tree.offset,
      over: [tree, taken, rest], isClosed: isClosed(value))
  }

  private func isClosed(_ value: ScriptValue) -> Bool {
    if case .symbolic(_, let isClosed) = value { return isClosed }
    return true
  }

  /// The text of an f-string, if all its parts are known.
  private func formatted(_ text: String, in scope: Int) -> ScriptValue {
    var result = ""
    var uses: [OpenValue] = []
    var rest = Substring(text)
    while let brace = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
      result += rest[..<brace]
      let after = rest.index(after: brace)
      if after < rest.endIndex, rest[after] == rest[brace] {
        result.append(rest[brace])
        rest = rest[rest.index(after: after)...]
        continue
      }
      guard rest[brace] == "{", let close = rest[after...].firstIndex(of: "}") else { return .opaque }
      let piece = rest[after..<close]
      rest = rest[rest.index(after: close)...]
      guard let expression = PythonExpression(piece: String(piece)) else { return .opaque }
      switch evaluate(expression, in: scope) {
      case .constant(let value): result += value.plainText
      case .open(let open): uses.append(open)
      default: return .opaque
      }
    }
    return uses.isEmpty ? .string(result + rest) : .open(OpenValue(over: uses))
  }
}

extension PythonExpression {
  /// What stands in the braces of an f-string; nil where a format follows, or it is none.
  fileprivate init?(piece: String) {
    if !piece.isEmpty, piece.utf8.allSatisfy({ $0.isWordStart || $0 == UInt8(ascii: ".") }) {
      self.init(offset: 0, node: .name(piece))
      return
    }
    guard var parser = try? PythonParser(piece), let value = try? parser.expression(),
      parser.token.kind == .end
    else { return nil }
    self = value
  }
}

extension PythonValue {
  /// Python's `str`.
  var plainText: String { if case .string(let text) = self { text } else { source } }
}
