/// A piece of Python source as a tree: the subset that schedules, optimizers and lambdas are written in.
package struct PythonExpression: Sendable, Equatable {
  /// Byte offset of its start (for a binary operation, of the operator) in the source.
  package var offset: Int
  package var node: Node
  /// Levels of the tree, bounded by the parser so that no walk of it can exhaust the stack.
  let height: Int

  package indirect enum Node: Sendable, Equatable {
    case literal(PythonValue)
    /// A dotted name, or what stands for an object that is not known here, such as `optimizers[0]`.
    case name(String)
    /// A list or a tuple.
    case list([PythonExpression])
    case dictionary([Item])
    case call(PythonCall)
    case unary(PythonOperator, PythonExpression)
    case binary(PythonOperator, PythonExpression, PythonExpression)
    /// `first op operand op operand …`
    case comparison(PythonExpression, [Comparison])
    case conditional(condition: PythonExpression, then: PythonExpression, otherwise: PythonExpression)
    case lambda(parameter: String, body: PythonExpression)
  }

  /// `key: value` in a dictionary.
  package struct Item: Sendable, Equatable {
    var key: PythonExpression
    var value: PythonExpression
  }

  package struct Comparison: Sendable, Equatable {
    var op: PythonOperator
    var operand: PythonExpression
  }
}

extension PythonExpression {
  /// Of a tree with these branches.
  static func height(over children: [PythonExpression]) -> Int { 1 + (children.map(\.height).max() ?? 0) }
}

/// A call such as `StepLR(optimizer, step_size=10)`, with its name's dotted prefix.
package struct PythonCall: Sendable, Equatable {
  package struct Argument: Sendable, Equatable {
    /// The keyword; nil for a positional argument.
    package var keyword: String?
    package var value: PythonExpression
    /// Byte offset of the keyword, or of the value.
    package var offset: Int
  }

  /// With its prefix, such as `torch.optim.SGD`.
  package var qualifiedName: String
  package var arguments: [Argument]
  package var offset: Int

  /// Without its prefix.
  package var name: String { qualifiedName.split(separator: ".").last.map(String.init) ?? "" }
}

package enum PythonOperator: String, Sendable, Equatable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case floorDivide = "//"
  case modulo = "%"
  case power = "**"
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case equal = "=="
  case notEqual = "!="
  case not = "not"
  case and = "and"
  case or = "or"
}
