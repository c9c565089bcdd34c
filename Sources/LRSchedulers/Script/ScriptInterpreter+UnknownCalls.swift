/// Calls of what is not known and may build a scheduler.
extension ScriptInterpreter {
  /// A call of something unknown that may build a scheduler.
  func noteUnknown(_ callee: OpenValue, _ arguments: [ScriptArgument], at offset: Int, name: String) {
    if ScriptLibraries.isOtherScheduler(name) || unknownCalls.count > 100 { return }
    // `scheduler(step)` of what another call has given: that one is asked for.
    if callee.isResult, unknownCalls.contains(where: { $0.offset != offset && $0.isAssigned }) { return }
    let last = name.calledPart
    if ScriptLibraries.isConstructor(last) || ScriptLibraries.isOtherQuantity(last.lowercased()) {
      if let targetName { idleSteppers.insert(targetName) }
      return
    }
    if let targetName, ScriptLibraries.isOtherQuantity(targetName.lowercased()) { return }
    let isAssigned = targetName.map(ScriptLibraries.holdsScheduler) ?? false
    guard ScriptLibraries.looksLikeScheduler(last) || isAssigned else { return }
    let wraps = arguments.contains { argument in
      if case .object(let id) = argument.value, case .scheduler = objects[id] { true } else { false }
    }
    unknownCalls.append(
      ScriptUnknown(
        name: name.isEmpty ? text.expression(at: offset) : name,
        callee: callee.name.flatMap { $0.shown.isEmpty ? nil : $0 }, offset: offset,
        isAssigned: isAssigned || ScriptLibraries.looksLikeScheduler(last), isSure: guards.isEmpty,
        wraps: wraps && !last.hasPrefix("Accelerated"),
        takesOptimizer: arguments.contains { isOptimizer($0) || ($0.keyword ?? "").hasPrefix("optim") },
        guess: className(fitting: arguments),
        open: callee.name == nil
          ? [callee] + arguments.filter { !isOptimizer($0) }.compactMap(\.value.openValue) : [],
        order: schedulers.count, isChoice: callee.options.contains(where: isDefined)))
  }
}

extension ScriptInterpreter {
  /// The class of a library whose parameters have the names of arguments; nil where they tell nothing.
  func className(fitting arguments: [ScriptArgument]) -> String? {
    if arguments.contains(where: { $0.keyword == "**" || $0.keyword == "*" }) { return nil }
    let positional = arguments.count { $0.keyword == nil }
    return Catalog.name(ofParameters: arguments.compactMap(\.keyword), others: max(0, positional - 1))
  }
}

/// What only has the name of a library's, or may have.
extension ScriptInterpreter {
  /// Whether a name is one of all that is imported from a module of the script's own, as its arguments are not those of the
  /// library's.
  func isElsewhere(_ entry: CatalogEntry, _ path: String, _ arguments: [ScriptArgument]) -> Bool {
    imports["*"] != nil && !path.hasDot && !shape(of: arguments, path).fits(entry)
  }

  /// Whether a class is PyTorch's under a name of its module that stands elsewhere: `O.lr_scheduler.StepLR`.
  func isTorch(_ entry: CatalogEntry, _ path: String) -> Bool {
    entry.library == .pytorch && path.withoutLastPart?.lastPart == "lr_scheduler"
      && !imports.keys.contains { path.firstPart == $0 || imports[$0]?.firstPart == path.firstPart }
  }

  /// Whether a class that only has the name of one of a library that few use is another one: its arguments are not those, or it comes
  /// from elsewhere and its name is that of another quantity, as those of the weights of losses.
  func isOwnClass(_ entry: CatalogEntry, _ path: String, _ arguments: [ScriptArgument]) -> Bool {
    guard text.lines.count > 1 || arguments.contains(where: isOptimizer),
      path.lastPart.first?.isUppercase == true,
      ![.pytorch, .transformers, .timm, .optax, .keras].contains(entry.library)
    else { return false }
    if !path.hasDot { return !shape(of: arguments, path).fits(entry) }
    let isOther = targetName.map { ScriptLibraries.isOtherQuantity($0.lowercased()) } ?? false
    return isOther && !ScriptLibraries.isKnown(path) && !arguments.contains(where: isOptimizer)
  }

  /// `LambdaLR(epochs, 0, decay_start)` of a helper: what PyTorch's class of the name is given there is a function, so it is no scheduler.
  private func takesNumberAsRule(_ path: String, _ arguments: [ScriptArgument]) -> Bool {
    guard let entry = Catalog.entry(matching: shape(of: arguments, path)), entry.library == .pytorch,
      entry.parameters.first?.kind == .lambdas, arguments.count > 1
    else { return false }
    return concrete(arguments[1].value)?.isNumber ?? false
  }

  /// Something of the name of a library's that is somebody's own, or the library's by another way. Which class is meant is asked; a
  /// function of that name seldom builds what the library's does.
  func foreign(
    _ path: String, _ arguments: [ScriptArgument], _ asked: OpenName?, at offset: Int,
    written: PythonExpression?
  ) -> ScriptValue {
    let last = path.lastPart
    if let written, takesNumberAsRule(path, arguments) {
      return open(OpenName(PythonSource.text(written)), at: offset)
    }
    if let asked, !asked.shown.isEmpty, last.first?.isUppercase == true {
      var missing = missing(scheduler: asked, at: offset)
      let isLike = Catalog.entry(matching: shape(of: arguments, last)).map {
        [.pytorch, .transformers, .timm].contains($0.library) && shape(of: arguments, last).fits($0)
      }
      if let guess = className(fitting: arguments) ?? (isLike == true ? last : nil) {
        missing.guess = .string(guess)
      }
      record(last, .missing([missing]), arguments, at: offset)
      return .opaque
    }
    if let asked, !asked.shown.isEmpty { return elsewhere(asked, last, arguments, at: offset) }
    let module = path.dropLast(last.count + 1)
    return elsewhere(
      "'\(last)' is imported from '\(module)' and not from its library: it may be another function", last,
      arguments, at: offset)
  }

  /// A function of the text's own modules that only has the name of a library's: what it builds is asked for, whatever it is called with.
  func elsewhere(
    _ asked: OpenName, _ name: String, _ arguments: [ScriptArgument], at offset: Int
  ) -> ScriptValue {
    record(name, .missing([missing(scheduler: asked, at: offset)]), arguments, at: offset)
    return .opaque
  }

  /// A function that only has the name of a library's: refused, whatever it is called with; a scheduler may be given for it.
  func elsewhere(
    _ message: String, _ name: String, _ arguments: [ScriptArgument], at offset: Int
  ) -> ScriptValue {
    record(
      name,
      .refused(error(message, at: offset, hint: "paste its definition too, or write what it builds")),
      arguments, at: offset)
    return .opaque
  }
}

/// Schedulers that the text does not define, given by their names: `--define WarmupLR=LinearLR`, or a whole call.
extension ScriptInterpreter {
  /// A call of what was given as the name of a scheduler of the catalog; nil where it is none.
  func call(given text: String, _ arguments: [ScriptArgument], at offset: Int) -> ScriptValue? {
    guard Catalog.entry(named: text.lastPart) != nil else { return nil }
    return call(knownByName: text.lastPart, text, arguments, at: offset, written: nil)
  }

  /// A call of what was given as a scheduler: the arguments are those of another class, and only the optimizer counts.
  func call(given scheduler: Int, _ arguments: [ScriptArgument], at offset: Int) -> ScriptValue {
    let optimizer = arguments.first { isOptimizer($0) || $0.keyword == "optimizer" }
    // `GradualWarmupScheduler(optimizer, after_scheduler=scheduler)`: the whole is what was given.
    for case .object(let id) in arguments.map(\.value) {
      if case .scheduler(let inner) = objects[id] { schedulers[inner].isMember = true }
    }
    return record(
      schedulers[scheduler].name, schedulers[scheduler].outcome, arguments, at: offset,
      optimizer: optimizer?.value)
  }

  /// What is asked for where a scheduler is not in the text.
  func missing(scheduler name: OpenName, at offset: Int) -> ScriptMissing {
    openSteppers.insert(name.key)
    return ScriptMissing(
      open: OpenValue(name, at: offset), usedFor: ScriptMissing.scheduler, guess: guess(for: name))
  }
}
