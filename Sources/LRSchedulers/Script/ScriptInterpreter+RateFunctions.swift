/// Functions that make the rate of an epoch or step and are all that is pasted: `def get_lr(it): …`, `def lr_lambda(step): …`.
extension ScriptInterpreter {
  /// Reads those that nobody calls, by their names.
  ///
  /// - Parameter first: the first of them among all functions.
  func readRateFunctions(from first: Int = 0) {
    if first >= definitions.count { return }
    let called = text.calledNames
    for id in definitions.dropFirst(first) where foundNothing {
      guard case .function(let function) = objects[id], makesRates(function), !called.holds(function)
      else { continue }
      if text.calls(["get_value", "set_value"], in: function), function.parameters.contains(where: isIndex) {
        readRule(.object(id), at: function.offset)
        continue
      }
      if makesRule(function) { read(function, id) }
      guard foundNothing, let rule = rule(of: function, id) else { continue }
      if Self.makesFactors(function.name) {
        noteFactor(rule, of: function)
      } else {
        noteRate(rule, of: function)
      }
    }
  }

  /// Whether a function makes rates, going by its name or by what it returns.
  private func makesRates(_ function: ScriptFunction) -> Bool {
    if Self.makesRates(function.name) { return true }
    guard case .suite(.lines(let range)) = function.body, function.type == nil,
      !ScriptLibraries.isOtherQuantity(function.name.lowercased())
    else { return false }
    return text.returnsRate(range)
  }

  /// Whether a function may give one that makes rates, going by its name and by a definition in its body.
  func makesRule(_ function: ScriptFunction) -> Bool {
    guard Self.makesRates(function.name), !function.parameters.contains(where: isIndex) else { return false }
    let name = function.name.lowercased()
    if ["get_", "make_", "build_", "create_"].contains(where: name.hasPrefix) { return true }
    guard case .suite(.lines(let range)) = function.body else { return false }
    return text.defines(range)
  }

  static func makesRates(_ name: String) -> Bool {
    let name = name.lowercased()
    if ScriptLibraries.isOtherQuantity(name) { return false }
    return ["lr", "learning_rate", "learningrate", "schedule", "warmup", "anneal", "noam"].contains(
      where: name.holds)
  }

  /// Whether what a function returns is multiplied with the base rate, going by its name.
  private static func makesFactors(_ name: String) -> Bool {
    let name = name.lowercased()
    return ["lambda", "factor", "mult", "scale", "ratio", "coef"].contains(where: name.holds)
  }

  /// A function of the index, with everything else that it takes open; nil where it takes no index, or gives no number.
  private func rule(of function: ScriptFunction, _ id: Int) -> Converted? {
    guard let index = function.parameters.firstIndex(where: isIndex),
      function.parameters.allSatisfy({ $0.kind == .ordinary || $0.kind == .keywordOnly })
    else { return nil }
    var arguments: [ScriptArgument] = []
    for (place, parameter) in function.parameters.enumerated() where place != index {
      let standard = function.defaults[parameter.name].flatMap { $0.isNull ? nil : $0 }
      // What stands before the index has to be given by its position.
      if place > index, standard != nil { continue }
      arguments.append(
        ScriptArgument(
          keyword: place < index ? nil : parameter.name,
          value: standard ?? value(of: parameter, at: place, in: function), offset: parameter.offset))
    }
    let rest = make(.partial(function: .object(id), arguments: arguments))
    switch lambdas(rest, at: function.offset) {
    case .value(.lambda(let lambda))?: return .value(.lambda(lambda))
    case .open(let open)? where !open.uses.isEmpty: return .open(open)
    default: return nil
    }
  }

  /// What a parameter is that nobody gives: an object of its class, or open.
  private func value(of parameter: PythonParameter, at place: Int, in function: ScriptFunction) -> ScriptValue
  {
    guard place == 0, let type = function.type, !function.isStatic else {
      return open(OpenName(parameter.name), at: parameter.offset)
    }
    if function.isClassMethod { return .object(type) }
    return assumedInstance(of: derivedTypes(of: type).first ?? type, at: function.offset, for: function)
  }

  /// What is said of a function that is defined beside others, and that none of them names.
  private func noteOfUselessness(_ function: ScriptFunction) -> [String] {
    guard definitions.count > 1, function.type == nil, text.count(ofWord: function.name) == 1 else {
      return []
    }
    return ["nothing in this text uses \(function.name)()"]
  }

  private func noteFactor(_ rule: Converted, of function: ScriptFunction) {
    let outcome: ScriptScheduler.Outcome
    switch rule {
    case .value(.lambda(let lambda)): outcome = .schedule(LambdaLR(.all(lambda)).schedule)
    case .open(let open): outcome = .missing([ScriptMissing(open: open, usedFor: "lr_lambda")])
    default: return
    }
    record(
      "LambdaLR", outcome, [], at: function.offset,
      notes: ["what \(function.name)() returns is taken for a factor of the base rate"]
        + noteOfUselessness(function))
  }

  private func noteRate(_ rule: Converted, of function: ScriptFunction) {
    var rates = ScriptRates(
      name: function.name, offset: function.offset,
      schedule: ConstantLR(factor: 1, totalIters: 0).schedule, lrs: [1], guards: [])
    switch rule {
    case .value(.lambda(let lambda)): rates.schedule = LambdaLR(.all(lambda)).schedule
    case .open(let open): rates.missing = [ScriptMissing(open: open, usedFor: "lr")]
    default: return
    }
    rates.notes = ["what it returns is taken for the rate"] + noteOfUselessness(function)
    handSets.append(rates)
  }
}
