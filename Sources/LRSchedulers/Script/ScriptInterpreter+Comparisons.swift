/// Comparisons of values that are known, that depend on a parameter, or that are open.
extension ScriptInterpreter {
  func compare(_ op: PythonOperator, _ left: ScriptValue, _ right: ScriptValue, at offset: Int) -> ScriptValue
  {
    if case .failure = left { return left }
    if case .failure = right { return right }
    if op == .in || op == .notIn { return membership(op, left, right, at: offset) }
    if [.is, .equal, .isNot, .notEqual].contains(op),
      (left.isNull && isUnset(right)) || (right.isNull && isUnset(left))
    {
      return .bool(op == .is || op == .equal)
    }
    if let open = open(over: [left, right]) {
      // A bound is no value that a name may well have: behind `warmup > 0` there is a warm-up.
      if [.is, .equal, .isNot, .notEqual].contains(op) { noteAlternative(left, right) }
      return open
    }
    if let each = comparison(op, left, right, at: offset) ?? elementwise(op, left, right, at: offset) {
      return each
    }
    if let a = concrete(left), let b = concrete(right) {
      do { return .bool(try PythonComparison.holds(op, a, b)) } catch { return failure(error, at: offset) }
    }
    switch op {
    case .is, .equal, .isNot, .notEqual:
      guard let same = equality(left, right) else { return .opaque }
      return .bool(same == (op == .is || op == .equal))
    default:
      guard let tree = comparisonTree(left, [(op, right)], at: offset) else { return .opaque }
      return tree
    }
  }

  /// The error of `epoch >= args`: a number is neither greater nor less than what is none; nil for other values.
  private func unordered(
    _ op: PythonOperator, _ left: ScriptValue, _ right: ScriptValue, at offset: Int
  ) -> ScriptValue? {
    guard [.less, .lessOrEqual, .greater, .greaterOrEqual].contains(op), let a = orderedType(left),
      let b = orderedType(right), (a == Self.number) != (b == Self.number)
    else {
      return nil
    }
    return .failure(
      ScriptFailure(
        message: "'\(op.rawValue)' not supported between instances of '\(a)' and '\(b)'", offset: offset))
  }

  private static let number = "int"

  /// What Python calls the type of a value that is a number or surely none; nil where nobody knows.
  private func orderedType(_ value: ScriptValue) -> String? {
    if let known = concrete(value) { return known.isNumber ? Self.number : known.pythonType }
    switch value {
    case .symbolic: return Self.number
    case .object(let id):
      switch objects[id] {
      case .dictionary(let items): return items.hasAttributes ? "Namespace" : "dict"
      case .function, .partial: return "function"
      case .type: return "type"
      case .optimizer(let optimizer): return optimizer.name.isEmpty ? "Optimizer" : optimizer.name
      default: return nil
      }
    default: return nil
    }
  }

  /// `epoch > np.asarray(milestones)`: of a number and a list only an array is greater, element by element.
  private func elementwise(
    _ op: PythonOperator, _ left: ScriptValue, _ right: ScriptValue, at offset: Int
  ) -> ScriptValue? {
    guard [.less, .lessOrEqual, .greater, .greaterOrEqual].contains(op) else { return nil }
    func isNumber(_ value: ScriptValue) -> Bool {
      if case .symbolic = value { return true }
      return concrete(value)?.isNumber ?? false
    }
    let each: [ScriptValue]
    if let items = elements(of: left), isNumber(right) {
      each = items.map { compare(op, $0, right, at: offset) }
    } else if let items = elements(of: right), isNumber(left) {
      each = items.map { compare(op, left, $0, at: offset) }
    } else {
      return nil
    }
    return each.first { if case .failure = $0 { true } else { false } } ?? make(.list(each))
  }

  /// What an open name is compared with is what it may well be.
  private func noteAlternative(_ left: ScriptValue, _ right: ScriptValue) {
    switch (left, right) {
    case (.open(let open), .constant(let value)), (.constant(let value), .open(let open)):
      guesses.note(open, comparedWith: value)
    case (.open(let open), .symbolic), (.symbolic, .open(let open)): guesses.note(element: open)
    default: break
    }
  }

  /// What an open name is looked for in is what it may well be.
  private func noteAlternatives(_ value: ScriptValue, in container: ScriptValue) {
    switch (value, container) {
    case (.open(let open), _):
      for element in (elements(of: container) ?? []).prefix(10) {
        if case .constant(let value) = element { guesses.note(open, comparedWith: value) }
      }
      if case .open(let list) = container { guesses.note(container: list, mayHaveKeys: true) }
    case (.symbolic, .open(let open)): guesses.note(container: open, mayHaveKeys: true)
    default: break
    }
  }

  private func isUnset(_ value: ScriptValue) -> Bool { value.openValue?.isUnset ?? false }

  /// Whether two values are equal; nil where that is not known.
  private func equality(_ left: ScriptValue, _ right: ScriptValue) -> Bool? {
    guard canLook() else { return nil }
    if left.isNull || right.isNull { return left.isNull && right.isNull }
    if let a = elements(of: left), let b = elements(of: right) {
      guard a.count == b.count else { return false }
      return looking(nil) {
        for (x, y) in zip(a, b) {
          guard let same = equality(x, y) else { return nil }
          if !same { return false }
        }
        return true
      }
    }
    if let a = concrete(left), let b = concrete(right) { return a == b }
    switch (left, right) {
    case (.symbolic, .symbolic): return isSame(left, right) ? true : nil
    case (.object(let a), .object(let b)): return a == b
    case (.library(let a), .library(let b)): return a == b
    case (.object(let id), .library), (.library, .object(let id)):
      if case .type = objects[id] { return false }
      return nil
    case (.object, .constant), (.constant, .object), (.tuple, .constant), (.constant, .tuple): return false
    default: return nil
    }
  }

  private func membership(
    _ op: PythonOperator, _ value: ScriptValue, _ container: ScriptValue, at offset: Int
  ) -> ScriptValue {
    if let dictionary = dictionary(of: container) {
      if let open = open(over: [value]) {
        noteAlternatives(value, in: make(.list(dictionary.keys)))
        return open
      }
      let isIn = dictionary.value(of: value) != nil
      if !isIn, !dictionary.isPartial, case .symbolic(_, false) = value {
        return membership(op, value, make(.list(dictionary.keys)), at: offset)
      }
      return !isIn && dictionary.isPartial ? .opaque : .bool(isIn == (op == .in))
    }
    if let text = value.text, let base = container.openValue?.name {
      // Who says what an item is says that it is there.
      let name = itemName(.string(text), of: base)
      guard let own = definition(of: name, at: offset) else { return .open(OpenValue(name, at: offset)) }
      return .bool(own.isNull == (op == .notIn))
    }
    if let item = item(named: value, in: container, at: offset) {
      return item.openValue == nil ? .bool(op == .in) : item
    }
    if let open = open(over: [value, container]) {
      noteAlternatives(value, in: container)
      return open
    }
    if let elements = elements(of: container) {
      var isSure = true
      for element in elements {
        guard let same = equality(value, element) else { isSure = false; continue }
        if same { return .bool(op == .in) }
      }
      if isSure { return .bool(op == .notIn) }
      return comparisonTree(value, [(op, container)], at: offset) ?? open(over: elements) ?? .opaque
    }
    guard let a = concrete(value), let b = concrete(container) else {
      if case .object(let id) = container, case .range = objects[id],
        let items = items(of: container)
      {
        return comparisonTree(value, [(op, make(.list(items)))], at: offset) ?? .opaque
      }
      return comparisonTree(value, [(op, container)], at: offset) ?? .opaque
    }
    do { return .bool(try PythonComparison.holds(op, a, b)) } catch { return failure(error, at: offset) }
  }

  /// `"gamma" in options` of options that are open, where the text takes that item of them: the item is what is asked for. nil for others.
  private func item(named key: ScriptValue, in container: ScriptValue, at offset: Int) -> ScriptValue? {
    guard let name = container.openValue?.name, !name.shown.isEmpty, case .constant(.string) = key,
      let index = concrete(key)
    else { return nil }
    let item = itemName(index, of: name)
    guard text.takesItem(item.key) else { return nil }
    return variable(item.key, in: callScopes.last ?? 0) ?? open(item, at: offset)
  }

  func comparisonTree(
    _ left: ScriptValue, _ links: [(PythonOperator, ScriptValue)], at offset: Int
  ) -> ScriptValue? {
    for (before, link) in zip([left] + links.map(\.1), links) {
      if let failure = unordered(link.0, before, link.1, at: offset) { return failure }
    }
    guard let first = tree(of: left, at: offset) else { return nil }
    var rest: [PythonExpression.Comparison] = []
    for (op, value) in links {
      guard let operand = tree(of: value, at: offset) else { return nil }
      rest.append(.init(op: op, operand: operand))
    }
    return symbolic(
      .comparison(first, rest), at: offset, over: [first] + rest.map(\.operand),
      isClosed: isClosed([left] + links.map(\.1)))
  }
}
