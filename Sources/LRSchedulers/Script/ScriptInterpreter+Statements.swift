/// Statements, one after the other.
extension ScriptInterpreter {
  func run(_ suite: PythonSuite, in scope: Int) -> ScriptFlow { run(statements(of: suite), in: scope) }

  func run(_ statements: [PythonStatement], in scope: Int) -> ScriptFlow { run(statements[...], in: scope) }

  /// More ways through a block than this are not followed.
  private static let maximumWays = 400

  private func run(_ statements: ArraySlice<PythonStatement>, in scope: Int) -> ScriptFlow {
    stepping(.falls) {
      var ways: [ScriptFlow] = []
      var end = ScriptFlow.falls
      let guardsBefore = guards.count
      for statement in statements {
        if isStopped { break }
        let before = schedulers.count
        let flow = run(statement, in: scope)
        if case .falls = flow { continue }
        if ways.count >= Self.maximumWays { stop() }
        guard flow.canFall, !isStopped else {
          end = flow
          break
        }
        // What follows is read once, for all the ways that lead there.
        ways.append(flow)
        if schedulers.count > before, let condition = flow.openCondition { guards.append(condition) }
      }
      guards.removeLast(guards.count - guardsBefore)
      return ways.reversed().reduce(end) { $1.followed(by: $0) }
    }
  }

  private func run(_ statement: PythonStatement, in scope: Int) -> ScriptFlow {
    spend(1)
    let offset = statement.offset
    switch statement.kind {
    case .expression(let expression):
      // What is called for its effects in a function is not what the function's value is assigned to.
      let outer = targetName
      targetName = nil
      defer { targetName = outer }
      return ends(evaluate(expression, in: scope))
    case .assignment(let targets, let value): assign(value, to: targets, in: scope)
    case .annotation(let target, _, let value): annotate(target, value, in: scope)
    case .update(let target, let op, let value): update(target, op, by: value, at: offset, in: scope)
    case .conditional(let branches, let otherwise):
      return checked(conditional(branches[...], otherwise, in: scope), at: offset)
    case .loop(let target, let iterable, let body, let otherwise):
      return loop(target, over: iterable, body, otherwise, at: offset, in: scope)
    case .whileLoop(let condition, let body, let otherwise):
      return whileLoop(condition, body, otherwise, at: offset, in: scope)
    case .function(let definition): define(definition, in: scope)
    case .type(let definition): define(definition, in: scope)
    case .returned(let value):
      let value = value.map { evaluate($0, in: scope) } ?? .null
      return .returns(value, journal.count - 1 > functionFrame ? changes(since: functionFrame) : nil)
    case .raised: return .raises
    case .imported(let modules): for module in modules { importModule(module, in: scope) }
    case .importedMembers(let module, let members):
      if members.isEmpty, !ScriptLibraries.isLibrary(module.parts[0]) { imports["*"] = module }
      for (member, name) in members { importMember(member, of: module, as: name, in: scope) }
    case .with(let items, let body):
      for (value, target) in items {
        let value = evaluate(value, in: scope)
        if let target { assign(value, to: target, in: scope) }
      }
      return run(body, in: scope)
    case .attempt(let body, let handlers, let otherwise, let finally):
      return attempt(body, handlers, otherwise, finally, at: offset, in: scope)
    case .match(let subject, let cases):
      return match(evaluate(subject, in: scope), cases[...], at: offset, in: scope)
    case .deletion(let targets): for target in targets { delete(target, in: scope) }
    case .global(let names): scopes[scope].globals.formUnion(names)
    case .breaks: return .breaks(journal.count - 1 > loopFrame ? changes(since: loopFrame) : nil)
    case .continues: return .continues(journal.count - 1 > loopFrame ? changes(since: loopFrame) : nil)
    case .option(let line): return takeOption(ofLine: line, in: scope)
    case .passes, .assertion: break
    case .unreadable(let error): passOver(error, at: offset, in: scope)
    }
    return .falls
  }

  private func assign(_ written: PythonExpression, to targets: [PythonExpression], in scope: Int) {
    let outer = targetName
    defer { targetName = outer }
    targetName = targets.last.flatMap { $0.onlyName ?? $0.writtenName }
    let reads = loaderReads
    let place = written.isReference || written.isChoice ? origin(of: written, in: scope) : nil
    let given = rateOfGraph(evaluate(written, in: scope), at: written.offset)
    if targetName == "steps_per_epoch" { stepsPerEpochCountsBatches = loaderReads > reads }
    targetName = outer
    for target in targets {
      if let own = target.elements, let items = items(of: given), items.count == own.count,
        let origins = origins(ofParts: written, in: scope), origins.count == own.count,
        !own.contains(where: \.isStarred)
      {
        for (index, target) in own.enumerated() {
          assign(items[index], to: target, in: scope, from: origins[index])
        }
      } else {
        assign(given, to: target, in: scope, from: place)
      }
    }
  }

  /// Where the parts of `a, b = x, y` were written, before any of them is assigned.
  private func origins(ofParts written: PythonExpression, in scope: Int) -> [Int]? {
    written.elements?.map { origin(of: $0, in: scope) }
  }

  private func annotate(_ target: PythonExpression, _ value: PythonExpression?, in scope: Int) {
    if let type = typeScopes[scope], case .name(let name) = target.node {
      typeFields[type, default: []].append(name)
    }
    if let value {
      assign(evaluate(value, in: scope), to: target, in: scope, from: origin(of: value, in: scope))
    }
  }

  /// Calls that end the program: `sys.exit()`, `parser.error(…)`.
  private func ends(_ value: ScriptValue) -> ScriptFlow {
    if case .library("builtins.exit") = value { return .raises }
    return .falls
  }

  // MARK: Conditions

  private func conditional(
    _ branches: ArraySlice<PythonStatement.Branch>, _ otherwise: PythonSuite?, in scope: Int
  ) -> ScriptFlow {
    for (index, candidate) in zip(branches.indices, branches) {
      switch truth(of: self.condition(candidate.condition, in: scope)) {
      case .yes:
        return deciding(.holds(candidate.condition), candidate.suite) { run(candidate.suite, in: scope) }
      case .no: notePassed(candidate)
      case .undecided(let condition):
        return branch(condition, at: candidate.condition.offset) {
          self.run(candidate.suite, in: scope)
        } otherwise: {
          self.stepping(.falls) { self.conditional(branches[(index + 1)...], otherwise, in: scope) }
        }
      }
    }
    guard let otherwise else { return .falls }
    guard let last = branches.last else { return run(otherwise, in: scope) }
    return deciding(.holdsNot(last.condition), otherwise) { run(otherwise, in: scope) }
  }

  /// A check that fails only does so with the defaults of a command line, or with nothing given: it is passed over, as are
  /// those that are not decided. What a schedule's function raises, and what a handler waits for, counts.
  private func checked(_ flow: ScriptFlow, at offset: Int) -> ScriptFlow {
    guard case .raises = flow, attempts == 0, symbolDepth == 0, guards.isEmpty else { return flow }
    if passedChecks.count < 50 { passedChecks.append(offset) }
    return .falls
  }

  /// The value of a condition; one that depends on no name goes by its text, so that it can be asked for.
  private func condition(_ expression: PythonExpression, in scope: Int) -> ScriptValue {
    let value = evaluate(expression, in: scope)
    guard case .open(var open) = value, open.uses.isEmpty else { return value }
    let name = OpenName(
      key: PythonSource.text(expression), shown: PythonSource.text(expression))
    if let own = given[name.key] { return own }
    open.uses = [OpenUse(name: name, offset: expression.offset)]
    return .open(open)
  }

  /// Reads both branches of a condition that is not decided.
  func branch(
    _ condition: ScriptCondition, at offset: Int, _ body: () -> ScriptFlow, otherwise: () -> ScriptFlow
  ) -> ScriptFlow {
    let before = guards.count
    if case .open(let open) = condition { guards.append(open) }
    let (built, set) = (schedulers.count, handSets.count)
    let outer = conditions.count
    if case .symbolic = condition { conditions.append((offset, loops.count - 1)) }
    defer { conditions.removeLast(conditions.count - outer) }
    let (first, firstChanges) = trying(body)
    let (builtFirst, setFirst) = (schedulers.count, handSets.count)
    let (second, secondChanges) = trying(otherwise)
    guards.removeLast(guards.count - before)
    if case .open(let open) = condition {
      guesses.note(
        open, holdsLeads: builtFirst > built || setFirst > set,
        otherwiseLeads: schedulers.count > builtFirst || handSets.count > setFirst)
      if case .raises = second { unguard(built..<builtFirst, at: before) }
      if case .raises = first { unguard(builtFirst..<schedulers.count, at: before) }
    }
    switch (first.canFall, second.canFall) {
    case (true, true):
      branchOffset = offset
      merge(condition, firstChanges, secondChanges)
    case (true, false): apply(firstChanges)
    case (false, true): apply(secondChanges)
    case (false, false): break
    }
    return joined(condition, first, second)
  }

  /// What is built where the other branch ends in an error is built in any case.
  private func unguard(_ built: Range<Int>, at index: Int) {
    for scheduler in built where schedulers[scheduler].guards.indices.contains(index) {
      schedulers[scheduler].guards.remove(at: index)
    }
  }

  private func joined(_ condition: ScriptCondition, _ first: ScriptFlow, _ second: ScriptFlow) -> ScriptFlow {
    switch (first, second) {
    case (.falls, .falls): return .falls
    // Checks that end in an error are passed over.
    case (.raises, _): return second
    case (_, .raises): return first
    default: return .branch(condition, first, second)
    }
  }

  private func attempt(
    _ body: PythonSuite, _ handlers: [PythonSuite], _ otherwise: PythonSuite?, _ finally: PythonSuite?,
    at offset: Int, in scope: Int
  ) -> ScriptFlow {
    attempts += 1
    var flow =
      handlers.isEmpty
      ? run(body, in: scope)
      : deciding(.attempted(offset: offset), body) { run(body, in: scope) }
    attempts -= 1
    if case .raises = flow, let handler = handlers.first {
      flow = deciding(.failed(offset: offset), handler) { run(handler, in: scope) }
    }
    if case .falls = flow, let otherwise { flow = run(otherwise, in: scope) }
    guard let finally, flow.canFall else { return flow }
    return flow.followed(by: run(finally, in: scope))
  }

  private func match(
    _ subject: ScriptValue, _ cases: ArraySlice<PythonStatement.Branch>, at offset: Int, in scope: Int
  ) -> ScriptFlow {
    for (index, candidate) in zip(cases.indices, cases) {
      switch truth(of: holds(subject, candidate.condition, in: scope)) {
      case .yes:
        return deciding(.matches(candidate.condition), candidate.suite) { run(candidate.suite, in: scope) }
      case .no: continue
      case .undecided(let condition):
        return branch(condition, at: candidate.condition.offset) {
          self.run(candidate.suite, in: scope)
        } otherwise: {
          self.stepping(.falls) { self.match(subject, cases[(index + 1)...], at: offset, in: scope) }
        }
      }
    }
    return .falls
  }

  /// Whether a pattern of `case` fits.
  private func holds(_ subject: ScriptValue, _ pattern: PythonExpression, in scope: Int) -> ScriptValue {
    switch pattern.node {
    case .name(let name) where !name.hasDot:
      if name != "_" { set(name, to: subject, in: scope) }
      return .bool(true)
    case .binary(.bitOr, let left, let right):
      let first = holds(subject, left, in: scope)
      if case .yes = truth(of: first) { return first }
      let second = holds(subject, right, in: scope)
      if case .no = truth(of: first) { return second }
      if case .yes = truth(of: second) { return second }
      return first
    default: return compare(.equal, subject, evaluate(pattern, in: scope), at: pattern.offset)
    }
  }

  // MARK: Definitions

  private func define(_ definition: PythonDefinition, in scope: Int) {
    var function = ScriptFunction(
      name: definition.name, parameters: definition.parameters,
      defaults: defaults(of: definition.parameters, in: scope), body: .suite(definition.body), scope: scope,
      offset: definition.offset)
    function.type = typeScopes[scope]
    function.isDecorated = !definition.decorators.isEmpty
    for decorator in definition.decorators {
      switch PythonSource.text(decorator) {
      case "staticmethod": function.isStatic = true
      case "classmethod": function.isClassMethod = true
      case "property", "functools.cached_property", "cached_property": function.isProperty = true
      default: takeOptions(of: decorator, into: &function, in: scope)
      }
    }
    let value = make(.function(function))
    set(definition.name, to: value, in: scope)
    if case .object(let id) = value { definitions.append(id) }
  }

  /// `@click.option("--lr", default=0.1)` gives the parameter its default.
  private func takeOptions(of decorator: PythonExpression, into function: inout ScriptFunction, in scope: Int)
  {
    guard case .call(let call) = decorator.node, call.name == "option" || call.name == "Option" else {
      return
    }
    var names: [String] = []
    var value: ScriptValue?
    for argument in call.arguments {
      let given = evaluate(argument.value, in: scope)
      if argument.keyword == nil, let text = given.text { names.append(text) }
      if argument.keyword == "default" { value = given }
      if argument.keyword == "is_flag", value == nil { value = .bool(false) }
    }
    guard let value, let name = ScriptArguments.destination(of: names) else { return }
    function.defaults[name] = function.defaults[name] ?? value
  }

  private func importModule(_ module: (path: String, name: String?), in scope: Int) {
    let first = module.path.firstPart
    let name = module.name ?? first
    guard ScriptLibraries.isLibrary(first) else {
      imports[name] = module.name == nil ? first : module.path
      return set(name, to: open(OpenName(name), at: 0), in: scope)
    }
    set(name, to: .library(module.name == nil ? first : module.path), in: scope)
  }

  /// What comes from a module of the script's own is open: its text is elsewhere.
  private func importMember(_ member: String, of module: String, as name: String, in scope: Int) {
    if ScriptLibraries.isLibrary(module.firstPart) {
      return set(name, to: .library(module + "." + member), in: scope)
    }
    // `from .backend import tf`
    if member == name, let library = ScriptLibraries.libraryHandedOn(as: name) {
      return set(name, to: .library(library), in: scope)
    }
    imports[name] = module + "." + member
    var value = OpenValue()
    value.name = OpenName(name)
    set(name, to: definition(of: OpenName(name), at: 0) ?? .open(value), in: scope)
  }

  /// What could not be read may have assigned to the names in it.
  private func passOver(_ error: SpecError, at offset: Int, in scope: Int) {
    unreadable.append(error)
    let line = text.lineIndex(at: offset)
    var position = Int(text.lines[line].first)
    var names: [String] = []
    while text.tokens[position].kind != .end {
      let token = text.tokens[position]
      if token.isSymbol(UInt8(ascii: "=")) { break }
      if token.kind == .word { names.append(text.text(token)) }
      position += 1
    }
    if text.tokens[position].kind != .end {
      for name in names where variable(name, in: scope) != nil { set(name, to: .opaque, in: scope) }
    }
    if text.mentionsScheduler(line) { unreadableSchedulers.append(error) }
  }
}

extension PythonExpression {
  fileprivate var isChoice: Bool { if case .conditional = node { true } else { false } }

  fileprivate var isStarred: Bool { if case .starred = node { true } else { false } }

  /// The name that is given a value, where it is one and no more.
  fileprivate var onlyName: String? {
    switch node {
    case .name(let name): name
    case .starred(let value): value.onlyName
    case .list(let elements), .tuple(let elements): elements.count == 1 ? elements[0].onlyName : nil
    default: nil
    }
  }

  /// What a target is called, as far as that says what it holds: `self.schedulers["critic"]` holds schedulers.
  fileprivate var writtenName: String? {
    switch node {
    case .name(let name): name
    case .attribute(_, let name): name
    case .subscripted(let base, _): base.writtenName
    default: nil
    }
  }
}

extension ScriptFlow {
  /// The first condition that names leave open.
  var openCondition: OpenValue? {
    guard case .branch(let condition, let a, let b) = self else { return nil }
    if case .open(let open) = condition { return open }
    return a.openCondition ?? b.openCondition
  }
}
