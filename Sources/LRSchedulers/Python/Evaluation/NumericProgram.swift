/// An expression of one int over numbers, made flat, so that a schedule of millions of steps is not a walk of trees each time.
///
/// It gives what ``PythonEvaluator`` gives, or nothing: where ints grow beyond `Int` or `2 ** 53` meets a float, where Python
/// raises, and where a function gives NaN or infinity, the evaluator has to say what happens.
struct NumericProgram: Sendable {
  /// What a step of it gives; none holds a reference, so that copies cost nothing.
  enum Number: Sendable, Equatable {
    case bool(Bool)
    case int(Int)
    case double(Double)
  }

  /// Operands are places in ``nodes``, before their operator's.
  enum Node: Sendable {
    case argument
    case constant(Number)
    case not(Int)
    case negated(Int)
    case arithmetic(PythonOperator, Int, Int)
    case compared(PythonOperator, Int, Int)
    case and(Int, Int)
    case or(Int, Int)
    case conditional(condition: Int, then: Int, otherwise: Int)
    case extreme(PythonOperator, Int, Int)
    case function(NumericFunction, Int)
  }

  private let nodes: [Node]

  /// nil for an expression that has more in it than numbers, or functions that are not among ``NumericFunction``.
  init?(_ body: PythonExpression, parameter: String) {
    var compiler = NumericCompiler(parameter: parameter)
    guard compiler.place(of: body) != nil else { return nil }
    nodes = compiler.nodes
  }

  /// The value for an argument; nil where the evaluator has to find it, or what is wrong with it.
  func value(at argument: Int) -> PythonValue? {
    let number = nodes.withUnsafeBufferPointer { nodes in
      NumericRun(nodes: nodes, argument: argument).value(nodes.count - 1)
    }
    return switch number {
    case .bool(let value): .bool(value)
    case .int(let value): .int(value)
    case .double(let value): .double(value)
    case nil: nil
    }
  }
}

/// Puts the nodes of a tree in a row.
struct NumericCompiler {
  /// Links of a comparison, or arguments of `min`, beyond which it stays a tree: each is a level more to evaluate.
  private static let longestChain = 3

  let parameter: String
  private(set) var nodes: [NumericProgram.Node] = []

  init(parameter: String) { self.parameter = parameter }

  /// Where the expression's node stands; nil if it has none.
  mutating func place(of expression: PythonExpression) -> Int? {
    guard let node = node(expression) else { return nil }
    nodes.append(node)
    return nodes.count - 1
  }

  private mutating func node(_ expression: PythonExpression) -> NumericProgram.Node? {
    switch expression.node {
    case .literal(.bool(let value)): return .constant(.bool(value))
    case .literal(.int(let value)): return .constant(.int(value))
    case .literal(.double(let value)): return .constant(.double(value))
    case .name(parameter): return .argument
    case .name(let name): return PythonFunction.constants[name].map { .constant(.double($0)) }
    case .unary(let op, let operand): return unary(op, operand)
    case .binary(let op, let left, let right): return binary(op, left, right)
    case .comparison(let first, let rest): return comparison(first, rest)
    case .conditional(let condition, let then, let otherwise):
      guard let condition = place(of: condition), let then = place(of: then),
        let otherwise = place(of: otherwise)
      else { return nil }
      return .conditional(condition: condition, then: then, otherwise: otherwise)
    case .call(let call): return self.call(call)
    default: return nil
    }
  }

  private mutating func unary(_ op: PythonOperator, _ operand: PythonExpression) -> NumericProgram.Node? {
    guard let operand = place(of: operand) else { return nil }
    return switch op {
    case .not: .not(operand)
    case .subtract: .negated(operand)
    default: nil
    }
  }

  private mutating func binary(
    _ op: PythonOperator, _ left: PythonExpression, _ right: PythonExpression
  ) -> NumericProgram.Node? {
    guard let left = place(of: left), let right = place(of: right) else { return nil }
    return switch op {
    case .and: .and(left, right)
    case .or: .or(left, right)
    case .add, .subtract, .multiply, .divide, .floorDivide, .modulo, .power: .arithmetic(op, left, right)
    default: nil
    }
  }

  /// `a < b < c` is `a < b and b < c`. What stands between is a name or a number: anything else would be evaluated twice, and
  /// a nest of such chains as often as it has branches.
  private mutating func comparison(
    _ first: PythonExpression, _ rest: [PythonExpression.Comparison]
  ) -> NumericProgram.Node? {
    guard rest.count <= Self.longestChain, var left = place(of: first) else { return nil }
    var whole: NumericProgram.Node?
    for (index, link) in rest.enumerated() {
      guard [.less, .lessOrEqual, .greater, .greaterOrEqual, .equal, .notEqual].contains(link.op),
        index == rest.count - 1 || link.operand.size == 1, let right = place(of: link.operand)
      else { return nil }
      let compared = NumericProgram.Node.compared(link.op, left, right)
      if let before = whole {
        nodes += [before, compared]
        whole = .and(nodes.count - 2, nodes.count - 1)
      } else {
        whole = compared
      }
      left = right
    }
    return whole
  }

  private mutating func call(_ call: PythonCall) -> NumericProgram.Node? {
    guard call.arguments.count <= Self.longestChain else { return nil }
    var arguments: [Int] = []
    for argument in call.arguments {
      guard argument.keyword == nil, let place = place(of: argument.value) else { return nil }
      arguments.append(place)
    }
    switch (call.qualifiedName, arguments.count) {
    case ("min", 2...): return extreme(.less, arguments)
    case ("max", 2...): return extreme(.greater, arguments)
    case ("pow", 2): return .arithmetic(.power, arguments[0], arguments[1])
    case (let name, 1): return NumericFunction(rawValue: name).map { .function($0, arguments[0]) }
    default: return nil
    }
  }

  private mutating func extreme(_ op: PythonOperator, _ arguments: [Int]) -> NumericProgram.Node? {
    var best = arguments[0]
    for argument in arguments[1...].dropLast() {
      nodes.append(.extreme(op, best, argument))
      best = nodes.count - 1
    }
    return .extreme(op, best, arguments[arguments.count - 1])
  }
}
