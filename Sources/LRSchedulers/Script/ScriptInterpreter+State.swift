/// Variables and objects, and what branches change of them.
extension ScriptInterpreter {
  // MARK: Variables

  func variable(_ name: String, in scope: Int) -> ScriptValue? { held(name, in: scope)?.value }

  func held(_ name: String, in scope: Int) -> ScriptVariable? {
    var next: Int? = scope
    var isOwn = true
    while let index = next {
      // The body of a class is no scope of its methods.
      if isOwn || scopes[index].kind != .type, let held = scopes[index].variables[name] {
        return held
      }
      next = scopes[index].parent
      isOwn = false
    }
    return nil
  }

  /// - Parameter origin: where the value stands in the text; -1 where nobody can say.
  func set(_ name: String, to value: ScriptValue, in scope: Int, from origin: Int = -1) {
    var scope = scope
    if !scopes[scope].globals.isEmpty, scopes[scope].globals.contains(name) {
      var next = scopes[scope].parent
      while let index = next, scopes[index][name] == nil, scopes[index].parent != nil {
        next = scopes[index].parent
      }
      scope = next ?? 0
    }
    if !journal.isEmpty { note(.variable(scope: scope, name: name)) }
    scopes[scope].variables[name] = ScriptVariable(value: value, origin: origin)
  }

  // MARK: Objects

  func replace(_ id: Int, with object: ScriptObject) {
    if !journal.isEmpty { note(.object(id)) }
    objects[id] = object
  }

  /// Changes an object where it lies, so that adding to a large one costs what is added. Who calls holds no copy of it.
  func change(_ id: Int, _ body: (inout ScriptObject) -> Void) {
    if !journal.isEmpty { note(.object(id)) }
    var object = ScriptObject.loader
    swap(&object, &objects[id])
    body(&object)
    objects[id] = object
  }

  // MARK: Journal

  private func note(_ location: ScriptLocation) {
    let last = journal.count - 1
    if journal[last][location] != nil { return }
    let value = present(location)
    // An object is copied when it is changed while it is noted here.
    if case .object(let object) = value { spend(1 + object.count / 32) } else { spend(1) }
    journal[last][location] = value
  }

  /// A location that is put something else to, which the journal has noted before.
  func noted(_ location: ScriptLocation) -> ScriptLocation {
    if !journal.isEmpty { note(location) }
    return location
  }

  func present(_ location: ScriptLocation) -> ScriptValueBefore {
    switch location {
    case .variable(let scope, let name): .value(scopes[scope][name])
    case .object(let id): .object(objects[id])
    }
  }

  func put(_ value: ScriptValueBefore, at location: ScriptLocation) {
    switch (location, value) {
    case (.variable(let scope, let name), .value(let value)): scopes[scope][name] = value
    case (.object(let id), .object(let object)): objects[id] = object
    default: break
    }
  }

  typealias Changes = [ScriptLocation: ScriptValueBefore]

  /// What `body` changes, which is undone.
  func trying(_ body: () -> ScriptFlow) -> (flow: ScriptFlow, changes: Changes) {
    journal.append([:])
    let flow = body()
    let before = journal.removeLast()
    spend(before.count)
    let changes = Dictionary(uniqueKeysWithValues: before.keys.map { ($0, present($0)) })
    for (location, value) in before { put(value, at: location) }
    return (flow, changes)
  }

  /// Changes as of now since a frame of the journal was begun.
  func changes(since frame: Int) -> Changes {
    var result: Changes = [:]
    for frame in journal[min(frame, journal.count)...] {
      spend(frame.count)
      for location in frame.keys where result[location] == nil { result[location] = present(location) }
    }
    return result
  }

  func apply(_ changes: Changes) {
    for (location, value) in changes {
      if !journal.isEmpty { note(location) }
      put(value, at: location)
    }
  }

  /// What holds after one of two branches, by a condition that is not decided.
  func merge(_ condition: ScriptCondition, _ first: Changes, _ second: Changes) {
    spend((first.count + second.count) / 2)
    for location in Set(first.keys).union(second.keys) {
      let (a, b) = (first[location] ?? present(location), second[location] ?? present(location))
      let merged = merged(condition, a, b, location)
      if !journal.isEmpty { note(location) }
      put(merged, at: location)
    }
  }

  func merged(
    _ condition: ScriptCondition, _ a: ScriptValueBefore, _ b: ScriptValueBefore, _ location: ScriptLocation
  ) -> ScriptValueBefore {
    switch (a, b) {
    case (.value(let a), .value(let b)):
      // What only one branch assigns is not used where the other was taken.
      guard let first = a ?? unset(location), let second = b ?? unset(location) else {
        if case .symbolic = condition, callStack.last?.function == symbolFunction, let name = location.name {
          return .value(
            .failure(
              ScriptFailure(message: "'\(name)' has no value after one of the branches", offset: branchOffset)
            ))
        }
        return .value(a ?? b)
      }
      if let name = location.name, let result = result(named: name, first, second) { return .value(result) }
      return .value(either(condition, first, second))
    case (.object(let a), .object(let b)): return .object(merged(condition, a, b))
    default: return a
    }
  }

  /// What is given or found by a call, whatever branch is taken, goes by the variable's own name: `config = load(config)`.
  private func result(named name: String, _ a: ScriptValue, _ b: ScriptValue) -> ScriptValue? {
    guard let first = a.openValue, let second = b.openValue, first.isResult || second.isResult,
      [first, second].allSatisfy({ $0.name?.key == name && $0.options.isEmpty })
    else { return nil }
    return first.isResult ? a : b
  }

  /// What a dotted name is that one branch has set: the other leaves it open.
  private func unset(_ location: ScriptLocation) -> ScriptValue? {
    guard case .variable(_, let name) = location, name.contains(where: { $0 == "." || $0 == "[" }) else {
      return nil
    }
    return open(OpenName(name), at: branchOffset)
  }

  private func merged(_ condition: ScriptCondition, _ a: ScriptObject, _ b: ScriptObject) -> ScriptObject {
    switch (a, b) {
    case (.list(let a), .list(let b)) where a.count == b.count:
      return .list(zip(a, b).map { either(condition, $0, $1) })
    case (.dictionary(let a), .dictionary(let b)): return .dictionary(merged(condition, a, b))
    case (.parser(let a), .parser(let b)): return .parser(merged(condition, a, b))
    case (.instance(var a), .instance(let b)):
      a.attributes = merged(condition, a.attributes, b.attributes)
      return .instance(a)
    case (.type(var a), .type(let b)):
      a.attributes = merged(condition, a.attributes, b.attributes)
      return .type(a)
    case (.optimizer, .optimizer), (.scheduler, .scheduler), (.function, .function): return a
    default:
      return .lost(reason: "it depends on a condition")
    }
  }

  private func merged(
    _ condition: ScriptCondition, _ a: ScriptDictionary, _ b: ScriptDictionary
  ) -> ScriptDictionary {
    var result = a
    spend(b.count / 4)
    for (key, value) in zip(b.keys, b.values) {
      guard let other = a.value(of: key) else {
        result.set(key, value)
        continue
      }
      result.set(key, either(condition, other, value))
    }
    result.isPartial = a.isPartial || b.isPartial
    return result
  }

  /// One value or the other.
  func either(_ condition: ScriptCondition, _ a: ScriptValue, _ b: ScriptValue) -> ScriptValue {
    if isSame(a, b) { return a }
    switch condition {
    case .symbolic(let condition):
      if let x = elements(of: a), let y = elements(of: b), x.count == y.count {
        spend(x.count)
        let both = zip(x, y).map { either(.symbolic(condition), $0, $1) }
        if case .tuple = a { return .tuple(both) }
        return make(.list(both))
      }
      for case .failure(let failure) in [a, b] { return .failure(failure) }
      if let x = a.openValue, let y = b.openValue { return .open(OpenValue(over: [x, y])) }
      if let open = a.openValue ?? b.openValue { return .open(OpenValue(over: [open])) }
      guard let x = tree(of: a, at: condition.offset), let y = tree(of: b, at: condition.offset) else {
        return .failure(
          ScriptFailure(message: "a branch depends on the function's parameter", offset: condition.offset))
      }
      return symbolic(
        .conditional(condition: condition, then: x, otherwise: y), at: condition.offset,
        over: [condition, x, y], isClosed: false)
    case .open(let condition):
      var result = OpenValue(over: [condition])
      for value in [a, b] {
        if let open = value.openValue {
          result.add(open.uses)
          result.options += open.options.isEmpty ? [value] : open.options
        } else {
          result.options.append(value)
        }
      }
      result.isOfIndex = result.isOfIndex || a.openValue?.isOfIndex == true || b.openValue?.isOfIndex == true
      if result.options.count > 16 { result.options.removeLast(result.options.count - 16) }
      return .open(result)
    }
  }

  func isSame(_ a: ScriptValue, _ b: ScriptValue) -> Bool {
    switch (a, b) {
    case (.constant(let a), .constant(let b)): return a == b && a.pythonType == b.pythonType
    case (.symbolic(let a, _), .symbolic(let b, _)): return a.node == b.node
    case (.object(let a), .object(let b)): return a == b
    case (.library(let a), .library(let b)): return a == b
    case (.tuple(let a), .tuple(let b)): return a.count == b.count && zip(a, b).allSatisfy(isSame)
    case (.open(let a), .open(let b)): return a.name != nil && a.name == b.name
    default: return false
    }
  }
}

/// What a branch depends on, where nothing decides it.
enum ScriptCondition {
  /// The parameter of the function that is being read.
  case symbolic(PythonExpression)
  /// Names that are open.
  case open(OpenValue)
}

/// How a block of statements ends.
indirect enum ScriptFlow {
  case falls
  /// With what has changed since the function began, where the statement is in a branch; nil where that is what is.
  case returns(ScriptValue, ScriptInterpreter.Changes?)
  case raises
  /// With what has changed since the loop began; nil where that is what is.
  case breaks(ScriptInterpreter.Changes?)
  case continues(ScriptInterpreter.Changes?)
  case branch(ScriptCondition, ScriptFlow, ScriptFlow)

  /// Whether some way leads on to the next statement.
  var canFall: Bool {
    switch self {
    case .falls: true
    case .branch(_, let a, let b): a.canFall || b.canFall
    default: false
    }
  }

  /// With the rest in the places where it goes on.
  func followed(by rest: ScriptFlow) -> ScriptFlow {
    switch self {
    case .falls: return rest
    case .branch(let condition, let a, let b):
      return .branch(condition, a.followed(by: rest), b.followed(by: rest))
    default: return self
    }
  }
}
