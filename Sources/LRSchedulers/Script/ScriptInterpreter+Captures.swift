/// What functions take from around them, and what the rates depend on that a script sets itself.
extension ScriptInterpreter {
  /// So many values are looked into for functions: lists that hold one list twice, and so on, are short to write and long to walk.
  private static let mostValues = 1_000

  /// Values of names that a schedule's functions capture.
  func captures(of value: ScriptValue, besides line: Int, into result: inout [PastedSchedule.Source]) {
    var rest = Self.mostValues
    captures(of: value, besides: line, within: &rest, into: &result)
  }

  private func captures(
    of value: ScriptValue, besides line: Int, within rest: inout Int,
    into result: inout [PastedSchedule.Source]
  ) {
    guard rest > 0 else { return }
    rest -= 1
    switch value {
    case .tuple(let elements):
      for element in elements { captures(of: element, besides: line, within: &rest, into: &result) }
    case .bound(let id, let receiver):
      guard case .function(let function) = objects[id], let first = function.parameters.first else { return }
      captures(
        of: function, in: scope(naming: first.name, receiver, within: function.scope), seeing: [first.name],
        besides: line, into: &result)
    case .object(let id):
      switch objects[id] {
      case .list(let elements):
        for element in elements.prefix(8) {
          captures(of: element, besides: line, within: &rest, into: &result)
        }
      case .partial(let function, let arguments):
        captures(of: function, besides: line, within: &rest, into: &result)
        for argument in arguments {
          guard let keyword = argument.keyword else { continue }
          add(keyword, argument.value, from: argument.origin, besides: line, to: &result)
        }
      case .function(let function):
        captures(of: function, in: function.scope, besides: line, into: &result)
      default: break
      }
    default: break
    }
  }

  /// A scope in which a method's `self` is known.
  private func scope(naming name: String, _ receiver: ScriptValue, within parent: Int) -> Int {
    var scope = ScriptScope()
    scope.parent = parent
    scope.kind = .function
    scope[name] = receiver
    scopes.append(scope)
    return scopes.count - 1
  }

  private func captures(
    of function: ScriptFunction, in scope: Int, seeing visible: Set<String> = [], besides line: Int,
    into result: inout [PastedSchedule.Source]
  ) {
    let own = Set(function.parameters.map(\.name)).subtracting(visible)
    for parameter in function.parameters {
      guard let value = parameter.value else { continue }
      collect(value, in: function.scope, besides: line, hidden: [], into: &result)
    }
    switch function.body {
    case .expression(let body): collect(body, in: scope, besides: line, hidden: own, into: &result)
    case .suite(let suite):
      let slice = ScriptSlice(of: statements(of: suite), aim: .returns) { self.statements(of: $0) }
      let hidden = own.union(slice.locals)
      for expression in slice.expressions {
        collect(expression, in: scope, besides: line, hidden: hidden, into: &result)
      }
    }
  }

  /// Values that the rates depend on which were set last: of names in the function that sets them, and in the loop around.
  ///
  /// - Parameter loop: the loop's body and its scope; nil where no loop calls the function.
  func sources(
    ofRatesAt offset: Int, loop: (body: [PythonStatement], scope: Int)?
  ) -> [PastedSchedule.Source] {
    var result: [PastedSchedule.Source] = []
    let line = line(of: offset)
    for (slice, scope) in rateSlices(loop) {
      for expression in slice.expressions {
        collect(expression, in: scope, besides: line, hidden: slice.counted, into: &result)
      }
    }
    return result
  }

  /// What the rates need that were set last, of the function that sets them and of the loop around, with the scopes.
  func rateSlices(
    _ loop: (body: [PythonStatement], scope: Int)?
  ) -> [(slice: ScriptSlice, scope: Int)] {
    var result: [(slice: ScriptSlice, scope: Int)] = []
    func take(_ body: [PythonStatement], in scope: Int) {
      let slice = ScriptSlice(of: body, aim: .rates, rateSetters: rateSetters) { self.statements(of: $0) }
      result.append((slice, scope))
    }
    if let rate = lastRate, scopes.indices.contains(rate.scope), rate.function >= 0,
      case .function(let function) = objects[rate.function], case .suite(let suite) = function.body
    {
      take(statements(of: suite), in: rate.scope)
    }
    if let loop { take(loop.body, in: loop.scope) }
    return result
  }
}
