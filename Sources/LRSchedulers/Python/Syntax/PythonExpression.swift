/// A piece of Python source as a tree.
package struct PythonExpression: Sendable, Equatable {
  /// Byte offset of its start (for a binary operation, of the operator) in the source.
  package var offset: Int
  package var node: Node
  /// Levels of the tree, bounded by the parser so that no walk of it can exhaust the stack.
  let height: Int
  /// Nodes of the tree.
  let size: Int

  package indirect enum Node: Sendable, Equatable {
    case literal(PythonValue)
    /// A name, dotted where an attribute of a name is meant: `args.lr`.
    case name(String)
    case list([PythonExpression])
    case tuple([PythonExpression])
    case set([PythonExpression])
    case dictionary([Item])
    case call(PythonCall)
    /// An attribute of anything but a name: `make()[0].lr`.
    case attribute(PythonExpression, String)
    case subscripted(PythonExpression, PythonExpression)
    case slice([PythonExpression?])
    case unary(PythonOperator, PythonExpression)
    case binary(PythonOperator, PythonExpression, PythonExpression)
    /// `first op operand op operand …`
    case comparison(PythonExpression, [Comparison])
    case conditional(condition: PythonExpression, then: PythonExpression, otherwise: PythonExpression)
    case lambda(parameters: [PythonParameter], body: PythonExpression)
    case comprehension(PythonComprehension)
    /// `*values` among arguments or elements.
    case starred(PythonExpression)
    /// `name := value`
    case named(String, PythonExpression)
    /// The text of an f-string, braces and all.
    case format(String)
    /// What has no value here, such as `yield` or `...`.
    case opaque(String)
  }

  /// `key: value` in a dictionary; without a key, the items of another one.
  package struct Item: Sendable, Equatable {
    var key: PythonExpression?
    var value: PythonExpression
  }

  package struct Comparison: Sendable, Equatable {
    var op: PythonOperator
    var operand: PythonExpression
  }

  init(offset: Int, node: Node, height: Int = 1, size: Int = 1) {
    self.offset = offset
    self.node = node
    self.height = height
    self.size = size
  }

  init(_ node: Node, at offset: Int, over children: [PythonExpression]) {
    self.init(
      offset: offset, node: node, height: Self.height(over: children),
      size: children.reduce(1) { $0 + $1.size })
  }

  init(_ node: Node, at offset: Int, over a: PythonExpression, _ b: PythonExpression) {
    self.init(offset: offset, node: node, height: 1 + max(a.height, b.height), size: 1 + a.size + b.size)
  }
}

extension PythonExpression {
  /// Of a tree with these branches.
  static func height(over children: [PythonExpression]) -> Int {
    1 + children.reduce(0) { max($0, $1.height) }
  }

  /// The elements of a list or tuple.
  var elements: [PythonExpression]? {
    switch node {
    case .list(let elements), .tuple(let elements): elements
    default: nil
    }
  }
}

/// `[element for target in iterable if condition]` and its kin.
package struct PythonComprehension: Sendable, Equatable {
  package enum Kind: Sendable, Equatable { case list, set, dictionary, generator }

  package struct Clause: Sendable, Equatable {
    var target: PythonExpression
    var iterable: PythonExpression
    var conditions: [PythonExpression]
  }

  var kind: Kind
  var element: PythonExpression
  /// What belongs to the element as the key of a dictionary.
  var value: PythonExpression?
  var clauses: [Clause]
}

/// A parameter of a function.
package struct PythonParameter: Sendable, Equatable {
  package enum Kind: Sendable, Equatable { case ordinary, keywordOnly, variadic, keywords }

  var name: String
  var kind = Kind.ordinary
  var value: PythonExpression?
  /// What stands behind its colon, as written.
  var annotation = ""
  var offset: Int
}

/// A call such as `StepLR(optimizer, step_size=10)`, with its name's dotted prefix.
package struct PythonCall: Sendable, Equatable {
  package struct Argument: Sendable, Equatable {
    /// The keyword; nil for a positional argument, `**` where a dictionary is given.
    package var keyword: String?
    package var value: PythonExpression
    /// Byte offset of the keyword, or of the value.
    package var offset: Int
  }

  /// With its prefix, such as `torch.optim.SGD`; empty where something else than a name is called.
  package var qualifiedName: String
  /// What is called, where it is no name.
  package var callee: PythonExpression?
  package var arguments: [Argument]
  package var offset: Int

  package init(qualifiedName: String, callee: PythonExpression? = nil, arguments: [Argument], offset: Int) {
    self.qualifiedName = qualifiedName
    self.callee = callee
    self.arguments = arguments
    self.offset = offset
  }

  /// Without its prefix.
  package var name: String { qualifiedName.lastPart }
}

package enum PythonOperator: String, Sendable, Equatable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case floorDivide = "//"
  case modulo = "%"
  case power = "**"
  case matrixMultiply = "@"
  case bitAnd = "&"
  case bitOr = "|"
  case bitXor = "^"
  case shiftLeft = "<<"
  case shiftRight = ">>"
  case invert = "~"
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case equal = "=="
  case notEqual = "!="
  case `is` = "is"
  case isNot = "is not"
  case `in` = "in"
  case notIn = "not in"
  case not = "not"
  case and = "and"
  case or = "or"
}
