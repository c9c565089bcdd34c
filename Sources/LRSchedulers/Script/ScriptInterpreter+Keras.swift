/// Keras, whose callbacks get the optimizer from the model.
extension ScriptInterpreter {
  /// `Adam(1e-3)`: Keras's optimizers are given no parameters of a model, and the rate comes first.
  func kerasOptimizer(_ name: String, _ arguments: [ScriptArgument], at offset: Int) -> ScriptValue {
    var rest = arguments
    let place =
      rest.firstIndex { $0.keyword == "learning_rate" || $0.keyword == "lr" }
      ?? rest.firstIndex { $0.keyword == nil }
    var rate = place.map { rest.remove(at: $0) }
    if rate == nil, !rest.contains(where: { $0.keyword == "**" }) {
      let standard = Self.kerasRate(of: name)
      rate = ScriptArgument(keyword: "lr", value: .constant(.double(standard)), offset: offset)
    }
    rate?.keyword = "lr"
    if let id = rate?.value.objectID, case .instance = objects[id] {
      rate?.value = kerasSchedule(of: id, at: offset)
    }
    // A rate that the graph computes of its step alone is a schedule.
    if case .symbolic(let tree, false)? = rate?.value, tree.mentions("step") {
      rate?.value = tensor(.symbolic(tree, isClosed: false), isOther: false, at: offset)
    }
    if let open = rate?.value.openValue, open.isOfIndex {
      rate?.value = tensor(.open(open), isOther: false, at: offset)
    }
    if case .object(let id)? = rate?.value, case .scheduler(let index) = objects[id],
      schedulers[index].isTensor
    {
      schedulers[index].isTrainedWith = true
      schedulers[index].isMember = schedulers[index].isOther
    }
    let value = optimizer(name, (rate.map { [$0] } ?? []) + rest, at: offset)
    if place == nil, let old = Self.oldRates[name.lowercased()], let id = value.objectID {
      kerasDefaultNotes[id] =
        "\(name)() of line \(line(of: offset)) has Keras's default of today; before 2.4 it was \(PythonNumber.repr(old))"
    }
    return value
  }

  private static func kerasRate(of name: String) -> Double { name.lowercased() == "sgd" ? 0.01 : 0.001 }

  /// What the rates of optimizers were in Keras before 2.4, which was not TensorFlow's.
  private static let oldRates = ["adadelta": 1.0, "adagrad": 0.01, "adamax": 0.002, "nadam": 0.002]

  /// `model.compile(optimizer=Adam(1e-3))`, `model.compile("adam")`
  func noteCompiled(_ arguments: [ScriptArgument], at offset: Int) {
    guard let given = arguments.first(where: { $0.keyword == "optimizer" }) ?? arguments.first else { return }
    if let name = given.value.text,
      ["sgd", "adam", "rmsprop", "adamw", "nadam", "adagrad"].contains(name.lowercased())
    {
      compiledOptimizer = optimizer(kerasOptimizer(name, [], at: offset))
    } else {
      compiledOptimizer = optimizer(given.value)
    }
    if let compiledOptimizer { compiledOptimizers.append(compiledOptimizer) }
  }

  /// `model.fit(x, callbacks=[ReduceLROnPlateau()])`: callbacks work on the optimizer that the model has then.
  func noteFitted(_ arguments: [ScriptArgument]) {
    guard let callbacks = arguments.first(where: { $0.keyword == "callbacks" }),
      let items = items(of: callbacks.value)
    else { return }
    fittedCallbacks.append(Set(items.compactMap(\.objectID)))
    readRules(of: items)
    for case .object(let id) in items {
      guard case .scheduler(let index) = objects[id], schedulers[index].optimizer == nil else { continue }
      schedulers[index].optimizer = compiledOptimizer
    }
  }

  /// Where a function gives the rate of each epoch to Keras, what another callback of the same list makes of it lasts until the next, and what
  /// is in no list makes nothing of it.
  func completeRules() {
    guard let rule = handSets.lastIndex(where: { $0.callback >= 0 }) else { return }
    for (id, object) in objects.enumerated() {
      guard case .scheduler(let index) = object, !schedulers[index].isMember,
        case .schedule(let schedule) = schedulers[index].outcome,
        schedule.entry.name.hasPrefix("keras.callbacks.")
      else { continue }
      let lists = fittedCallbacks.filter { $0.contains(id) }
      if lists.isEmpty, !fittedCallbacks.isEmpty { schedulers[index].isMember = true }
      guard lists.contains(where: { $0.contains(handSets[rule].callback) }) else { continue }
      schedulers[index].isMember = true
      handSets[rule].notes.append(
        "\(schedule.name) of line \(line(of: schedulers[index].offset)) is left out: what it sets lasts until the function is called for the next epoch"
      )
    }
  }

  /// Callbacks whose model is fitted elsewhere: it is the one that the text compiles.
  func completeCallbacks() {
    guard let last = compiledOptimizers.last else { return }
    let isSure = compiledOptimizers.allSatisfy { lrs(of: $0) == lrs(of: last) }
    for index in schedulers.indices where schedulers[index].optimizer == nil {
      guard case .schedule(let schedule) = schedulers[index].outcome, schedule.entry.library == .keras,
        schedule.entry.name.hasPrefix("keras.callbacks.")
      else { continue }
      if isSure {
        schedulers[index].optimizer = last
      } else {
        schedulers[index].notes.append(
          "models are compiled with several rates, and which one the callback works on is open: give --lr")
      }
      if let note = kerasDefaultNotes[last] { schedulers[index].notes.append(note) }
    }
  }

  /// A mode for Keras's plateau scheduler where a script leaves it out for a metric of which Keras 3 does not know what is better.
  func kerasArguments(
    _ arguments: [ScriptArgument], of entry: CatalogEntry, _ notes: inout [String], at offset: Int
  ) -> [ScriptArgument] {
    // Which metric it watches changes no rate.
    let arguments = arguments.map { argument in
      guard entry.name == "keras.callbacks.ReduceLROnPlateau", argument.keyword == "monitor",
        let open = argument.value.openValue
      else { return argument }
      return argument.holding(open.options.first { $0.text != nil } ?? .string("val_loss"))
    }
    guard entry.name == "keras.callbacks.ReduceLROnPlateau", text.lines.count > 1 || targetName != nil,
      arguments.first(where: { $0.keyword == "mode" }).map({ $0.value.text == "auto" }) ?? true,
      arguments.count(where: { $0.keyword == nil }) < 5,
      let given = arguments.first(where: { $0.keyword == "monitor" })
        ?? arguments.first(where: { $0.keyword == nil }),
      let metric = given.value.text, !["loss", "val_loss"].contains(metric)
    else { return arguments }
    let mode = metric.holds("acc") ? "max" : "min"
    notes.append("mode='\(mode)' is taken for '\(metric)', as Keras 2 does; Keras 3 wants it to be given")
    return arguments.filter { $0.keyword != "mode" }
      + [ScriptArgument(keyword: "mode", value: .string(mode), offset: offset)]
  }

  /// `ReduceLROnPlateau(verbose=1)` among callbacks of Keras, where its import is not in the text: PyTorch's takes an optimizer.
  func kerasPlateau(_ path: String, _ arguments: [ScriptArgument], at offset: Int) -> ScriptValue? {
    guard path == "ReduceLROnPlateau", makesKerasCallbacks,
      !arguments.contains(where: { isOptimizer($0) || $0.keyword == "optimizer" }),
      let entry = Catalog.entry(named: "keras.callbacks." + path), shape(of: arguments, path).fits(entry)
    else { return nil }
    return scheduler(entry, arguments, at: offset)
  }
}
