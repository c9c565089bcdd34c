/// `functools.reduce(lambda lr, epoch: …, range(epoch + 1), 0.1)`: what goes on from its last value.
extension PythonEvaluator {
  func reduced(_ fold: PythonFold) throws(SchedulerError) -> PythonValue {
    guard case .list(let items) = try value(of: fold.items) else {
      throw SchedulerError(.type, "only lists can be gone through here")
    }
    var rest = items[...]
    var total: PythonValue
    if let start = fold.start {
      total = try value(of: start)
    } else {
      guard let first = rest.popFirst() else {
        throw SchedulerError(.type, "reduce() of empty iterable with no initial value")
      }
      total = first
    }
    for item in rest { total = try next(fold, after: total, item) }
    return total
  }

  /// The value after one more item.
  func next(
    _ fold: PythonFold, after total: PythonValue, _ item: PythonValue
  ) throws(SchedulerError) -> PythonValue {
    try budget.spend(elements: 1)
    var inner = self
    inner.variables += [(fold.total, total), (fold.item, item)]
    return try inner.value(of: fold.body)
  }
}

/// The parts of a call of `functools.reduce` with a lambda.
struct PythonFold {
  static let name = "functools.reduce"

  var total: String
  var item: String
  var body: PythonExpression
  var items: PythonExpression
  var start: PythonExpression?

  /// nil where a call is nothing of the kind.
  init?(_ call: PythonCall) {
    guard call.qualifiedName == Self.name, (2...3).contains(call.arguments.count),
      call.arguments.allSatisfy({ $0.keyword == nil }),
      case .lambda(let parameters, let body) = call.arguments[0].value.node, parameters.count == 2,
      parameters.allSatisfy({ $0.kind == .ordinary && $0.value == nil })
    else { return nil }
    total = parameters[0].name
    item = parameters[1].name
    self.body = body
    items = call.arguments[1].value
    start = call.arguments.count > 2 ? call.arguments[2].value : nil
  }

  init(total: String, item: String, body: PythonExpression, items: PythonExpression, start: PythonExpression?) {
    (self.total, self.item, self.body, self.items, self.start) = (total, item, body, items, start)
  }

  /// As a piece of source.
  var expression: PythonExpression {
    let parameters = [total, item].map { PythonParameter(name: $0, offset: 0) }
    let function = PythonExpression(.lambda(parameters: parameters, body: body), at: 0, over: [body])
    let arguments = [function, items] + (start.map { [$0] } ?? [])
    let call = PythonCall(
      qualifiedName: Self.name,
      arguments: arguments.map { PythonCall.Argument(keyword: nil, value: $0, offset: 0) }, offset: 0)
    return PythonExpression(.call(call), at: 0, over: arguments)
  }
}
