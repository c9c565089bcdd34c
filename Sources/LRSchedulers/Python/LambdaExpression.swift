/// A Python lambda of one parameter over arithmetic, such as `lambda epoch: 0.95 ** epoch`.
///
/// It is a tree that is walked, not code that is run; numbers mean what they mean in Python.
public struct LambdaExpression: Sendable {
  let parameter: String
  let body: PythonExpression
  /// Where the lambda goes on from its last value, what keeps that.
  private let recurrence: LambdaRecurrence?
  /// The body where it is all numbers: a schedule of millions of steps is then no walk of trees.
  private let program: NumericProgram?
  /// Canonical source: parsing it gives the same lambda.
  public let description: String

  /// Reads `lambda epoch: …`; a text that is none is refused with the place.
  public init(parsing text: String) throws(SpecError) {
    var parser = try PythonParser(text)
    let expression = try parser.expression()
    try parser.expectEnd()
    guard case .lambda = expression.node else {
      throw parser.error("expected 'lambda epoch: …'", at: expression.offset)
    }
    try self.init(expression, source: parser.source)
  }

  /// `lambda epoch: base ** epoch`
  static func power(of base: Double) -> LambdaExpression {
    let epoch = PythonExpression(offset: 0, node: .name("epoch"))
    let base = constant(base).body
    return LambdaExpression(
      parameter: "epoch", body: PythonExpression(.binary(.power, base, epoch), at: 0, over: base, epoch))
  }

  /// `lambda epoch: rate * base ** epoch`
  static func power(of base: Double, times rate: Double) -> LambdaExpression {
    let (first, factor) = (constant(rate).body, power(of: base).body)
    return LambdaExpression(
      parameter: "epoch",
      body: PythonExpression(.binary(.multiply, first, factor), at: 0, over: first, factor))
  }

  /// `lambda epoch: value`
  static func constant(_ value: Double) -> LambdaExpression {
    LambdaExpression(
      parameter: "epoch", body: PythonExpression(offset: 0, node: .literal(.double(value))))
  }

  /// For a body whose names and calls all have a meaning.
  init(parameter: String, body: PythonExpression) {
    let body = body.withoutIdleChoices
    self.parameter = parameter
    self.body = body
    recurrence = LambdaRecurrence(body, parameter: parameter)
    program = NumericProgram(body, parameter: parameter)
    description = "lambda \(parameter): " + PythonSource.text(body)
  }

  /// For an expression that is a lambda.
  init(_ expression: PythonExpression, source: [UInt8]) throws(SpecError) {
    guard case .lambda(let parameters, let body) = expression.node, let first = parameters.first else {
      throw SpecError("expected the lambda's parameter", at: expression.offset, of: source)
    }
    if parameters.count > 1 {
      throw SpecError(
        "a lambda of a schedule takes one parameter", at: first.offset + first.name.utf8.count, of: source)
    }
    try PythonNames(parameters: [first.name], source: source).check(body)
    self.init(parameter: first.name, body: body)
  }

  /// The value at an epoch, in Python's words when there is none (`division by zero`, `math domain error`).
  public func callAsFunction(_ epoch: Int) throws(SchedulerError) -> Double {
    try number(.int(epoch))
  }

  /// The value for any argument, with Python's type.
  package func value(_ argument: PythonValue) throws(SchedulerError) -> PythonValue {
    if let program, case .int(let epoch) = argument, let value = program.value(at: epoch) { return value }
    if let recurrence, case .int(let epoch) = argument, let total = try recurrence.total(at: epoch) {
      guard case .subscripted(_, let index) = body.node, case .literal(let place) = index.node else {
        return total
      }
      return try PythonSequence.element(of: total, at: place)
    }
    return try PythonEvaluator(variables: [(parameter, argument)]).value(of: body)
  }

  func number(_ argument: PythonValue) throws(SchedulerError) -> Double {
    let value = try value(argument)
    if let number = try value.float() { return number }
    throw SchedulerError(.type, "the lambda must give a number, but gave \(PythonSource.text(value))")
  }
}

extension LambdaExpression: Equatable, CustomStringConvertible {
  public static func == (left: LambdaExpression, right: LambdaExpression) -> Bool {
    left.description == right.description
  }
}
