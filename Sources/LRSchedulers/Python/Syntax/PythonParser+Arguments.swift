/// What stands in the brackets of calls and definitions, and comprehensions.
extension PythonParser {
  mutating func arguments() throws(SpecError) -> [PythonCall.Argument] {
    var arguments: [PythonCall.Argument] = []
    while !accept(")") {
      let argument = try argument()
      if argument.keyword == nil, let last = arguments.last?.keyword, last != "**" {
        guard case .starred = argument.value.node else {
          throw error("positional argument follows keyword argument", at: argument.offset)
        }
      }
      arguments.append(argument)
      if accept(")") { break }
      guard accept(",") else { throw error("expected ',' or ')', but got \(described)") }
    }
    return arguments
  }

  private mutating func argument() throws(SpecError) -> PythonCall.Argument {
    let offset = offset
    if accept(code: PythonSymbol.power) {
      return .init(keyword: "**", value: try expression(), offset: offset)
    }
    if token.kind == .word, peek().isSymbol(UInt8(ascii: "=")) {
      let keyword = text.text(advance())
      advance()
      return .init(keyword: keyword, value: try expression(), offset: offset)
    }
    let value = try element()
    guard isComprehension else { return .init(keyword: nil, value: value, offset: offset) }
    let generator = try clauses(.generator, value, nil, at: offset)
    return .init(keyword: nil, value: generator, offset: offset)
  }

  var isComprehension: Bool {
    token.isKeyword(.for) || (token.isKeyword(.async) && peek().isKeyword(.for))
  }

  mutating func comprehension(
    _ kind: PythonComprehension.Kind, _ element: PythonExpression, _ value: PythonExpression?, at offset: Int,
    until close: Unicode.Scalar
  ) throws(SpecError) -> PythonExpression {
    let result = try clauses(kind, element, value, at: offset)
    guard accept(close) else { throw error("expected '\(close)', but got \(described)") }
    return result
  }

  private mutating func clauses(
    _ kind: PythonComprehension.Kind, _ element: PythonExpression, _ value: PythonExpression?, at offset: Int
  ) throws(SpecError) -> PythonExpression {
    var result = PythonComprehension(kind: kind, element: element, value: value, clauses: [])
    var children = [element] + (value.map { [$0] } ?? [])
    while isComprehension {
      _ = accept(.async)
      advance()
      let target = try targets()
      guard accept(.in) else { throw error("expected 'in', but got \(described)") }
      let iterable = try disjunction()
      var clause = PythonComprehension.Clause(target: target, iterable: iterable, conditions: [])
      while accept(.if) { clause.conditions.append(try disjunction()) }
      children += [target, iterable] + clause.conditions
      result.clauses.append(clause)
    }
    return try checked(PythonExpression(.comprehension(result), at: offset, over: children))
  }

  /// What `for` gives values to: names, attributes, subscripts, and lists of them.
  mutating func targets() throws(SpecError) -> PythonExpression {
    let first = try target()
    guard isAt(",") else { return first }
    var all = [first]
    while accept(","), !token.isKeyword(.in), !isAt("=") { all.append(try target()) }
    return PythonExpression(.tuple(all), at: first.offset, over: all)
  }

  private mutating func target() throws(SpecError) -> PythonExpression {
    guard isAt("*") else { return try primary() }
    let offset = Int(advance().start)
    let value = try primary()
    return PythonExpression(.starred(value), at: offset, over: [value])
  }

  /// Parameters up to a closing symbol, which is not read.
  mutating func parameters(
    until close: Unicode.Scalar, hasAnnotations: Bool
  ) throws(SpecError) -> [PythonParameter] {
    var parameters: [PythonParameter] = []
    var kind = PythonParameter.Kind.ordinary
    while !isAt(close) {
      if accept("/") {
        // Before it stand parameters that have no keyword.
      } else if accept(code: PythonSymbol.power) {
        parameters.append(try parameter(.keywords, hasAnnotations))
      } else if accept("*") {
        if token.kind == .word { parameters.append(try parameter(.variadic, hasAnnotations)) }
        kind = .keywordOnly
      } else {
        parameters.append(try parameter(kind, hasAnnotations))
      }
      if isAt(close) { break }
      guard accept(",") else { throw error("expected ',' or '\(close)', but got \(described)") }
    }
    return parameters
  }

  private mutating func parameter(
    _ kind: PythonParameter.Kind, _ hasAnnotations: Bool
  ) throws(SpecError) -> PythonParameter {
    let offset = offset
    var parameter = PythonParameter(name: try identifier(), kind: kind, offset: offset)
    if hasAnnotations, accept(":") {
      let start = self.offset
      _ = try expression()
      parameter.annotation = text.excerpt(start, self.offset)
    }
    if accept("=") { parameter.value = try expression() }
    return parameter
  }
}
