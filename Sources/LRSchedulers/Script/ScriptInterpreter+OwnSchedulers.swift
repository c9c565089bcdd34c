/// Schedulers whose class the text defines: what their `get_lr` gives is read as a function of `last_epoch`.
extension ScriptInterpreter {
  func isScheduler(_ type: ScriptType, depth: Int = 0) -> Bool {
    guard depth < 20 else { return false }
    return type.bases.contains { base in
      switch base {
      case .library(let path): isSchedulerBase(path)
      case .open(let open): open.name.map { isSchedulerBase($0.key) } ?? false
      case .object(let id):
        if case .type(let parent) = objects[id] { isScheduler(parent, depth: depth + 1) } else { false }
      default: false
      }
    }
  }

  private func isSchedulerBase(_ path: String) -> Bool {
    let last = path.lastPart
    return ["LRScheduler", "_LRScheduler"].contains(last)
      || (Catalog.entry(named: last)?.library == .pytorch && ScriptLibraries.isKnown(path))
  }

  /// `super().__init__(optimizer, last_epoch)`
  func callSchedulerBase(_ id: Int, _ arguments: [ScriptArgument], at offset: Int) {
    guard case .instance(var instance) = objects[id] else { return }
    baseCalls[id] = offset
    baseArguments[id] = arguments
    let optimizer = arguments.first { $0.keyword == "optimizer" } ?? arguments.first { $0.keyword == nil }
    let last =
      arguments.first { $0.keyword == "last_epoch" } ?? arguments.dropFirst().first { $0.keyword == nil }
    if let optimizer { instance.attributes["optimizer"] = optimizer.value }
    instance.attributes["last_epoch"] = last?.value ?? .int(-1)
    let rates = lrs(of: optimizer.flatMap { self.optimizer($0.value) })
    for name in ["base_lrs", "base_values"] {
      instance.attributes[name] = make(.list(rates.map { .constant(.double($0)) }))
    }
    replace(id, with: .instance(instance))
    takeFirstStep(of: id, optimizer.flatMap { self.optimizer($0.value) }, rates, at: offset)
  }

  func noteOwnScheduler(
    _ id: Int, _ type: ScriptType, _ arguments: [ScriptArgument], at offset: Int
  ) {
    guard case .instance(let instance) = objects[id] else { return }
    let offset = baseCalls[id] ?? offset
    let optimizer = instance.attributes["optimizer"]
    // A class that only adds arguments to one of PyTorch's is that one.
    if ownMethod("get_lr", of: id, at: offset) == nil, ownMethod("step", of: id, at: offset) == nil,
      let entry = libraryBase(of: type)
    {
      _ = scheduler(entry, baseArguments[id] ?? arguments, at: offset)
      return
    }
    var outcome: ScriptScheduler.Outcome
    var rates: [Double]?
    do {
      var reading = OwnSchedulerReading(self, id, optimizer: optimizer, at: offset)
      (outcome, rates) = try reading.read(type)
    } catch { outcome = .refused(error) }
    record(type.name, outcome, arguments, at: offset, optimizer: optimizer)
    ownSchedulers[id] = schedulers.count - 1
    guard let last = schedulers.indices.last, schedulers[last].offset == offset else { return }
    schedulers[last].lrs = rates
    // timm's count updates unless they are told to count epochs.
    if case .no? = instance.attributes["t_in_epochs"].map(truth) { schedulers[last].interval = "step" }
  }

  /// The scheduler of PyTorch that a class is derived from.
  private func libraryBase(of type: ScriptType, depth: Int = 0) -> CatalogEntry? {
    for base in type.bases where depth < 20 {
      switch base {
      case .library(let path):
        if let entry = Catalog.entry(named: path.lastPart), entry.library == .pytorch { return entry }
      case .object(let id):
        if case .type(let parent) = objects[id], let entry = libraryBase(of: parent, depth: depth + 1) {
          return entry
        }
      default: continue
      }
    }
    return nil
  }

  /// A method of the text's own classes, for an object.
  func ownMethod(_ name: String, of id: Int, at offset: Int) -> (function: ScriptFunction, id: Int)? {
    guard case .instance(let instance) = objects[id], case .type(let type) = objects[instance.type],
      case .bound(let function, _)? = member(name, of: type, instance.type, receiver: id, at: offset),
      case .function(let definition) = objects[function]
    else { return nil }
    return (definition, function)
  }

  /// `super().step()`: the next epoch, or the one that is given, at the rates of `get_lr`.
  func takeBaseStep(of id: Int, _ arguments: [ScriptArgument], at offset: Int) {
    guard case .instance(var instance) = objects[id], let rule = ownMethod("get_lr", of: id, at: offset)
    else {
      return
    }
    let given = arguments.first.flatMap { $0.value.isNull ? nil : $0.value }
    let last = instance.attributes["last_epoch"] ?? .int(-1)
    instance.attributes["last_epoch"] = given ?? apply(.add, last, .int(1), at: offset)
    replace(id, with: .instance(instance))
    let rates = call(
      rule.function, rule.id, [ScriptArgument(keyword: nil, value: .object(id), offset: offset)], at: offset)
    guard let optimizer = optimizer(instance.attributes["optimizer"]), let values = items(of: rates),
      case .optimizer(let own) = objects[optimizer]
    else { return }
    for (group, rate) in zip((items(of: .object(own.groups)) ?? []).compactMap(\.objectID), values) {
      guard case .dictionary(var options) = objects[group] else { continue }
      options["lr"] = rate
      constructors[group] = nil
      if let last = assignedGroups.indices.last { assignedGroups[last].insert(group) }
      replace(group, with: .dictionary(options))
    }
  }

  /// PyTorch's constructor ends with a step, which a class of one's own may have made another one.
  private func takeFirstStep(of id: Int, _ optimizer: Int?, _ rates: [Double], at offset: Int) {
    guard let step = ownMethod("step", of: id, at: offset) else { return }
    if let optimizer, case .optimizer(let own) = objects[optimizer] {
      for (index, group) in (items(of: .object(own.groups)) ?? []).enumerated() {
        guard case .object(let group) = group, case .dictionary(var options) = objects[group] else {
          continue
        }
        let rate = ScriptValue.constant(.double(rates[min(index, rates.count - 1)]))
        options["initial_lr"] = options["initial_lr"] ?? rate
        if options["lr"].flatMap(concrete) == nil { options["lr"] = rate }
        replace(group, with: .dictionary(options))
      }
    }
    let outer = targetName
    targetName = nil
    _ = call(
      step.function, step.id, [ScriptArgument(keyword: nil, value: .object(id), offset: offset)], at: offset)
    targetName = outer
  }
}
