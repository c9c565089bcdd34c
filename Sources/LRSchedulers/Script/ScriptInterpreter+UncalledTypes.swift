/// Classes and lambdas of a text that nobody in it uses.
extension ScriptInterpreter {
  /// Lambdas and partials that others call with their optimizer: `scheduler = lambda optimizer: StepLR(optimizer, 10)`.
  func callFactories() {
    for id in objects.indices where !isStopped {
      switch objects[id] {
      case .function(let function):
        guard case .expression = function.body, !calledFunctions.contains(id),
          let first = function.parameters.first, isOptimizerParameter(first, of: function)
        else { continue }
      case .partial(.library(let path), _):
        guard ScriptLibraries.isKnown(path), Catalog.entry(named: path.lastPart) != nil else { continue }
      default: continue
      }
      let offset = if case .function(let function) = objects[id] { function.offset } else { 0 }
      targetName = objectNames[id]?.shown
      let optimizer = ScriptArgument(keyword: nil, value: assumedOptimizer(at: offset), offset: offset)
      _ = call(.object(id), [optimizer], at: offset)
      targetName = nil
    }
  }

  /// Builds the schedulers whose classes nobody uses. What a function of the text builds is built by reading that.
  func buildSchedulers(where isOfInterest: (ScriptType) -> Bool) {
    for id in typeDefinitions where lastInstances[id] == nil && !isStopped {
      guard case .type(let type) = objects[id], isOfInterest(type),
        isScheduler(type) || isKerasSchedule(type)
      else { continue }
      build(type, id)
    }
  }

  func readRulesOfTypes(where isOfInterest: (ScriptType) -> Bool) {
    for id in typeDefinitions where lastInstances[id] == nil && !isStopped {
      guard case .type(let type) = objects[id], isOfInterest(type) else { continue }
      readRule(ofType: id)
    }
  }

  /// A scheduler whose class nobody uses, with what its constructor wants.
  func build(_ type: ScriptType, _ id: Int) {
    var arguments: [ScriptArgument] = []
    if case .bound(let function, _)? = member("__init__", of: type, id, receiver: id, at: type.offset),
      case .function(let initializer) = objects[function]
    {
      for parameter in initializer.parameters.dropFirst() {
        guard parameter.kind == .ordinary || parameter.kind == .keywordOnly,
          initializer.defaults[parameter.name] == nil
        else { continue }
        let value =
          isOptimizerParameter(parameter, of: initializer)
          ? assumedOptimizer(at: parameter.offset) : open(OpenName(parameter.name), at: parameter.offset)
        arguments.append(ScriptArgument(keyword: parameter.name, value: value, offset: parameter.offset))
      }
    } else {
      arguments.append(
        ScriptArgument(keyword: nil, value: assumedOptimizer(at: type.offset), offset: type.offset))
    }
    _ = instance(of: type, id, arguments, at: type.offset)
  }

  /// The classes whose objects a method is called on, where nobody makes any: those derived from the method's that no other is derived
  /// from, in the text's order.
  func derivedTypes(of type: Int) -> [Int] {
    var (found, pending) = ([Int](), [type])
    for _ in 0..<100 {
      guard let next = pending.popLast() else { break }
      let derived = typeDefinitions.filter { id in
        guard id != next, case .type(let other) = objects[id] else { return false }
        return other.bases.contains { $0.objectID == next }
      }
      if derived.isEmpty { found.append(next) }
      pending += derived.reversed()
    }
    return found
  }

  /// An object of a class that nobody builds, with what its constructor sets.
  func assumedInstance(of type: Int, at offset: Int, for function: ScriptFunction) -> ScriptValue {
    guard case .type(let definition) = objects[type] else { return .opaque }
    let value = make(.instance(ScriptInstance(type: type, attributes: ScriptDictionary(), isAssumed: true)))
    guard case .object(let own) = value, function.name != "__init__",
      case .bound(let id, _)? = member("__init__", of: definition, type, receiver: own, at: offset),
      case .function(let initializer) = objects[id]
    else { return value }
    let receiver = ScriptArgument(keyword: nil, value: value, offset: offset)
    _ = call(initializer, id, [receiver] + openArguments(of: initializer), at: offset)
    return value
  }

  /// Calls the methods that set an object up beside its constructor, as those of pix2pix's models do with `initialize(…)`, before another
  /// one is read that takes what they set.
  func setUp(_ value: ScriptValue, for function: ScriptFunction) {
    guard case .object(let id) = value, case .instance(let instance) = objects[id], instance.isAssumed,
      case .type(let type) = objects[instance.type], !Self.setUpNames.contains(function.name)
    else { return }
    for name in Self.setUpNames {
      guard case .object(let method)? = type.attributes[name], case .function(let other) = objects[method],
        case .suite(.lines(let range)) = other.body, !text.mentionsScheduler(in: range)
      else { continue }
      let outer = opensIdleDefaults
      opensIdleDefaults = true
      let receiver = ScriptArgument(keyword: nil, value: value, offset: function.offset)
      _ = call(other, method, [receiver] + openArguments(of: other), at: function.offset)
      opensIdleDefaults = outer
    }
  }

  private static let setUpNames = ["initialize", "setup", "set_up", "build"]

  /// What a constructor wants that nobody calls.
  ///
  /// - Parameter optimizer: the optimizer that there is; nil for another one each time.
  func openArguments(of initializer: ScriptFunction, optimizer: ScriptValue? = nil) -> [ScriptArgument] {
    var arguments: [ScriptArgument] = []
    for parameter in initializer.parameters.dropFirst() {
      guard parameter.kind == .ordinary || parameter.kind == .keywordOnly,
        initializer.defaults[parameter.name].map(isLeftOpen) ?? true
      else { continue }
      let name = OpenName(parameter.name)
      assumedParameters.insert(name)
      let given =
        isOptimizerParameter(parameter, of: initializer)
        ? optimizer ?? assumedOptimizer(at: parameter.offset) : open(name, at: parameter.offset)
      arguments.append(ScriptArgument(keyword: parameter.name, value: given, offset: parameter.offset))
    }
    return arguments
  }

  /// `def train(config: TrainConfig)`: what reads the command line makes an object of the dataclass with its defaults; nil for other parameters.
  func settings(for parameter: PythonParameter, of function: ScriptFunction) -> ScriptValue? {
    guard !parameter.annotation.isEmpty, function.defaults[parameter.name] == nil,
      case .object(let id)? = variable(parameter.annotation, in: function.scope),
      case .type(let type) = objects[id], type.isDataclass, !type.fields.isEmpty,
      type.fields.contains(where: { type.attributes[$0] != nil })
    else { return nil }
    return instance(of: type, id, [], at: parameter.offset)
  }

  /// A method of a base class makes another schedule of each class that is derived from it.
  func readForEachType(_ function: ScriptFunction, _ id: Int) {
    let types = function.type.map(derivedTypes) ?? []
    guard types.count > 1 else { return read(function, id) }
    for type in types.prefix(Self.maximumTypes) where !isStopped {
      guard case .type(let definition) = objects[type],
        case .bound(id, _)? = member(function.name, of: definition, type, receiver: type, at: function.offset)
      else { continue }
      let count = handSets.count
      read(function, id, of: type)
      for index in handSets.indices.dropFirst(count) {
        handSets[index].name = definition.name
        handSets[index].offset = definition.offset
        handSets[index].isOneOfMany = true
      }
    }
  }

  /// Of more classes that are derived from one the methods are not read.
  private static let maximumTypes = 12
}
