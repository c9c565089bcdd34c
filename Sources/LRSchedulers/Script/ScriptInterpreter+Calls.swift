/// Calls: of what the text defines, of Python's own functions, and of what only libraries know.
extension ScriptInterpreter {
  func value(of call: PythonCall, _ expression: PythonExpression, in scope: Int) -> ScriptValue {
    if let value = valueOfKerasRate(call, in: scope) { return value }
    let callee =
      call.callee.map { classGiven(by: $0, in: scope) ?? evaluate($0, in: scope) }
      ?? named(call.qualifiedName, at: call.offset, in: scope)
    if case .library("builtins.super") = callee { return superclass(in: scope) }
    if case .library("builtins.print") = callee { return .null }
    if let value = rule(givenAs: callee, call) { return value }
    let arguments = arguments(of: call, in: scope)
    // A number that was given for a function is what the function gives.
    if !given.isEmpty, case .constant(let value) = callee, value.isNumber { return callee }
    if case .open(let open) = callee, let function = mathematics(call.qualifiedName, open) {
      return self.call(.library(function), arguments, at: call.offset, written: expression, scope: scope)
    }
    if case .library("builtins.len") = callee, arguments.count == 1, let argument = call.arguments.first {
      return length(of: arguments[0].value, argument.value, at: call.offset)
    }
    return taking(call, arguments, in: scope) {
      self.call(callee, arguments, at: call.offset, written: expression, scope: scope)
    }
  }

  /// `get_scheduler(name)(optimizer, step_size=30)`: what a function that stands elsewhere gives is called, so it is a class, and no
  /// scheduler as the library's of that name would give; nil for other callees.
  private func classGiven(by callee: PythonExpression, in scope: Int) -> ScriptValue? {
    guard case .call(let call) = callee.node, call.callee == nil,
      call.name.first?.isLowercase == true, ScriptLibraries.looksLikeScheduler(call.name),
      case .open = named(call.qualifiedName, at: call.offset, in: scope)
    else { return nil }
    let name = PythonSource.text(callee)
    return open(OpenName(key: name, shown: name), at: callee.offset)
  }

  /// Functions of `math` whose import is not in the text.
  private func mathematics(_ name: String, _ open: OpenValue) -> String? {
    guard ["sqrt", "cos", "sin", "exp", "floor", "ceil", "tanh"].contains(name), open.name?.key == name,
      imports[name] == nil, !open.isResult
    else { return nil }
    return "math." + name
  }

  private func arguments(of call: PythonCall, in scope: Int) -> [ScriptArgument] {
    var result: [ScriptArgument] = []
    for argument in call.arguments {
      let value = evaluate(argument.value, in: scope)
      if case .starred = argument.value.node {
        if let items = items(of: value) {
          result += items.map { ScriptArgument(keyword: nil, value: $0, offset: argument.offset) }
        } else {
          result.append(ScriptArgument(keyword: "*", value: value, offset: argument.offset))
        }
      } else if argument.keyword == "**" {
        result += keywords(in: value, at: argument.value.offset)
      } else {
        var given = ScriptArgument(keyword: argument.keyword, value: value, offset: argument.offset)
        given.place = argument.value.offset
        given.origin = origin(of: argument.value, in: scope)
        if value.isNull { given.name = name(of: argument.value) }
        if case .method(.object, _) = value { given.name = OpenName(PythonSource.text(argument.value)) }
        result.append(given)
      }
    }
    return result
  }

  /// The name that an expression is, as it is asked for.
  func name(of expression: PythonExpression) -> OpenName? {
    switch expression.node {
    case .name(let name): OpenName(name)
    case .subscripted:
      OpenName(
        key: PythonSource.text(expression), shown: text.excerpt(expression.offset, end(of: expression)))
    default: nil
    }
  }

  /// The items of a dictionary behind `**`.
  private func keywords(in value: ScriptValue, at offset: Int) -> [ScriptArgument] {
    guard let dictionary = dictionary(of: value) else {
      if value.isNull { return [] }
      return [ScriptArgument(keyword: "**", value: value, offset: offset)]
    }
    var result: [ScriptArgument] = []
    if dictionary.isAssumed, let name = value.objectID.flatMap(heldName) {
      var open = OpenValue(name, at: offset)
      open.isUnset = true
      result.append(ScriptArgument(keyword: "**", value: .open(open), offset: offset))
    }
    for (key, value) in zip(dictionary.keys, dictionary.values) {
      guard let name = key.text else { continue }
      var argument = ScriptArgument(keyword: name, value: value, offset: offset)
      argument.origin = dictionary.origin(of: key)
      argument.isOfPartial = dictionary.isPartial
      result.append(argument)
    }
    return result
  }

  /// - Parameters:
  ///   - written: the call as it stands in the text, where it does.
  ///   - scope: the scope it stands in.
  func call(
    _ callee: ScriptValue, _ arguments: [ScriptArgument], at offset: Int, written: PythonExpression? = nil,
    scope: Int = 0
  ) -> ScriptValue {
    stepping(.opaque) {
      switch callee {
      case .failure: return callee
      case .library(let path):
        return call(library: path, arguments, at: offset, written: written, scope: scope)
      case .method(let receiver, let name):
        return call(method: name, of: receiver, arguments, at: offset, written: written)
      case .bound(let id, let receiver):
        guard case .function(let function) = objects[id] else { return .opaque }
        return call(
          function, id, [ScriptArgument(keyword: nil, value: receiver, offset: offset)] + arguments,
          at: offset)
      case .object(let id): return call(object: id, arguments, at: offset)
      case .open(let open): return call(open: open, arguments, at: offset, written: written)
      case .symbolic, .tuple:
        return .failure(ScriptFailure(message: "the parameter of a function is called", offset: offset))
      case .constant(let value):
        if let text = callee.text, let known = call(given: text, arguments, at: offset) { return known }
        return .failure(
          ScriptFailure(message: "'\(value.pythonType)' object is not callable", offset: offset))
      }
    }
  }

  private func call(object id: Int, _ arguments: [ScriptArgument], at offset: Int) -> ScriptValue {
    switch objects[id] {
    case .function(let function): return call(function, id, arguments, at: offset)
    case .type(let type): return instance(of: type, id, arguments, at: offset)
    case .partial(let function, let first): return call(function, merged(first, arguments), at: offset)
    case .scheduler(let index):
      if let rate = call(schedule: index, arguments, at: offset) { return rate }
      // `scheduler(step)` of what a call of it has given is no other one.
      return index < givenSchedulers ? call(given: index, arguments, at: offset) : .opaque
    case .instance:
      let method = attribute("__call__", of: .object(id), at: offset)
      if case .bound = method { return call(method, arguments, at: offset) }
      return result(of: arguments)
    default: return .opaque
    }
  }

  /// Those of a partial, with later keywords in the places of earlier ones.
  private func merged(_ first: [ScriptArgument], _ second: [ScriptArgument]) -> [ScriptArgument] {
    let given = Set(second.compactMap(\.keyword))
    let kept = first.filter { $0.keyword.map { !given.contains($0) } ?? true }
    return kept.filter { $0.keyword == nil } + second.filter { $0.keyword == nil }
      + kept.filter { $0.keyword != nil } + second.filter { $0.keyword != nil }
  }

  /// What a call of something unknown gives.
  func result(of arguments: [ScriptArgument]) -> ScriptValue {
    var open = OpenValue()
    open.isResult = true
    return .open(open)
  }

  /// A call of what the text does not define.
  private func call(
    open callee: OpenValue, _ arguments: [ScriptArgument], at offset: Int, written: PythonExpression?
  ) -> ScriptValue {
    if let only = callee.options.first, callee.options.count == 1, !callee.isResult {
      return call(only, arguments, at: offset, written: written)
    }
    var name = callee.name?.shown ?? ""
    if !imports.isEmpty, let origin = imports[name.firstPart] {
      name = origin + (name.hasDot ? "." + name.parts.dropFirst().joined(separator: ".") : "")
    }
    let last = name.lastPart
    if options.keepsSettings { noteSettings(of: name, arguments, at: offset) }
    if !loops.isEmpty, let takesOneStep = training(calledAs: last, arguments) {
      noteTraining(stepsOptimizer: takesOneStep)
    }
    if last == "step", !rateGroups.isEmpty, let name = callee.name, let owner = name.key.withoutLastPart,
      !arguments.contains(where: isOptimizer)
    {
      takeStep(ofOpen: OpenName(key: owner, shown: name.shown.withoutLastPart ?? owner), at: offset)
    }
    if ["tqdm", "trange", "track", "prange"].contains(last), let first = arguments.first?.value {
      return last == "trange" ? call(.library("builtins.range"), arguments, at: offset) : first
    }
    if last == "DataLoader" { return make(.loader) }
    if last == "compile" { noteCompiled(arguments, at: offset) }
    if last == "fit" || last == "fit_generator" { noteFitted(arguments) }
    if Self.givesBack.contains(last) || name == "amp.initialize" {
      return arguments.count == 1 ? arguments[0].value : .tuple(arguments.map(\.value))
    }
    if let optimizer = wrapped(name, arguments) ?? optimizer(madeBy: last, arguments, at: offset) {
      return optimizer
    }
    if let base = callee.name, let value = pure(last, of: base, callee, arguments, at: offset) {
      return value
    }
    let kind = kind(of: name)
    if kind.isScheduler || kind.isOptimizer || last == "partial", !isRule(name, arguments),
      let known = call(knownByName: last, name, arguments, at: offset, written: written, asked: callee.name)
    {
      return known
    }
    var open = OpenValue()
    open.isResult = true
    open.mayHoldRates = last.holds("group") && arguments.contains(where: isRate)
    // What the call is called matters only where it is asked for, or given.
    var own = OpenName(key: "\u{0}\(offset)", shown: "")
    let takesIndex = symbolDepth > 0 && arguments.contains { $0.value.openValue?.isOfIndex == true }
    if let callee = callee.name, imports.isEmpty || !callee.key.hasDot,
      takesIndex || takesSymbols(arguments) || isOwnRule(callee, arguments)
    {
      // No value can be given for what depends on the parameter, but a function can.
      own = callee
      open.isOfFunction = true
      if arguments.count == 1 { guesses.note(table: OpenValue(callee, at: offset)) }
    } else if !given.isEmpty {
      let shown =
        written.map { written in
          let start = text.beginning(ofWhatHasDotAt: written.offset)
          return start < written.offset
            ? text.expression(at: start)
            : text.callAlone(at: start) ?? text.excerpt(start, end(of: written))
        } ?? name + "()"
      own = OpenName(key: written.map(PythonSource.text) ?? shown, shown: shown)
      if let defined = definition(of: own, at: offset) { return defined }
    }
    let isAssignedScheduler = targetName.map(ScriptLibraries.holdsScheduler) == true
    if kind.looksLikeScheduler || isAssignedScheduler {
      noteUnknown(callee, arguments, at: offset, name: name)
    }
    if kind.mayNameRates { noteRateCall(name, arguments, at: offset) }
    if !name.isEmpty {
      lastCall = (name, offset)
    }
    // What is called is known as soon as these names are.
    if callee.name == nil, !callee.uses.isEmpty, !isAssignedScheduler,
      callee.options.contains(where: isDefined)
    {
      return .open(OpenValue(over: [callee] + arguments.compactMap(\.value.openValue)))
    }
    open.name = own
    open.isOfIndex = takesIndex
    open.uses = [OpenUse(name: own, offset: offset)]
    if callee.name == nil { open.uses = callee.uses }
    for argument in arguments where argument.keyword != "**" {
      if callee.name == nil || takesIndex && !holdsOptions(argument.value),
        let other = argument.value.openValue
      {
        open.add(other.uses)
      }
    }
    return .open(open)
  }

  /// Whether the text defines a function or class.
  func isDefined(_ callee: ScriptValue) -> Bool {
    guard let id = callee.objectID else { return false }
    switch objects[id] {
    case .function, .type: return true
    default: return false
    }
  }

  /// Whether what only has the name of a library's function is called with the index, so that it makes rates: `step_decay(epoch)`.
  private func isRule(_ path: String, _ arguments: [ScriptArgument]) -> Bool {
    guard !path.hasDot, path.first?.isLowercase == true, takesSymbols(arguments),
      let entry = Catalog.entry(matching: shape(of: arguments, path))
    else { return false }
    return !shape(of: arguments, path).fits(entry)
  }

  /// `self._get_lr_scale()` of a method that stands elsewhere, where a turn sets rates: what the object counts goes into it, so that no single
  /// value can be given for it.
  private func isOwnRule(_ name: OpenName, _ arguments: [ScriptArgument]) -> Bool {
    let last = name.key.lastPart.lowercased()
    return !rateGroups.isEmpty && arguments.isEmpty && name.key.hasPrefix("self.")
      && ["lr", "learning_rate", "_rate"].contains(where: last.holds)
  }

  /// What a function of the index gives that was given for such a method; nil for other callees.
  private func rule(givenAs callee: ScriptValue, _ call: PythonCall) -> ScriptValue? {
    guard !given.isEmpty, call.arguments.isEmpty, given[call.qualifiedName] != nil, !rateGroups.isEmpty,
      case .object(let id) = callee, case .function(let function) = objects[id],
      function.parameters.count(where: { $0.kind == .ordinary }) == 1, function.defaults.isEmpty
    else { return nil }
    let tree = counters.last?.tree ?? PythonExpression(offset: call.offset, node: .name("epoch"))
    symbolDepth += 1
    defer { symbolDepth -= 1 }
    let index = ScriptArgument(
      keyword: nil, value: .symbolic(tree, isClosed: false), offset: call.offset)
    return self.call(callee, [index], at: call.offset)
  }

  /// Whether an argument looks like a rate: `0.02`, `args.lr_init`.
  private func isRate(_ argument: ScriptArgument) -> Bool {
    if case .constant(.double) = argument.value { return true }
    let name = argument.keyword ?? argument.value.openValue?.name?.key.lastPart ?? ""
    return name.holds("lr") || name.holds("rate")
  }

  private func takesSymbols(_ arguments: [ScriptArgument]) -> Bool {
    symbolDepth > 0
      && arguments.contains { argument in
        if case .symbolic(_, false) = argument.value { true } else { false }
      }
  }

  /// Methods of `accelerate`, and their kin, that give what they are given.
  private static let givesBack: Set<String> = [
    "prepare", "prepare_scheduler", "prepare_optimizer", "prepare_model", "prepare_data_loader",
  ]

  private static let pureMethods: Set<String> = [
    "get", "lower", "upper", "strip", "item", "split", "replace", "startswith", "endswith", "tolist", "copy",
    "format",
  ]

  /// Methods of texts, numbers and dictionaries that the text does not define: what they give depends on the receiver.
  private func pure(
    _ method: String, of name: OpenName, _ callee: OpenValue, _ arguments: [ScriptArgument], at offset: Int
  ) -> ScriptValue? {
    guard Self.pureMethods.contains(method), let key = name.key.withoutLastPart,
      let shown = name.shown.withoutLastPart
    else { return nil }
    let base = OpenName(key: key, shown: shown)
    switch method {
    case "get":
      guard let key = arguments.first?.value, let index = concrete(key) else { return nil }
      let item = itemName(index, of: base)
      let names = [item] + (key.text.map { [OpenName(base.key + "." + $0)] } ?? [])
      return value(
        ofOpen: names, or: arguments.count > 1 ? arguments[1].value : .open(OpenValue(item, at: offset)),
        at: offset)
    case "lower", "upper", "strip", "item", "split", "replace", "startswith", "endswith", "tolist", "copy",
      "format":
      if let value = definition(of: base, at: offset) {
        return call(.method(value, method), arguments, at: offset)
      }
      if method == "split" {
        guesses.note(split: OpenValue(base, at: offset), by: arguments.first?.value.text ?? " ")
      }
      return .open(OpenValue(over: [OpenValue(base, at: offset)] + arguments.compactMap(\.value.openValue)))
    default: return nil
    }
  }

  /// The offset behind a call as it is written.
  func end(of expression: PythonExpression) -> Int {
    var (position, depth) = (expression.offset, 0)
    while position < text.source.count, position - expression.offset < 200 {
      let byte = text.source[position]
      position += 1
      if byte == UInt8(ascii: "(") || byte == UInt8(ascii: "[") { depth += 1 }
      if byte == UInt8(ascii: ")") || byte == UInt8(ascii: "]") {
        depth -= 1
        if depth <= 0, position >= text.source.count || !".([".utf8.contains(text.source[position]) { break }
      }
      if byte == UInt8(ascii: "\n"), depth == 0 { break }
    }
    return position
  }
}
