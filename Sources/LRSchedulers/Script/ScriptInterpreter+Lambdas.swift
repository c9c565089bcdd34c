/// Functions of a script as functions of an epoch: they are read with a symbol in the place of their parameter.
extension ScriptInterpreter {
  /// The function, or list of functions, that a scheduler is given; nil for other values.
  func lambdas(_ value: ScriptValue, at offset: Int) -> Converted? {
    if let elements = elements(of: value) {
      var values: [ParameterValue] = []
      var open: [OpenValue] = []
      for element in elements {
        switch lambdas(element, at: offset) ?? converted(element, at: offset) {
        case .value(let value): values.append(value)
        case .open(let value): open.append(value)
        case .failure(let failure): return .failure(failure)
        case .refused(let error): return .refused(error)
        case .members(let missing): return .members(missing)
        }
      }
      return open.isEmpty ? .value(.list(values)) : .open(OpenValue(over: open))
    }
    switch value {
    case .object(let id):
      switch objects[id] {
      case .partial(.open(let function), let arguments):
        return .open(
          opened(.open(OpenValue(over: [function] + arguments.compactMap(\.value.openValue))), at: offset))
      case .function, .partial: return lambda(value, at: offset)
      case .instance:
        if case .bound = attribute("__call__", of: value, at: offset) { return lambda(value, at: offset) }
        return .open(opened(.opaque, at: offset))
      default: return nil
      }
    case .bound: return lambda(value, at: offset)
    case .open(let open) where !open.options.isEmpty && !open.isResult: return undecided(open, at: offset)
    case .library(let path):
      return ScriptLibraries.function(path) == nil ? nil : lambda(value, at: offset)
    default: return nil
    }
  }

  /// The function of one branch or the other: their names are asked for too.
  private func undecided(_ open: OpenValue, at offset: Int) -> Converted {
    var all = open
    for option in open.options {
      if case .open(let other)? = lambdas(option, at: offset) { all.add(other.uses) }
    }
    return .open(opened(.open(all), at: offset))
  }

  private func lambda(_ function: ScriptValue, at offset: Int) -> Converted {
    guard let parameter = parameter(of: function, at: offset) else {
      let (name, count) = described(function)
      return .failure(
        ScriptFailure(
          message: name.isEmpty
            ? "a lambda of a schedule takes one parameter"
            : "a function of a schedule takes one parameter, but '\(name)' takes \(count)", offset: offset))
    }
    let value = result(of: function, parameter, at: offset)
    switch value {
    case .open(let open): return .open(opened(.open(open), at: offset))
    case .failure(let failure): return .failure(failure)
    default: break
    }
    guard let tree = tree(of: value, at: offset) else {
      return .failure(
        ScriptFailure(message: "the function gives what is no number", offset: offset))
    }
    if let stray = tree.strayName(besides: [parameter]) {
      return .failure(
        ScriptFailure(message: "the function depends on '\(stray)', which a loop counts", offset: offset))
    }
    return .value(.lambda(LambdaExpression(parameter: parameter, body: tree)))
  }

  /// What a function gives for a symbol; what it changes is undone.
  private func result(of function: ScriptValue, _ parameter: String, at offset: Int) -> ScriptValue {
    let symbol = ScriptValue.symbolic(
      PythonExpression(offset: offset, node: .name(parameter)), isClosed: false)
    let outer = symbolFunction
    symbolFunction = function.functionID
    symbolDepth += 1
    defer {
      symbolDepth -= 1
      symbolFunction = outer
    }
    var value = ScriptValue.opaque
    let around = calledSchedules
    calledSchedules = []
    // Schedules that a function calls are parts of what it makes.
    defer {
      for index in calledSchedules { schedulers[index].isMember = true }
      calledSchedules = around
    }
    _ = trying {
      value = call(function, [ScriptArgument(keyword: nil, value: symbol, offset: offset)], at: offset)
      // A list of groups' rates, as some write for all groups alike.
      return .falls
    }
    return value
  }

  /// The name of the one parameter that is not given; nil where there is none, or more.
  private func parameter(of function: ScriptValue, at offset: Int) -> String? {
    switch function {
    case .object(let id):
      switch objects[id] {
      case .function(let function): return free(function, given: 0, keywords: [])
      case .partial(let inner, let arguments):
        guard let definition = definition(of: inner) else { return "x" }
        return free(
          definition.function,
          given: arguments.filter { $0.keyword == nil }.count + (definition.isBound ? 1 : 0),
          keywords: Set(arguments.compactMap(\.keyword)))
      case .instance:
        guard case .bound(let id, _) = attribute("__call__", of: function, at: offset),
          case .function(let definition) = objects[id]
        else { return nil }
        return free(definition, given: 1, keywords: [])
      default: return nil
      }
    case .bound(let id, _):
      guard case .function(let definition) = objects[id] else { return nil }
      return free(definition, given: 1, keywords: [])
    default: return "x"
    }
  }

  private func definition(of value: ScriptValue) -> (function: ScriptFunction, isBound: Bool)? {
    switch value {
    case .object(let id): if case .function(let function) = objects[id] { return (function, false) }
    case .bound(let id, _): if case .function(let function) = objects[id] { return (function, true) }
    default: break
    }
    return nil
  }

  private func free(_ function: ScriptFunction, given: Int, keywords: Set<String>) -> String? {
    let ordinary = function.parameters.filter { $0.kind == .ordinary }.dropFirst(given)
      .filter { !keywords.contains($0.name) }
    guard let first = ordinary.first else {
      return function.parameters.contains { $0.kind == .variadic } ? "epoch" : nil
    }
    let rest = function.parameters.filter { $0.kind == .keywordOnly } + ordinary.dropFirst()
    let isEnough = rest.allSatisfy { function.defaults[$0.name] != nil || keywords.contains($0.name) }
    return isEnough ? first.name : nil
  }

  private func described(_ value: ScriptValue) -> (name: String, count: Int) {
    guard let (function, _) = definition(of: value) else { return ("", 0) }
    return (function.name, function.parameters.count)
  }
}

extension ScriptValue {
  fileprivate var functionID: Int {
    switch self {
    case .object(let id), .bound(let id, _): id
    default: -1
    }
  }
}

extension PythonExpression {
  /// The number that it is, where no name has to be known for that; itself else. What is written so reads back as it is.
  var settled: PythonExpression {
    if case .literal = node { return self }
    guard strayName(besides: []) == nil, let value = try? PythonEvaluator().value(of: self) else {
      return self
    }
    switch value {
    case .int, .bool: break
    case .double(let number) where number.isFinite: break
    default: return self
    }
    return PythonExpression(offset: offset, node: .literal(value))
  }

  /// A name in it that is neither one of these nor a constant.
  func strayName(besides names: [String]) -> String? {
    switch node {
    case .name(let name): return names.contains(name) || PythonFunction.constants[name] != nil ? nil : name
    case .comprehension(let comprehension):
      var inner = names
      for clause in comprehension.clauses {
        if let name = clause.iterable.strayName(besides: inner) { return name }
        inner += clause.target.names
        for condition in clause.conditions {
          if let name = condition.strayName(besides: inner) { return name }
        }
      }
      return comprehension.element.strayName(besides: inner)
    case .lambda(let parameters, let body): return body.strayName(besides: names + parameters.map(\.name))
    default:
      for branch in branches { if let name = branch.strayName(besides: names) { return name } }
      return nil
    }
  }

  /// The expressions directly in it.
  var branches: [PythonExpression] {
    switch node {
    case .literal, .name, .format, .opaque: []
    case .list(let elements), .tuple(let elements), .set(let elements): elements
    case .dictionary(let items): items.flatMap { [$0.key, $0.value].compactMap { $0 } }
    case .call(let call): (call.callee.map { [$0] } ?? []) + call.arguments.map(\.value)
    case .attribute(let value, _), .unary(_, let value), .starred(let value), .named(_, let value): [value]
    case .subscripted(let a, let b), .binary(_, let a, let b): [a, b]
    case .slice(let parts): parts.compactMap { $0 }
    case .comparison(let first, let rest): [first] + rest.map(\.operand)
    case .conditional(let condition, let then, let otherwise): [condition, then, otherwise]
    case .lambda(_, let body): [body]
    case .comprehension(let comprehension):
      [comprehension.element] + (comprehension.value.map { [$0] } ?? [])
        + comprehension.clauses.flatMap { [$0.iterable] + $0.conditions }
    }
  }
}
