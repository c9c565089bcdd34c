/// Functions of modules that scripts are full of: containers, configurations, arrays.
extension ScriptInterpreter {
  /// Dictionaries and namespaces under their many names, and `functools`.
  func container(_ path: String, _ last: String, _ arguments: [ScriptArgument], at offset: Int)
    -> ScriptValue?
  {
    switch last {
    case "partial":
      guard let function = arguments.first else { return nil }
      return make(.partial(function: function.value, arguments: Array(arguments.dropFirst())))
    case "field" where path == "dataclasses.field":
      return make(.partial(function: .library(path), arguments: arguments))
    case "OrderedDict": return dictionary(arguments)
    case "defaultdict": return dictionary(Array(arguments.dropFirst()))
    case "SimpleNamespace", "Namespace", "EasyDict", "AttrDict", "ConfigDict", "CfgNode", "CN", "Munch",
      "DotMap", "edict",
      "Box", "DotDict", "dotdict", "Dict", "create":
      if last == "create", !path.hasSuffix("OmegaConf.create") { return nil }
      return namespace(dictionary(arguments))
    case "deepcopy", "copy": return arguments.first.map { copied($0.value) }
    case "ArgumentParser", "ConfigArgumentParser", "ArgParser", "OptionParser":
      return make(.parser(inherited(arguments)))
    case "HfArgumentParser":
      return make(.partial(function: .library("HfArgumentParser"), arguments: arguments))
    case "DataLoader": return make(.loader)
    case "chain" where path.hasPrefix("itertools"):
      let parts = arguments.compactMap { items(of: $0.value) }
      return parts.count == arguments.count ? make(.list(parts.flatMap { $0 })) : .opaque
    default: return nil
    }
  }

  /// A dictionary whose items are attributes too, and those of its dictionaries.
  func namespace(_ value: ScriptValue, depth: Int = 0) -> ScriptValue {
    guard depth < 20, case .object(let id) = value, case .dictionary(var dictionary) = objects[id] else {
      return value
    }
    for (key, member) in zip(dictionary.keys, dictionary.values) {
      dictionary.set(key, namespace(member, depth: depth + 1))
    }
    dictionary.hasAttributes = true
    return make(.dictionary(dictionary))
  }

  func copied(_ value: ScriptValue) -> ScriptValue {
    guard case .object(let id) = value else { return value }
    switch objects[id] {
    case .list, .array, .dictionary, .instance: return make(objects[id])
    default: return value
    }
  }

  // MARK: Arrays

  func numeric(_ path: String, _ arguments: [ScriptArgument], at offset: Int) -> ScriptValue? {
    guard let (_, name) = ScriptLibraries.mathematics(path) else { return nil }
    let values = arguments.filter { $0.keyword == nil }.map(\.value)
    let named = arguments.first { $0.keyword == "value" || $0.keyword == "x" || $0.keyword == "pred" }
    guard let first = values.first ?? named?.value else { return nil }
    if ScriptLibraries.isIdentity(path) {
      if case .open(let open) = first, name == "array" || name == "asarray" { guesses.note(container: open) }
      if elements(of: first) != nil, let array = array(of: first, at: offset) { return make(.array(array)) }
      return first
    }
    switch name {
    case "clip", "clamp":
      var bounds = Array(values.dropFirst())
      for keyword in ["min", "a_min", "max", "a_max"] {
        if let bound = arguments.first(where: { $0.keyword == keyword })?.value { bounds.append(bound) }
      }
      guard bounds.count == 2 else { return .opaque }
      let low = apply(function: "max", positional([first, bounds[0]], offset), at: offset)
      return apply(function: "min", positional([low, bounds[1]], offset), at: offset)
    case "where":
      guard values.count == 3 else { return .opaque }
      if let chosen = choice(values, at: offset) { return chosen }
      switch truth(of: first) {
      case .yes: return values[1]
      case .no: return values[2]
      case .undecided(let condition): return either(condition, values[1], values[2])
      }
    case "cond":
      let ways = arguments.filter { $0.keyword == "true_fn" } + arguments.filter { $0.keyword == "false_fn" }
      let both = ways.isEmpty ? values.dropFirst().map { $0 } : ways.map(\.value)
      guard both.count == 2 else { return .opaque }
      return chosen(by: first, both[0], both[1], at: offset)
    case "rsqrt": return apply(.power, first, .constant(.double(-0.5)), at: offset)
    case "less", "less_equal", "greater", "greater_equal", "equal", "not_equal":
      guard values.count == 2, let op = Self.comparisons[name] else { return .opaque }
      return compare(op, first, values[1], at: offset)
    case "argmax":
      if let place = firstThatHolds(first) { return place }
      return arrayFunction(named: name, values, arguments, at: offset)
    case "square": return apply(.multiply, first, first, at: offset)
    case "multiply", "add", "subtract", "divide", "true_divide", "truediv", "floor_divide", "floordiv",
      "scalar_mul":
      guard values.count == 2, let op = Self.operators[name] else { return .opaque }
      return apply(op, first, values[1], at: offset)
    default: return arrayFunction(named: name, values, arguments, at: offset)
    }
  }

  private static let comparisons: [String: PythonOperator] = [
    "less": .less, "less_equal": .lessOrEqual, "greater": .greater, "greater_equal": .greaterOrEqual,
    "equal": .equal, "not_equal": .notEqual,
  ]

  private static let operators: [String: PythonOperator] = [
    "multiply": .multiply, "add": .add, "subtract": .subtract, "divide": .divide, "true_divide": .divide,
    "truediv": .divide, "floor_divide": .floorDivide, "floordiv": .floorDivide,
    "scalar_mul": .multiply,
  ]

  /// `np.argmax(boundaries > epoch)`: the place of the first of several conditions that holds, and 0 where none does; nil for other values.
  private func firstThatHolds(_ conditions: ScriptValue) -> ScriptValue? {
    guard let items = elements(of: conditions), items.count <= 100, items.allSatisfy(isCondition) else {
      return nil
    }
    return items.enumerated().reversed().reduce(.int(0)) { place, item in
      switch truth(of: item.element) {
      case .yes: .int(item.offset)
      case .no: place
      case .undecided(let condition): either(condition, .int(item.offset), place)
      }
    }
  }

  private func isCondition(_ value: ScriptValue) -> Bool {
    switch value {
    case .constant(.bool): return true
    case .symbolic(let tree, _):
      guard case .comparison = tree.node else { return false }
      return true
    default: return false
    }
  }

  /// `tf.cond(holds, lambda: a, lambda: b)`
  private func chosen(
    by condition: ScriptValue, _ then: ScriptValue, _ otherwise: ScriptValue, at offset: Int
  ) -> ScriptValue {
    func value(_ way: ScriptValue) -> ScriptValue { call(way, [], at: offset) }
    switch truth(of: condition) {
    case .yes: return value(then)
    case .no: return value(otherwise)
    case .undecided(let condition):
      let both = [value(then), value(otherwise)]
      return computed(from: both, at: offset) { self.either(condition, $0[0], $0[1]) }
        ?? either(condition, both[0], both[1])
    }
  }

  private func positional(_ values: [ScriptValue], _ offset: Int) -> [ScriptArgument] {
    values.map { ScriptArgument(keyword: nil, value: $0, offset: offset) }
  }

  // MARK: Configurations

  func special(_ path: String, _ last: String, _ arguments: [ScriptArgument], at offset: Int) -> ScriptValue?
  {
    let values = arguments.filter { $0.keyword == nil }.map(\.value)
    if path.hasSuffix(".environ.get") || path == "os.getenv" {
      let standard = values.count > 1 ? values[1] : .opaque
      guard let key = values.first.flatMap(concrete) else { return standard }
      return value(ofOpen: [itemName(key, of: OpenName("os.environ"))], or: standard, at: offset)
    }
    if path == "sys.exit" || path == "os._exit" { return .library("builtins.exit") }
    if last.hasPrefix("DEFINE_"), values.count > 1, let name = values[0].text {
      flags[name] = values[1]
      return .opaque
    }
    switch last {
    case "cli", "parse", "wrap":
      let type = values.first ?? arguments.first { $0.keyword == "config_class" }?.value
      guard let type, case .object(let id) = type, case .type(let definition) = objects[id] else {
        return nil
      }
      return instance(of: definition, id, [], at: offset)
    case "Fire" where path.hasPrefix("fire"):
      guard let function = values.first, case .object(let id) = function,
        case .function(let definition) = objects[id]
      else { return nil }
      return call(definition, id, [], at: offset)
    case "init" where path == "wandb.init":
      if let config = arguments.first(where: { $0.keyword == "config" }) {
        wandbConfig = namespace(config.value)
      }
      return .opaque
    default: return nil
    }
  }
}
