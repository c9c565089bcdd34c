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
    // A rate that the graph computes of its step alone is a schedule.
    if case .symbolic(let tree, false)? = rate?.value, tree.mentions("step") {
      rate?.value = tensor(.symbolic(tree, isClosed: false), isOther: false, at: offset)
    }
    return optimizer(name, (rate.map { [$0] } ?? []) + rest, at: offset)
  }

  private static func kerasRate(of name: String) -> Double { name.lowercased() == "sgd" ? 0.01 : 0.001 }

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
  }

  /// `model.fit(x, callbacks=[ReduceLROnPlateau()])`: callbacks work on the optimizer that the model has then.
  func noteFitted(_ arguments: [ScriptArgument]) {
    guard let callbacks = arguments.first(where: { $0.keyword == "callbacks" }),
      let items = items(of: callbacks.value)
    else { return }
    readRules(of: items)
    for case .object(let id) in items {
      guard case .scheduler(let index) = objects[id], schedulers[index].optimizer == nil else { continue }
      schedulers[index].optimizer = compiledOptimizer
    }
  }

  /// A callback that is built where the model is compiled, and is fitted with elsewhere.
  func pairCallbacks() {
    guard let compiledOptimizer else { return }
    for index in schedulers.indices where schedulers[index].optimizer == nil {
      guard case .schedule(let schedule) = schedulers[index].outcome, schedule.entry.library == .keras,
        schedule.entry.name.lastPart == "ReduceLROnPlateau"
      else { continue }
      schedulers[index].optimizer = compiledOptimizer
    }
  }
}
