/// Using the functions and lambdas of a script: what they give is put in the places of their calls.
extension PythonBindings {
  /// A function that is given to a scheduler: a lambda of its first parameter.
  func lambda(
    _ function: PythonFunctionDefinition, at offset: Int, _ size: inout Int
  ) throws(SpecError) -> PythonExpression {
    guard let first = function.parameters.first,
      function.parameters.dropFirst().allSatisfy({ $0.value != nil })
    else {
      throw SpecError(
        "a function of a schedule takes one parameter, but '\(function.name)' takes "
          + "\(function.parameters.count)", at: offset, of: source)
    }
    let body = try body(
      of: function, with: function.defaults.filter { $0.name != first.name }, argumentSize: function.size,
      &size)
    let height = PythonExpression.height(over: [body])
    return PythonExpression(offset: offset, node: .lambda(parameter: first.name, body: body), height: height)
  }

  /// What the function gives where nothing is said of its parameters.
  func valueWithDefaults(of function: PythonFunctionDefinition) throws(SpecError) -> PythonExpression {
    var size = 0
    return try body(of: function, with: function.defaults, argumentSize: function.size, &size)
  }

  /// What a call of one of the script's functions gives; nil for other calls.
  func applied(
    _ call: PythonCall, argumentSize: Int, _ size: inout Int
  ) throws(SpecError) -> PythonExpression? {
    guard let function = try function(calledBy: call) else { return nil }
    guard let arguments = function.arguments(of: call) else {
      throw SpecError("\(call.qualifiedName)() is defined with other parameters", at: call.offset, of: source)
    }
    return try body(of: function, with: arguments, argumentSize: argumentSize + function.size, &size)
  }

  private func function(calledBy call: PythonCall) throws(SpecError) -> PythonFunctionDefinition? {
    switch meanings[call.qualifiedName] {
    case .function(let function): return function
    case .value(let value, let size):
      guard case .lambda(let parameter, let body) = value.node else { return nil }
      return PythonFunctionDefinition(
        name: call.qualifiedName, parameters: [.init(name: parameter)], value: body, size: size)
    case .unreadable: throw unreadable(call.qualifiedName, at: call.offset)
    case nil: return nil
    }
  }

  /// The parameters are all that has a meaning in there, and none that could be called: the rest was put in when the
  /// function was read, and what calls itself ends.
  private func body(
    of function: PythonFunctionDefinition, with arguments: [PythonFunctionDefinition.Parameter],
    argumentSize: Int,
    _ size: inout Int
  ) throws(SpecError) -> PythonExpression {
    var inside = PythonBindings(source: source)
    for argument in arguments {
      guard let value = argument.value else { continue }
      if case .lambda = value.node { continue }
      inside.meanings[argument.name] = .value(value, size: argumentSize)
    }
    return try inside.replaced(function.value, &size)
  }
}

extension PythonFunctionDefinition {
  fileprivate var defaults: [Parameter] { parameters.filter { $0.value != nil } }

  /// A value for each parameter; nil where Python would refuse the call.
  fileprivate func arguments(of call: PythonCall) -> [Parameter]? {
    guard call.arguments.count <= parameters.count else { return nil }
    var given: [String: PythonExpression] = [:]
    for (index, argument) in call.arguments.enumerated() {
      let name = argument.keyword ?? parameters[index].name
      guard given[name] == nil, parameters.contains(where: { $0.name == name }) else { return nil }
      given[name] = argument.value
    }
    let arguments = parameters.map { Parameter(name: $0.name, value: given[$0.name] ?? $0.value) }
    return arguments.allSatisfy { $0.value != nil } ? arguments : nil
  }
}
