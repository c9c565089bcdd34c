/// Classes of the text and their instances.
extension ScriptInterpreter {
  func define(_ definition: PythonTypeDefinition, in scope: Int) {
    let bases = definition.bases.filter { $0.keyword == nil }.map { evaluate($0.value, in: scope) }
    let decorators = definition.decorators.map { PythonSource.text($0) }
    var type = ScriptType(
      name: definition.name, bases: bases, attributes: ScriptDictionary(), fields: [],
      isDataclass: decorators.contains {
        $0.holds("dataclass") || $0.holds("attr.") || $0.holds("define")
      },
      offset: definition.offset)
    type.isDataclass = type.isDataclass || bases.contains(where: hasFields)
    let value = make(.type(type))
    guard case .object(let id) = value else { return }
    set(definition.name, to: value, in: scope)
    var body = ScriptScope()
    body.parent = scope
    body.kind = .type
    scopes.append(body)
    let own = scopes.count - 1
    typeScopes[own] = id
    typeDefinitions.append(id)
    _ = run(statements(of: definition.body), in: own)
    // In the order of the text, which is that of a dataclass's parameters.
    for (name, variable) in scopes[own].variables.sorted(by: { $0.key < $1.key }) {
      type.attributes.set(.string(name), variable.value, from: variable.origin)
    }
    type.fields = typeFields[id] ?? []
    if decorators.contains(where: { $0.holds("register") }) { type.attributes.isPartial = false }
    objects[id] = .type(type)
  }

  private func hasFields(_ base: ScriptValue) -> Bool {
    switch base {
    case .library(let path):
      let name = path.split(separator: ".").last ?? ""
      return ["NamedTuple", "BaseModel", "BaseSettings", "Struct"].contains(name)
        || path == "transformers.TrainingArguments"
    case .object(let id):
      if case .type(let type) = objects[id] { return type.isDataclass }
      return false
    case .open(let open):
      return ["NamedTuple", "BaseModel"].contains { open.name?.key.hasSuffix($0) == true }
    default: return false
    }
  }

  func instance(
    of type: ScriptType, _ id: Int, _ arguments: [ScriptArgument], at offset: Int
  ) -> ScriptValue {
    if isOptimizer(type) { return optimizer(type.name, arguments, at: offset) }
    if type.isEnumeration, let value = arguments.first?.value { return value }
    let value = make(.instance(ScriptInstance(type: id, attributes: ScriptDictionary())))
    guard case .object(let own) = value else { return value }
    lastInstances[id] = own
    let isScheduler = isScheduler(type) || isRuleScheduler(type)
    if type.isDataclass {
      setFields(of: type, own, arguments, at: offset)
    } else if case .bound(let function, _)? = member("__init__", of: type, id, receiver: own, at: offset),
      case .object(let initializer) = ScriptValue.object(function),
      case .function(let definition) = objects[initializer]
    {
      let receiver = ScriptArgument(keyword: nil, value: value, offset: offset)
      _ = call(definition, initializer, [receiver] + arguments, at: offset)
    } else if isScheduler {
      callSchedulerBase(own, arguments, at: offset)
    } else if isDictionaryType(type) {
      fill(own, arguments)
    }
    if isScheduler { noteOwnScheduler(own, type, arguments, at: offset) }
    return isKerasSchedule(type) ? kerasSchedule(of: own, at: offset) : value
  }

  private func isDictionaryType(_ type: ScriptType) -> Bool {
    type.bases.contains { if case .library(let path) = $0 { path.hasSuffix("dict") } else { false } }
  }

  private func fill(_ id: Int, _ arguments: [ScriptArgument]) {
    guard case .instance(var instance) = objects[id] else { return }
    for argument in arguments {
      if let keyword = argument.keyword {
        instance.attributes.set(.string(keyword), argument.value, from: argument.origin)
      }
      if argument.keyword == nil, let dictionary = dictionary(of: argument.value) {
        instance.attributes.merge(dictionary)
      }
    }
    replace(id, with: .instance(instance))
  }

  /// The fields of a dataclass, from arguments and defaults.
  private func setFields(of type: ScriptType, _ id: Int, _ arguments: [ScriptArgument], at offset: Int) {
    guard case .instance(var instance) = objects[id] else { return }
    let fields = allFields(of: type)
    var place = 0
    for argument in arguments {
      if let keyword = argument.keyword {
        instance.attributes.set(.string(keyword), argument.value, from: argument.origin)
      } else if place < fields.count {
        instance.attributes.set(.string(fields[place].name), argument.value, from: argument.origin)
        place += 1
      }
    }
    for field in fields where instance.attributes[field.name] == nil {
      guard let value = field.value else { continue }
      instance.attributes.set(.string(field.name), fieldDefault(value, at: offset), from: field.origin)
    }
    replace(id, with: .instance(instance))
    if case .bound(let function, _)? = member(
      "__post_init__", of: type, instance.type, receiver: id, at: offset),
      case .function(let definition) = objects[function]
    {
      _ = call(
        definition, function, [ScriptArgument(keyword: nil, value: .object(id), offset: offset)], at: offset)
    }
  }

  /// `field(default=…)`, `field(default_factory=…)`, or the value itself.
  private func fieldDefault(_ value: ScriptValue, at offset: Int) -> ScriptValue {
    guard case .object(let id) = value,
      case .partial(.library("dataclasses.field"), let arguments) = objects[id]
    else { return value }
    if let given = arguments.first(where: { $0.keyword == "default" }) { return given.value }
    if let factory = arguments.first(where: { $0.keyword == "default_factory" }) {
      return call(factory.value, [], at: offset)
    }
    return .opaque
  }

  private typealias Field = (name: String, value: ScriptValue?, origin: Int)

  private func allFields(of type: ScriptType, depth: Int = 0) -> [Field] {
    var fields: [Field] = []
    for base in type.bases where depth < 20 {
      guard case .object(let id) = base, case .type(let parent) = objects[id] else { continue }
      fields += allFields(of: parent, depth: depth + 1)
    }
    let own = Set(type.fields)
    fields.removeAll { own.contains($0.name) }
    var named: Set<String> = []
    for name in type.fields where named.insert(name).inserted {
      fields.append((name, type.attributes[name], type.attributes.origin(of: .string(name))))
    }
    spend(fields.count)
    return fields
  }

  /// `super()`: the methods of the class's bases, for the object of the present method.
  func superclass(in scope: Int) -> ScriptValue {
    // A lambda, or a function within a method, belongs to that.
    let methods = callStack.reversed().lazy.compactMap { call -> ScriptFunction? in
      guard case .function(let function) = self.objects[max(0, call.function)], function.type != nil else {
        return nil
      }
      return function
    }
    guard let function = methods.first, let type = function.type, let first = function.parameters.first,
      case .object(let receiver)? = variable(first.name, in: callScopes.last ?? 0)
    else { return .opaque }
    return make(
      .partial(
        function: .library("builtins.super"),
        arguments: [
          ScriptArgument(keyword: nil, value: .object(receiver), offset: 0),
          ScriptArgument(keyword: nil, value: .object(type), offset: 0),
        ]))
  }

  /// A method of the bases of a class, called through `super()`.
  func superMethod(_ name: String, receiver: Int, type: Int, _ arguments: [ScriptArgument], at offset: Int)
    -> ScriptValue
  {
    guard case .type(let own) = objects[type] else { return .opaque }
    for base in own.bases {
      if case .object(let id) = base, case .type(let parent) = objects[id],
        let method = member(name, of: parent, id, receiver: receiver, at: offset)
      {
        return call(method, arguments, at: offset)
      }
    }
    if let value = kerasSuper(name, of: own, receiver: receiver, arguments, at: offset) { return value }
    if case .instance(let instance) = objects[receiver], case .type(let whole) = objects[instance.type] {
      if name == "step", isScheduler(whole) {
        takeBaseStep(of: receiver, arguments, at: offset)
      } else if name != "__init__" {
        return .null
      } else if isScheduler(whole) || isRuleScheduler(whole) {
        callSchedulerBase(receiver, arguments, at: offset)
      } else if isDictionaryType(whole) {
        fill(receiver, arguments)
      }
    }
    return .null
  }

  // MARK: Lightning

  /// `self.save_hyperparameters()` puts the parameters of `__init__` into `self.hparams`.
  func saveHyperparameters(of id: Int, _ arguments: [ScriptArgument]) {
    guard case .instance(var instance) = objects[id], let scope = callScopes.last,
      let call = callStack.last, call.function >= 0, case .function(let function) = objects[call.function]
    else { return }
    var parameters = ScriptDictionary()
    parameters.hasAttributes = true
    if let old = instance.attributes["hparams"].flatMap(dictionary) { parameters.merge(old) }
    let names = arguments.compactMap { $0.keyword == nil ? $0.value.text : nil }
    for parameter in function.parameters.dropFirst() {
      guard let variable = scopes[scope].variables[parameter.name],
        names.isEmpty || names.contains(parameter.name)
      else { continue }
      let value = variable.value
      if parameter.kind == .keywords, let rest = dictionary(of: value) {
        parameters.merge(rest)
      } else {
        parameters.set(.string(parameter.name), value, from: variable.origin)
      }
    }
    for argument in arguments where argument.keyword == nil {
      if let given = dictionary(of: argument.value) { parameters.merge(given) }
      guard case .open(let open) = argument.value else { continue }
      if open.name == nil {
        parameters.isPartial = true
      } else {
        instance.attributes["hparams"] = argument.value
      }
    }
    if case .open? = instance.attributes["hparams"] {
    } else {
      instance.attributes["hparams"] = make(.dictionary(parameters))
    }
    replace(id, with: .instance(instance))
  }
}

extension ScriptType {
  /// Whether its attributes are its members.
  var isEnumeration: Bool {
    bases.contains { if case .library(let path) = $0 { path.hasSuffix("Enum") } else { false } }
  }
}
