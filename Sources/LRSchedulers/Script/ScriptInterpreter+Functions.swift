/// Calls of functions that the text defines.
extension ScriptInterpreter {
  func call(
    _ function: ScriptFunction, _ id: Int, _ arguments: [ScriptArgument], at offset: Int
  ) -> ScriptValue {
    if id >= 0 { calledFunctions.insert(id) }
    guard callStack.count < 60 else {
      return .failure(
        ScriptFailure(
          message: "\(function.name.isEmpty ? "a lambda" : "'\(function.name)'") calls itself without end",
          offset: offset))
    }
    if goesOnTooLong(function, id) { return .opaque }
    if isIdleGenerator(function, id) { return make(.elements(like: .opaque)) }
    // How deep something unknown goes that a function goes into nobody knows: each turn may take several ways.
    if id >= 0, !guards.isEmpty || isAllOpen(arguments, of: function),
      callStack.count(where: { $0.function == id }) > 3
    {
      return .opaque
    }
    var scope = ScriptScope()
    scope.parent = function.scope
    scope.kind = .function
    switch bind(arguments, to: function, at: offset) {
    case .failure(let failure): return .failure(failure)
    case .success(let variables): scope.variables = variables
    }
    scopes.append(scope)
    let own = scopes.count - 1
    callStack.append(
      ScriptCall(
        name: function.name, offset: function.offset, function: id,
        end: budget.steps + budget.share(isWithinTurn: symbolDepth > 0)))
    callScopes.append(own)
    defer {
      callStack.removeLast()
      callScopes.removeLast()
    }
    switch function.body {
    case .expression(let body): return evaluate(body, in: own)
    case .suite(let suite): return result(of: suite, in: own)
    }
  }

  /// Whether a function that no schedule depends on has called itself for so long that the rest of the text could not be read.
  private func goesOnTooLong(_ function: ScriptFunction, _ id: Int) -> Bool {
    guard id >= 0, let outer = callStack.first(where: { $0.function == id }) else { return false }
    if budget.isTooLong(function.offset) { return true }
    guard budget.steps > outer.end, case .suite(.lines(let range)) = function.body,
      !text.concernsRates(range)
    else { return false }
    budget.noteTooLong(function.offset)
    return true
  }

  /// Whether nothing is known of what a function is given, but for the object that a method is called on.
  private func isAllOpen(_ arguments: [ScriptArgument], of function: ScriptFunction) -> Bool {
    arguments.dropFirst(function.type == nil ? 0 : 1).allSatisfy {
      if case .open = $0.value { true } else { false }
    }
  }

  /// Whether calling a function runs nothing of it, and going through what it gives is of no interest here: batches that a
  /// `while True` yields would be gone through without end.
  private func isIdleGenerator(_ function: ScriptFunction, _ id: Int) -> Bool {
    guard id >= 0, case .suite(.lines(let range)) = function.body else { return false }
    if let known = idleGenerators[id] { return known }
    let isIdle = text.yields(range) && !text.concernsRates(range)
    idleGenerators[id] = isIdle
    return isIdle
  }

  /// Runs a function's body; what it has changed on its several ways is brought together.
  private func result(of suite: PythonSuite, in scope: Int) -> ScriptValue {
    let outer = functionFrame
    journal.append([:])
    let frame = journal.count - 1
    functionFrame = frame
    defer { functionFrame = outer }
    let flow = run(statements(of: suite), in: scope)
    if case .branch = flow, flow.returnsEarly, !isStopped {
      let final = changes(since: frame)
      let before = journal[frame]
      var met: Changes = [:]
      for location in Set(final.keys).union(flow.locations) where !location.belongs(to: scope) {
        spend(1)
        met[location] = flow.value(
          at: location, for: .behindFunction, final: final, before: before, in: self)
      }
      for (location, value) in met {
        if journal[frame][location] == nil { journal[frame][location] = present(location) }
        put(value, at: location)
      }
    }
    commit(besides: scope)
    return value(of: flow)
  }

  /// What a function gives whose body ends so.
  func value(of flow: ScriptFlow) -> ScriptValue {
    switch flow {
    case .returns(let value, _): return value
    case .branch(let condition, let a, let b):
      // Checks that end in an error are passed over.
      if case .raises = a { return value(of: b) }
      if case .raises = b { return value(of: a) }
      return either(condition, value(of: a), value(of: b))
    case .raises: return .failure(ScriptFailure(message: "the function ends in 'raise'", offset: callOffset))
    default: return .null
    }
  }

  private var callOffset: Int { callStack.last?.offset ?? 0 }

  enum Binding {
    case success([String: ScriptVariable])
    case failure(ScriptFailure)
  }

  private func bind(
    _ arguments: [ScriptArgument], to function: ScriptFunction, at offset: Int
  ) -> Binding {
    var variables: [String: ScriptVariable] = [:]
    var rest = ScriptDictionary()
    var extra: [ScriptValue] = []
    let ordinary = function.parameters.filter { $0.kind == .ordinary }
    let hasKeywords = function.parameters.contains { $0.kind == .keywords }
    let mismatch = ScriptFailure(
      message: "\(function.name)() is defined with other parameters", offset: offset)
    var place = 0
    for argument in arguments {
      switch argument.keyword {
      case nil:
        if place < ordinary.count {
          variables[ordinary[place].name] = ScriptVariable(value: argument.value, origin: argument.origin)
        } else if function.parameters.contains(where: { $0.kind == .variadic }) {
          extra.append(argument.value)
        } else {
          return .failure(mismatch)
        }
        place += 1
      case "*": place = ordinary.count
      case "**" where argument.value.openValue?.isUnset == true: rest.isAssumed = true
      case "**":
        rest.isPartial = true
      case let keyword?:
        let isKnown = function.parameters.contains {
          $0.name == keyword && ($0.kind == .ordinary || $0.kind == .keywordOnly)
        }
        if isKnown {
          if variables[keyword] != nil { return .failure(mismatch) }
          variables[keyword] = ScriptVariable(value: argument.value, origin: argument.origin)
        } else if hasKeywords {
          rest.set(.string(keyword), argument.value, from: argument.origin)
        } else {
          return .failure(mismatch)
        }
      }
    }
    for parameter in function.parameters {
      switch parameter.kind {
      case .variadic:
        let assumed = arguments.first { $0.keyword == "*" && $0.value.openValue?.isUnset == true }
        variables[parameter.name] = ScriptVariable(value: assumed?.value ?? .tuple(extra))
      case .keywords:
        let value = make(.dictionary(rest))
        if rest.isAssumed, let id = value.objectID { objectNames[id] = OpenName(parameter.name) }
        variables[parameter.name] = ScriptVariable(value: value)
      default:
        if variables[parameter.name] != nil { continue }
        if let value = function.defaults[parameter.name] {
          variables[parameter.name] = ScriptVariable(
            value: defaultValue(value, parameter), origin: parameter.value?.offset ?? -1)
        } else if rest.isPartial || function.isDecorated
          || place >= ordinary.count && arguments.contains(where: { $0.keyword == "*" })
        {
          variables[parameter.name] = ScriptVariable(
            value: open(OpenName(parameter.name), at: parameter.offset))
        } else {
          return .failure(mismatch)
        }
      }
    }
    return .success(variables)
  }

  /// A default of None leaves a number open.
  private func defaultValue(_ value: ScriptValue, _ parameter: PythonParameter) -> ScriptValue {
    guard value.isNull, let defined = definition(of: OpenName(parameter.name), at: parameter.offset) else {
      return value
    }
    return defined
  }
}
