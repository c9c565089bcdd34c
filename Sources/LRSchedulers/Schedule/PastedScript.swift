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

  /// The indentation of the loop or condition that the present statement stands in; nil outside of all.
  private var undecided: Int?

  static func schedule(
    in text: String, stepsPerEpoch: Int?
  ) throws(SpecError) -> (call: PythonCall, source: [UInt8]) {
    var script = PastedScript(try PythonParser(text), stepsPerEpoch: stepsPerEpoch)
    return (try script.read(), script.parser.source)
  }

  private init(_ parser: PythonParser, stepsPerEpoch: Int?) {
    self.parser = parser
    bindings = PythonBindings(source: parser.source, stepsPerEpoch: stepsPerEpoch)
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
    if let call = schedule ?? unknown { return try bindings.countingBatches(in: call) }
    throw failure ?? nothing
  }

  private mutating func readStatement() throws(SpecError) {
    if parser.token.startsLine { noteBlock() }
    if let name = parser.definedName { return readFunction(name) }
    if parser.isAtPassedOverStatement { return bindings.forget(parser.skipHeader()) }
    let start = parser
    var names: [String] = []
    do {
      let statement = try parser.statement()
      names = statement.names
      try read(statement)
    } catch {
      let obstacle = parser.position
      parser = start
      try passOver(obstacle, givingValuesTo: names, because: error)
    }
  }

  private mutating func noteBlock() {
    if let indentation = undecided, parser.indentation <= indentation { undecided = nil }
    if undecided == nil, parser.isAtUndecidedBlock { undecided = parser.indentation }
  }

  private mutating func read(_ statement: PythonStatement) throws(SpecError) {
    if statement.isUpdate, undecided != nil { return bindings.forget(statement.names) }
    take(try bindings.assign(statement), of: statement)
  }

  /// What stands in a function that cannot be read whole is read as if it stood outside.
  private mutating func readFunction(_ name: String) {
    let read = bindings.define(name, at: parser)
    bindings.renewFunctions(using: [name])
    guard let (function, end) = read else { return skipDefinition() }
    parser = end
    let value = (try? bindings.valueWithDefaults(of: function)) ?? function.value
    take(value, of: PythonStatement(value: value, isReturn: true))
  }

  private mutating func skipDefinition() {
    var reader = PythonFunctionReader(parser, in: bindings)
    if (try? reader.header()) != nil { parser = reader.parser } else { _ = parser.skipHeader() }
  }

  /// A line that cannot be read is of no concern, unless it builds a scheduler.
  private mutating func passOver(
    _ obstacle: Int, givingValuesTo names: [String], because error: SpecError
  ) throws(SpecError) {
    let (assigned, called) = parser.skipStatement(to: obstacle)
    if called.contains(where: Self.looksLikeScheduler) || names.contains(where: Self.holdsScheduler) {
      throw error
    }
    bindings.forget(assigned)
    failure = failure ?? error
  }

  private mutating func take(_ value: PythonExpression, of statement: PythonStatement) {
    switch value.node {
    case .call(let call): take(call, of: statement)
    case .name(let name):
      take(PythonCall(qualifiedName: name, arguments: [], offset: value.offset), of: statement)
    case .list(let elements) where statement.isReturn || statement.isUnpacking:
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
    if isMeant || Catalog.entry(matching: call) != nil {
      schedule = call
    } else if (try? PythonFunction.named(call.qualifiedName)) == nil {
      unknown = call
    }
  }

  /// What several names take apart may be anything.
  private static func holdsScheduler(_ target: PythonTarget) -> Bool {
    if case .name(let name) = target { holdsScheduler(name) } else { false }
  }

  /// Also one that is not known or misspelt, so that no other is taken in its place without a word.
  private static func looksLikeScheduler(_ name: String) -> Bool {
    name.hasSuffix("LR") || name.lowercased().contains("schedul") || Catalog.entry(named: name) != nil
  }

  private static func holdsScheduler(_ name: String) -> Bool {
    name.hasSuffix("scheduler") || name.hasSuffix("sched")
  }
}
