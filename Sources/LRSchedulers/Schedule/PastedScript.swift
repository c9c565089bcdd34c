/// Finds the schedule that a piece of Python builds: one call, or several statements as they stand in a training script.
///
/// The last scheduler counts. Names that are assigned to are put where they are used; imports, loops and what else
/// cannot build a schedule are passed over. Nothing is executed, and no condition decided.
struct PastedScript {
  private var parser: PythonParser
  private var bindings: PythonBindings
  private var schedule: PythonCall?
  /// The last call that might have been meant, if no scheduler comes.
  private var unknown: PythonCall?
  /// Why the first statement that is no call is none.
  private var failure: SpecError?

  static func schedule(in text: String) throws(SpecError) -> (call: PythonCall, source: [UInt8]) {
    var script = PastedScript(parser: try PythonParser(text))
    return (try script.read(), script.parser.source)
  }

  private init(parser: PythonParser) {
    self.parser = parser
    bindings = PythonBindings(source: parser.source)
  }

  private mutating func read() throws(SpecError) -> PythonCall {
    let nothing = parser.error("expected a call such as StepLR(step_size=10), but got nothing")
    var statements = 0
    while parser.token.kind != .end {
      statements += 1
      guard statements <= PythonParser.maximumStatements else {
        throw parser.error("more than \(PythonParser.maximumStatements) statements")
      }
      try readStatement()
    }
    if let call = schedule ?? unknown { return call }
    throw failure ?? nothing
  }

  private mutating func readStatement() throws(SpecError) {
    if parser.isAtPassedOverStatement { return _ = parser.skipStatement() }
    let start = parser
    do {
      let statement = try parser.statement()
      take(try bindings.assign(statement), of: statement)
    } catch {
      let obstacle = parser.position
      parser = start
      try passOver(obstacle, because: error)
    }
  }

  /// A line that cannot be read is of no concern, unless it builds a scheduler.
  private mutating func passOver(_ obstacle: Int, because error: SpecError) throws(SpecError) {
    let (assigned, called) = parser.skipStatement(to: obstacle)
    if called.contains(where: Self.looksLikeScheduler) { throw error }
    bindings.forget(assigned)
    failure = failure ?? error
  }

  private mutating func take(_ value: PythonExpression, of statement: PythonStatement) {
    switch value.node {
    case .call(let call): take(call, of: statement)
    case .name(let name):
      take(PythonCall(qualifiedName: name, arguments: [], offset: value.offset), of: statement)
    case .list(let elements) where statement.isReturn:
      for element in elements { take(element, of: statement) }
    case .dictionary(let items) where statement.isReturn:
      for item in items { take(item.value, of: statement) }
    default:
      let message = "expected a call such as StepLR(step_size=10)"
      failure = failure ?? parser.error(message, at: value.offset)
    }
  }

  private mutating func take(_ call: PythonCall, of statement: PythonStatement) {
    let isMeant = Self.looksLikeScheduler(call.name) || statement.targets.contains(where: Self.holdsScheduler)
    if isMeant || Catalogue.entry(calledBy: call) != nil {
      schedule = call
    } else {
      unknown = call
    }
  }

  /// Also one that is not known or misspelt, so that no other is taken in its place without a word.
  private static func looksLikeScheduler(_ name: String) -> Bool {
    name.hasSuffix("LR") || name.lowercased().contains("schedul") || Catalogue.entry(named: name) != nil
  }

  private static func holdsScheduler(_ name: String) -> Bool {
    name.hasSuffix("scheduler") || name.hasSuffix("sched")
  }
}
