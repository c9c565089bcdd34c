/// Values from outside the text: those that were given for names, and those that options hold.
extension ScriptInterpreter {
  /// The value that was given for a name that the text leaves open.
  func definition(of name: OpenName, at offset: Int) -> ScriptValue? {
    if !hasOutside { return nil }
    if let value = given[name.key] { return value }
    if name.key.hasPrefix("self."), let value = given[String(name.key.dropFirst(5))] { return value }
    if let (prefix, value) = givenPrefix(of: name.key) {
      return follow(name.key.dropFirst(prefix.count), in: value, at: offset)
    }
    return optionValue(of: name, at: offset)
  }

  /// `args` may be given as a whole, where `args.lr` is asked for.
  private func givenPrefix(of key: String) -> (String, ScriptValue)? {
    if given.isEmpty { return nil }
    var prefix = key[...]
    while let cut = prefix.lastIndex(where: { $0 == "." || $0 == "[" }) {
      prefix = prefix[..<cut]
      if let value = given[String(prefix)] { return (String(prefix), value) }
    }
    return nil
  }

  private func follow(_ path: Substring, in value: ScriptValue, at offset: Int) -> ScriptValue? {
    guard let dictionary = dictionary(of: value) else { return nil }
    let name = path.drop { ".['\"".contains($0) }.prefix { !".[]'\"".contains($0) }
    guard let found = dictionary[String(name)] else { return nil }
    let rest = path.drop { ".['\"".contains($0) }.dropFirst(name.count).drop { "]'\"".contains($0) }
    return rest.isEmpty ? found : follow(rest, in: found, at: offset)
  }

  /// Reads the definitions. They are Python, or plain texts.
  func readDefinitions() {
    hasOutside =
      !options.definitions.isEmpty || options.epochs != nil || options.stepsPerEpoch != nil
      || options.lrs != nil
    for definition in options.definitions {
      let key = Self.canonical(definition.name)
      given[key] = value(ofDefinition: definition.value)
    }
    // Schedulers that are given are parts of what takes them.
    for index in schedulers.indices { schedulers[index].isMember = true }
    givenSchedulers = schedulers.count
  }

  static func canonical(_ name: String) -> String {
    guard var parser = try? PythonParser(name), let expression = try? parser.expression(),
      parser.token.kind == .end
    else { return name }
    return PythonSource.text(expression)
  }

  private func value(ofDefinition text: String) -> ScriptValue {
    let value = plainValue(ofDefinition: text)
    guard let own = value.text else { return value }
    // As programs hand on what a guess is: a text with a call or a dictionary in it.
    if own.contains("("), let schedule = try? Schedule(parsing: own) {
      return record(schedule.name, .schedule(schedule), [], at: 0)
    }
    return own.hasPrefix("{") ? plainValue(ofDefinition: own) : value
  }

  private func plainValue(ofDefinition text: String) -> ScriptValue {
    guard var parser = try? PythonParser(text), let expression = try? parser.expressionList(),
      parser.token.kind == .end
    else { return .string(text) }
    if case .name(let name) = expression.node, ScriptLibraries.path(of: name) == nil, !name.hasDot {
      switch name {
      case "true": return .bool(true)
      case "false": return .bool(false)
      case "null": return .null
      default: return .string(text)
      }
    }
    return evaluate(expression, in: 0)
  }

  // MARK: Options

  /// What an option holds: only where it was given, so that no default decides.
  private func optionValue(of name: OpenName, at offset: Int) -> ScriptValue? {
    if options.epochs == nil, options.stepsPerEpoch == nil, options.lrs == nil { return nil }
    if let value = optionValue(named: Self.lastWord(of: name.key)) {
      if value.ofSteps { takesStepsPerEpoch = true }
      assume(name, PythonSource.text(value.value), value.source, at: offset)
      return .constant(value.value)
    }
    return nil
  }

  /// The attribute or key that a name ends with, in small letters.
  private static func lastWord(of name: String) -> String {
    let bytes = name.utf8
    let isEnd = { (byte: UInt8) in
      byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "]")
    }
    var end = bytes.endIndex
    while end > bytes.startIndex, isEnd(bytes[bytes.index(before: end)]) { end = bytes.index(before: end) }
    var start = end
    while start > bytes.startIndex,
      bytes[bytes.index(before: start)].isWordStart || bytes[bytes.index(before: start)].isDigit
    {
      start = bytes.index(before: start)
    }
    return name[start..<end].lowercased()
  }

  /// - Returns: also which option that is, and whether the steps of an epoch went into it.
  private func optionValue(named name: String) -> (value: PythonValue, source: String, ofSteps: Bool)? {
    if Self.epochNames.contains(name), let epochs = options.epochs, !options.countsSteps {
      return (.int(epochs), "--epochs", false)
    }
    if Self.epochLengths.contains(name), let steps = options.stepsPerEpoch {
      return (.int(steps), "--steps-per-epoch", true)
    }
    if Self.totalNames.contains(name), let epochs = options.epochs {
      if options.countsSteps { return (.int(epochs), "--epochs", false) }
      if let steps = options.stepsPerEpoch {
        let (total, overflow) = epochs.multipliedReportingOverflow(by: steps)
        return overflow ? nil : (.int(total), "--epochs and --steps-per-epoch", true)
      }
    }
    // A time string of Composer's.
    if name == "max_duration", let epochs = options.epochs {
      return (.string("\(epochs)" + (options.countsSteps ? "ba" : "ep")), "--epochs", false)
    }
    if Self.rateNames.contains(name), let lr = options.lrs?.first { return (.double(lr), "--lr", false) }
    return nil
  }

  private static let epochNames: Set<String> = [
    "epochs", "num_epochs", "n_epochs", "max_epochs", "max_epoch", "nepochs", "nepoch", "total_epochs",
    "num_epoch",
    "num_train_epochs", "train_epochs", "n_epoch", "total_epoch", "epoch_num", "nb_epochs", "nb_epoch",
    "epoch_iter", "num_of_epochs", "training_epochs", "maxepoch",
  ]
  private static let firstEpochNames: Set<String> = [
    "last_epoch", "start_epoch", "begin_epoch", "first_epoch", "resume_epoch", "starting_epoch",
  ]
  private static let deviceNames: Set<String> = [
    "world_size", "num_gpus", "n_gpu", "n_gpus", "num_processes", "ngpus", "device_count",
  ]
  private static let epochLengths: Set<String> = [
    "steps_per_epoch", "iters_per_epoch", "batches_per_epoch", "num_batches", "iterations_per_epoch",
    "n_iter_per_epoch",
    "niter_per_ep", "num_steps_per_epoch", "iter_per_epoch",
  ]
  private static let totalNames: Set<String> = [
    "total_steps", "num_training_steps", "max_steps", "max_train_steps", "total_iters", "num_train_steps",
    "train_steps",
    "max_iter", "max_iters", "total_iterations", "t_total", "num_iterations", "estimated_stepping_batches",
    "num_total_steps", "total_training_steps", "training_steps",
  ]
  private static let rateNames: Set<String> = [
    "lr", "learning_rate", "base_lr", "init_lr", "initial_lr", "learningrate", "lr0",
  ]

  /// How long a run may well be.
  var expectedEpochs: Int { options.epochs ?? 100 }

  /// What a name may well be, if nobody said.
  func guess(for name: OpenName) -> ParameterValue? {
    let last = Self.lastWord(of: name.key)
    if openSteppers.contains(name.key) {
      return .schedule(CosineAnnealingLR(tMax: expectedEpochs).schedule)
    }
    if let value = optionValue(named: last) { return try? ParameterValue(value.value) }
    if Self.rateNames.contains(last) { return options.defaultLRs.first.map(ParameterValue.double) }
    if Self.epochNames.contains(last) { return .int(expectedEpochs) }
    if Self.firstEpochNames.contains(last) { return .int(0) }
    if Self.deviceNames.contains(last) { return .int(1) }
    if Self.totalNames.contains(last) || last == "iters" { return .int(expectedEpochs) }
    return guesses.guess(for: name, epochs: expectedEpochs)
  }

  private func assume(_ name: OpenName, _ value: String, _ source: String, at offset: Int) {
    let words = "\(name.shown)=\(value) from \(source)"
    if assumed.contains(words) || assumed.count > 50 { return }
    assumed.append(words)
    assumedUses.append(OpenUse(name: name, offset: offset))
  }

  // MARK: Lengths

  /// `len(value)`
  func length(of value: ScriptValue, _ expression: PythonExpression, at offset: Int) -> ScriptValue {
    if let dictionary = dictionary(of: value), !dictionary.isPartial { return .int(dictionary.count) }
    if case .object(let id) = value {
      switch objects[id] {
      case .array(let array): return .int(array.count)
      case .range(let start, let stop, let step):
        return .int(max(0, (stop - start + step - step.signum()) / step))
      case .instance:
        let method = attribute("__len__", of: value, at: offset)
        if case .bound = method { return call(method, [], at: offset) }
      case .lost(Self.turnReason):
        var open = OpenValue()
        open.reason = Self.turnReason
        return .open(open)
      default: break
      }
    }
    if let elements = elements(of: value) {
      // How many there are does not depend on what they are.
      guard elements.allSatisfy({ concrete($0) != nil }) else { return .int(elements.count) }
      return apply(
        function: "len", [ScriptArgument(keyword: nil, value: value, offset: offset)], at: offset,
        or: .int(elements.count))
    }
    if case .symbolic = value {
      return apply(function: "len", [ScriptArgument(keyword: nil, value: value, offset: offset)], at: offset)
    }
    // What has a length was asked for by its name, and the length was given.
    if case .constant(.int) = value, given[PythonSource.text(expression)] != nil { return value }
    if concrete(value) != nil {
      return apply(function: "len", [ScriptArgument(keyword: nil, value: value, offset: offset)], at: offset)
    }
    if let own = givenLength(of: PythonSource.text(expression)) { return own }
    if expression.countsBatches || isLoader(value) {
      loaderReads += 1
      if let stated = statedStepsPerEpoch { return .int(stated) }
      if let steps = options.stepsPerEpoch { return .int(steps) }
    }
    if let open = value.openValue, open.name == nil, !open.uses.isEmpty, !open.isPart,
      !expression.countsBatches
    {
      return .open(OpenValue(over: [open]))
    }
    if isLoader(value) || expression.countsBatches {
      openLoaders.insert("len(" + PythonSource.text(expression) + ")")
    }
    let shown = "len(" + text.excerpt(expression.offset, end(of: expression)) + ")"
    return self.open(
      OpenName(
        key: "len(" + PythonSource.text(expression) + ")",
        shown: shown.count > 80 ? "len(…)" : "len(" + text.expression(at: expression.offset) + ")"),
      at: offset)
  }

  /// What was given for the length of something by its name, which says more than an option that fits lengths of its kind.
  func givenLength(of name: String) -> ScriptValue? {
    if given.isEmpty { return nil }
    let own = name.hasPrefix("self.") ? String(name.dropFirst(5)) : name
    return given["len(\(name))"] ?? given["len(\(own))"]
  }

  private func apply(
    function name: String, _ arguments: [ScriptArgument], at offset: Int, or count: ScriptValue
  ) -> ScriptValue {
    let value = apply(function: name, arguments, at: offset)
    if case .open = value { return count }
    return value
  }

  /// What the text says, if it does not itself count batches to find it, as for `len(loader) // accumulation`.
  private var statedStepsPerEpoch: Int? {
    if stepsPerEpochCountsBatches { return nil }
    return variable("steps_per_epoch", in: callScopes.last ?? 0).flatMap(concrete)?.smallInteger
  }
}

extension PythonExpression {
  /// Whether it is a loader by its name, and not by that of what it loads: `loader.dataset`.
  var countsBatches: Bool {
    switch node {
    case .name(let name): PythonCall.isLoader(name.split(separator: ".").last ?? "")
    case .subscripted(let base, _): base.countsBatches
    case .call(let call): PythonCall.isLoader(call.name[...])
    default: false
    }
  }
}

extension PythonCall {
  static func isLoader(_ name: Substring) -> Bool {
    let name = name.lowercased()
    return name.holds("loader") || name.holds("batches") || name == "dl" || name.hasSuffix("_dl")
  }
}
