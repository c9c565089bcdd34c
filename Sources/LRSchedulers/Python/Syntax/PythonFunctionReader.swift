/// Reads `def name(parameters):` and what stands in it, as far as that is one expression: assignments are put in, and
/// branches of `if` that all end in `return` become `a if condition else b`.
struct PythonFunctionReader {
  private static let maximumDepth = 50

  private(set) var parser: PythonParser
  /// What names mean in the function.
  private(set) var bindings: PythonBindings
  private var size = 0
  private var depth = 0

  init(_ parser: PythonParser, in bindings: PythonBindings) {
    self.parser = parser
    self.bindings = bindings
    // What is assigned here changes no function outside.
    self.bindings.functions = []
  }

  /// Moves to the function's end.
  mutating func function() throws(SpecError) -> PythonFunctionDefinition {
    let (name, parameters) = try header()
    return try definition(name, parameters)
  }

  /// Moves behind the colon of the header.
  mutating func header() throws(SpecError) -> (name: String, parameters: [PythonFunctionDefinition.Parameter])
  {
    parser.advance()
    let name = try parser.dottedName()
    try parser.expect("(")
    var parameters: [PythonFunctionDefinition.Parameter] = []
    while !parser.accept(")") {
      parameters.append(try parameter())
      if parser.accept(")") { break }
      try parser.expect(",")
    }
    if parser.accept("-"), parser.accept(">") { _ = try parser.expression() }
    try parser.expect(":")
    return (name, parameters)
  }

  private mutating func definition(
    _ name: String, _ parameters: [PythonFunctionDefinition.Parameter]
  ) throws(SpecError) -> PythonFunctionDefinition {
    for parameter in parameters { bindings = bindings.hiding(parameter.name) }
    if case .string = parser.token.kind { parser.advance() }
    let value = try block()
    return PythonFunctionDefinition(name: name, parameters: parameters, value: value, size: size)
  }

  private mutating func parameter() throws(SpecError) -> PythonFunctionDefinition.Parameter {
    let name = try parser.dottedName()
    if parser.accept(":") { _ = try parser.expression() }
    guard parser.accept("=") else { return .init(name: name) }
    return .init(name: name, value: try bindings.resolved(try parser.expression(), &size))
  }

  /// Statements up to a `return` that is certain to come.
  private mutating func block() throws(SpecError) -> PythonExpression {
    while true {
      if parser.token.kind == .word("if") { return try branches() }
      let start = parser
      let statement = try parser.statement()
      if statement.isReturn { return try bindings.resolved(statement.value, &size) }
      if statement.targets.isEmpty { throw start.error("expected an assignment, if or return") }
      _ = try bindings.assign(statement)
    }
  }

  /// `if` or `elif`, and what comes if it does not hold: another branch, or the rest of the function.
  private mutating func branches() throws(SpecError) -> PythonExpression {
    let (offset, indentation) = (parser.token.offset, parser.indentation)
    parser.advance()
    let condition = try bindings.resolved(try parser.expression(), &size)
    try parser.expect(":")
    let then = try inside { (reader) throws(SpecError) in try reader.block() }
    let isInLine = parser.indentation == indentation
    let otherwise = try inside { (reader) throws(SpecError) in
      if isInLine, reader.parser.token.kind == .word("elif") { return try reader.branches() }
      if isInLine, reader.parser.accept(word: "else") { try reader.parser.expect(":") }
      return try reader.block()
    }
    return try parser.make(
      .conditional(condition: condition, then: then, otherwise: otherwise), at: offset,
      over: [condition, then, otherwise])
  }

  /// One level deeper; what is assigned there is known there only.
  private mutating func inside(
    _ body: (inout PythonFunctionReader) throws(SpecError) -> PythonExpression
  ) throws(SpecError) -> PythonExpression {
    guard depth < Self.maximumDepth else { throw parser.error("too many branches") }
    let outside = bindings.meanings
    depth += 1
    defer { (depth, bindings.meanings) = (depth - 1, outside) }
    return try body(&self)
  }
}
