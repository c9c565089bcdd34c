/// A Python lambda of one parameter over arithmetic, such as `lambda epoch: 0.95 ** epoch`.
///
/// It is a tree that is walked, not code that is run; numbers mean what they mean in Python.
public struct LambdaExpression: Sendable {
  let parameter: String
  let body: PythonExpression
  /// Canonical source: parsing it gives the same lambda.
  public let description: String

  /// Reads `lambda epoch: …`; a text that is none is refused with the place.
  public init(parsing text: String) throws(SpecError) {
    var parser = try PythonParser(text)
    let expression = try parser.expression()
    try parser.expectEnd()
    guard case .lambda(let parameter, let body) = expression.node else {
      throw parser.error("expected 'lambda epoch: …'", at: expression.offset)
    }
    try self.init(parameter: parameter, body: body, source: parser.source)
  }

  /// `lambda epoch: base ** epoch`
  static func power(of base: Double) -> LambdaExpression {
    let epoch = PythonExpression(offset: 0, node: .name("epoch"), height: 1)
    let node = PythonExpression.Node.binary(.power, constant(base).body, epoch)
    return LambdaExpression(body: PythonExpression(offset: 0, node: node, height: 2))
  }

  /// `lambda epoch: value`
  static func constant(_ value: Double) -> LambdaExpression {
    LambdaExpression(body: PythonExpression(offset: 0, node: .literal(.double(value)), height: 1))
  }

  private init(body: PythonExpression) {
    parameter = "epoch"
    self.body = body
    description = "lambda epoch: " + PythonSource.text(body)
  }

  init(parameter: String, body: PythonExpression, source: [UInt8]) throws(SpecError) {
    try PythonNames(parameter: parameter, source: source).check(body)
    self.parameter = parameter
    self.body = body
    description = "lambda \(parameter): " + PythonSource.text(body)
  }

  /// The value at an epoch, in Python's words when there is none (`division by zero`, `math domain error`).
  public func callAsFunction(_ epoch: Int) throws(SchedulerError) -> Double {
    try number(.int(epoch))
  }

  /// The value for any argument, with Python's type.
  package func value(_ argument: PythonValue) throws(SchedulerError) -> PythonValue {
    try PythonEvaluator(variable: (parameter, argument)).value(of: body)
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
