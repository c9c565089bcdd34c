/// Looking into trees and exchanging parts of them.
extension PythonExpression {
  /// Where its text begins; ``offset`` is that of the operator in the middle.
  var start: Int {
    switch node {
    case .binary(_, let left, _), .comparison(let left, _): left.start
    case .conditional(_, let then, _): then.start
    default: offset
    }
  }

  func mentions(_ name: String) -> Bool {
    if case .name(let own) = node { return own == name }
    return branches.contains { $0.mentions(name) }
  }

  /// Whether it is a name, or `float(name)`.
  func isCopy(of name: String) -> Bool {
    switch node {
    case .name(name): true
    case .call(let call):
      call.qualifiedName == "float" && call.arguments.first?.value.isCopy(of: name) == true
    case .conditional(_, let then, let otherwise): then.isCopy(of: name) && otherwise.isCopy(of: name)
    default: false
    }
  }

  /// `x` in a tree that is `name * x`; nil where it is nothing of the kind.
  func factor(of name: String) -> PythonExpression? {
    switch node {
    case .name, .call:
      return isCopy(of: name) ? PythonExpression(offset: offset, node: .literal(.int(1))) : nil
    case .binary(.multiply, let left, let right):
      if let factor = left.factor(of: name), !right.mentions(name) { return product(factor, right) }
      if let factor = right.factor(of: name), !left.mentions(name) { return product(left, factor) }
      return nil
    case .binary(.divide, let left, let right):
      guard let factor = left.factor(of: name), !right.mentions(name) else { return nil }
      return PythonExpression(.binary(.divide, factor, right), at: offset, over: factor, right)
    case .conditional(let condition, let then, let otherwise):
      guard !condition.mentions(name), let a = then.factor(of: name), let b = otherwise.factor(of: name)
      else { return nil }
      return PythonExpression(
        .conditional(condition: condition, then: a, otherwise: b), at: offset, over: [condition, a, b])
    default: return nil
    }
  }

  private func product(_ a: PythonExpression, _ b: PythonExpression) -> PythonExpression {
    if case .literal(.int(1)) = a.node { return b }
    if case .literal(.int(1)) = b.node { return a }
    return PythonExpression(.binary(.multiply, a, b), at: offset, over: a, b)
  }

  func replacing(_ name: String, with other: PythonExpression) -> PythonExpression {
    mapped { expression in
      if case .name(let own) = expression.node, own == name { return other }
      return nil
    }
  }

  /// The tree one turn earlier: with `epoch - 1` for `epoch`, and `epoch` for `epoch + 1`.
  func inTurnBefore(_ index: String) -> PythonExpression {
    let name = PythonExpression(offset: 0, node: .name(index))
    func moved(_ op: PythonOperator, by count: Int) -> PythonExpression {
      let step = PythonExpression(offset: 0, node: .literal(.int(count)))
      return PythonExpression(.binary(op, name, step), at: 0, over: name, step)
    }
    return mapped { expression in
      if case .binary(.add, let left, let right) = expression.node, left.node == name.node,
        case .literal(.int(let count)) = right.node, count > 0
      {
        return count == 1 ? name : moved(.add, by: count - 1)
      }
      return expression.node == name.node ? moved(.subtract, by: 1) : nil
    }
  }

  /// Without conditions whose ways are the same, as a script that is read has none either.
  var withoutIdleChoices: PythonExpression {
    guard hasIdleChoice else { return self }
    return mapped { expression in
      guard case .conditional(_, let then, let otherwise) = expression.node, then.node == otherwise.node
      else {
        return nil
      }
      return then.withoutIdleChoices
    }
  }

  private var hasIdleChoice: Bool {
    if case .conditional(_, let then, let otherwise) = node, then.node == otherwise.node { return true }
    return branches.contains(where: \.hasIdleChoice)
  }

  /// The tree with some parts exchanged.
  func mapped(_ change: (PythonExpression) -> PythonExpression?) -> PythonExpression {
    if let changed = change(self) { return changed }
    let children = branches
    if children.isEmpty { return self }
    func all(_ expressions: [PythonExpression]) -> [PythonExpression] {
      expressions.map { $0.mapped(change) }
    }
    func made(_ node: Node) -> PythonExpression {
      var copy = self
      copy.node = node
      return PythonExpression(node, at: offset, over: copy.branches)
    }
    switch node {
    case .list(let elements): return made(.list(all(elements)))
    case .tuple(let elements): return made(.tuple(all(elements)))
    case .call(var call):
      for index in call.arguments.indices {
        call.arguments[index].value = call.arguments[index].value.mapped(change)
      }
      return made(.call(call))
    case .unary(let op, let value): return made(.unary(op, value.mapped(change)))
    case .binary(let op, let a, let b): return made(.binary(op, a.mapped(change), b.mapped(change)))
    case .comparison(let first, let rest):
      return made(
        .comparison(first.mapped(change), rest.map { .init(op: $0.op, operand: $0.operand.mapped(change)) }))
    case .conditional(let condition, let then, let otherwise):
      return made(
        .conditional(
          condition: condition.mapped(change), then: then.mapped(change), otherwise: otherwise.mapped(change))
      )
    case .subscripted(let a, let b): return made(.subscripted(a.mapped(change), b.mapped(change)))
    case .comprehension(var comprehension):
      comprehension.element = comprehension.element.mapped(change)
      for index in comprehension.clauses.indices {
        comprehension.clauses[index].iterable = comprehension.clauses[index].iterable.mapped(change)
        comprehension.clauses[index].conditions = all(comprehension.clauses[index].conditions)
      }
      return made(.comprehension(comprehension))
    default: return self
    }
  }

  /// `start + step * index`
  static func counted(_ counter: ScriptCounter) -> PythonExpression {
    let index = PythonExpression(offset: 0, node: .name(counter.name))
    return shifted(index, counter)
  }

  static func index(
    _ name: String, op: PythonOperator, _ steps: Int, _ counter: ScriptCounter
  ) -> PythonExpression {
    let (index, count) = (
      PythonExpression(offset: 0, node: .name(name)), PythonExpression(offset: 0, node: .literal(.int(steps)))
    )
    return shifted(PythonExpression(.binary(op, index, count), at: 0, over: index, count), counter)
  }

  private static func shifted(_ index: PythonExpression, _ counter: ScriptCounter) -> PythonExpression {
    var result = index
    if counter.step != 1 {
      let step = PythonExpression(offset: 0, node: .literal(.int(counter.step)))
      result = PythonExpression(.binary(.multiply, step, result), at: 0, over: step, result)
    }
    if counter.start != 0 {
      let start = PythonExpression(offset: 0, node: .literal(.int(counter.start)))
      result = PythonExpression(.binary(.add, result, start), at: 0, over: result, start)
    }
    return result
  }
}
