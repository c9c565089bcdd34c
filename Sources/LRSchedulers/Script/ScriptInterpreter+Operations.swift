/// Operators on values that are known, that depend on a parameter, or that are open.
extension ScriptInterpreter {
  /// The size up to which what could be computed is kept as it is written, in the function of a schedule.
  static let maximumKept = 12
  /// The size of what a function of a schedule may come to.
  static let maximumTree = 1 << 14

  func unary(_ op: PythonOperator, _ operand: ScriptValue, at offset: Int) -> ScriptValue {
    if op == .not {
      switch truth(of: operand) {
      case .yes: return .bool(false)
      case .no: return .bool(true)
      case .undecided(.open(let open)): return .open(OpenValue(over: [open]))
      case .undecided(.symbolic(let tree)):
        return symbolic(.unary(.not, tree), at: offset, over: [tree], isClosed: false)
      }
    }
    if case .library = operand, let number = concrete(operand), symbolDepth == 0 {
      return unary(op, .constant(number), at: offset)
    }
    switch operand {
    case .constant(let value) where symbolDepth == 0 || value.isWritten:
      do { return .constant(try PythonArithmetic.apply(op, value)) } catch {
        return failure(error, at: offset)
      }
    case .constant, .symbolic, .library:
      guard let tree = tree(of: operand, at: offset) else { return .opaque }
      return symbolic(.unary(op, tree), at: offset, over: [tree], isClosed: isClosed([operand]))
    case .open(let open): return .open(OpenValue(over: [open]))
    case .failure: return operand
    case .object where array(operand) != nil:
      return unary(op, ofArray: operand, at: offset)
    default:
      return computed(from: [operand], at: offset) { self.unary(op, $0[0], at: offset) }
        ?? scheduleAsNumber(operand, .opaque, at: offset) ?? .opaque
    }
  }

  func apply(_ op: PythonOperator, _ left: ScriptValue, _ right: ScriptValue, at offset: Int) -> ScriptValue {
    if case .failure = left { return left }
    if case .failure = right { return right }
    if let value = computed(from: [left, right], at: offset, { self.apply(op, $0[0], $0[1], at: offset) }) {
      return value
    }
    if let refusal = scheduleAsNumber(left, right, at: offset) { return refusal }
    if let open = open(over: [left, right]) { return open }
    if case .constant(let a) = left, case .constant(let b) = right {
      if symbolDepth == 0 || !(a.isNumber && b.isNumber) {
        if op == .modulo, case .string = a { return .opaque }
        do { return .constant(try PythonArithmetic.apply(op, a, b)) } catch {
          return failure(error, at: offset)
        }
      }
    }
    if let array = arithmetic(op, left, right, at: offset) { return array }
    if let sequence = sequence(op, left, right) { return sequence }
    if let method = operatorMethod(op), case .object(let id) = left, case .instance = objects[id] {
      let function = attribute(method, of: left, at: offset)
      if case .open = function { return .opaque }
      return call(function, [ScriptArgument(keyword: nil, value: right, offset: offset)], at: offset)
    }
    guard let a = tree(of: left, at: offset), let b = tree(of: right, at: offset) else { return .opaque }
    return symbolic(.binary(op, a, b), at: offset, over: [a, b], isClosed: isClosed([left, right]))
  }

  /// What is computed with a schedule as with a number is another schedule, which nobody follows here; nil for other values.
  private func scheduleAsNumber(_ left: ScriptValue, _ right: ScriptValue, at offset: Int) -> ScriptValue? {
    for case .object(let id) in [left, right] {
      guard case .scheduler(let index) = objects[id] else { continue }
      let failure = ScriptFailure(
        message: "what is computed with the rates of \(schedulers[index].name) is not followed",
        offset: offset,
        hint: "write the whole as one schedule")
      schedulers[index].outcome = .refused(error(failure.message, at: offset, hint: failure.hint))
      return .failure(failure)
    }
    return nil
  }

  private func operatorMethod(_ op: PythonOperator) -> String? {
    switch op {
    case .add: "__add__"
    case .multiply: "__mul__"
    case .bitOr: "__or__"
    default: nil
    }
  }

  /// Lists and tuples put together or repeated; nil for other values.
  private func sequence(_ op: PythonOperator, _ left: ScriptValue, _ right: ScriptValue) -> ScriptValue? {
    switch op {
    case .add:
      guard let a = elements(of: left), let b = elements(of: right) else { return nil }
      if a.count + b.count > PythonSequence.maximumCount { return .opaque }
      spend(a.count + b.count)
      if case .tuple = left { return .tuple(a + b) }
      return make(.list(a + b))
    case .multiply:
      let (list, factor) = elements(of: left) != nil ? (left, right) : (right, left)
      guard let elements = elements(of: list), let times = concrete(factor)?.smallInteger else { return nil }
      let count = max(0, min(times, PythonSequence.maximumCount + 1))
      if elements.count * count > PythonSequence.maximumCount { return .opaque }
      spend(elements.count * count)
      let repeated = (0..<count).flatMap { _ in elements }
      if case .tuple = list { return .tuple(repeated) }
      return make(.list(repeated))
    case .bitOr:
      if let a = types(left), let b = types(right) { return .tuple(a + b) }
      guard let a = dictionary(of: left), let b = dictionary(of: right) else { return nil }
      var merged = a
      merged.merge(b)
      return make(.dictionary(merged))
    default: return nil
    }
  }

  /// The types of `int | float`, which `isinstance` takes as it takes several; nil for other values.
  private func types(_ value: ScriptValue) -> [ScriptValue]? {
    switch value {
    case .library(let path): ScriptLibraries.constant(path) == nil ? [value] : nil
    case .object(let id): if case .type = objects[id] { [value] } else { nil }
    case .tuple(let elements):
      elements.allSatisfy { types($0) != nil } && !elements.isEmpty ? elements : nil
    default: nil
    }
  }

  /// The elements of a list or tuple.
  func elements(of value: ScriptValue) -> [ScriptValue]? {
    switch value {
    case .tuple(let elements): return elements
    case .object(let id):
      switch objects[id] {
      case .list(let elements): return elements
      case .array(let array): return array.count <= Self.maximumItems ? self.elements(of: array) : nil
      default: return nil
      }
    default: return nil
    }
  }

  /// What depends on the open ones among values; nil if there are none.
  func open(over values: [ScriptValue]) -> ScriptValue? {
    let open = values.compactMap(\.openValue)
    if open.isEmpty { return nil }
    var result = OpenValue(over: open)
    result.isOfIndex =
      result.isOfIndex || values.contains { if case .symbolic(_, false) = $0 { true } else { false } }
    return .open(result)
  }

  func failure(_ error: SchedulerError, at offset: Int) -> ScriptValue {
    .failure(ScriptFailure(message: error.message, offset: offset))
  }

  // MARK: Truth

  enum Truth {
    case yes
    case no
    case undecided(ScriptCondition)
  }

  func truth(of value: ScriptValue) -> Truth {
    switch value {
    case .constant(let value): return value.isTrue ? .yes : .no
    case .symbolic(let tree, let isClosed):
      guard isClosed else { return .undecided(.symbolic(tree)) }
      guard let value = concrete(value) else { return .undecided(.open(OpenValue())) }
      return value.isTrue ? .yes : .no
    case .tuple(let elements): return elements.isEmpty ? .no : .yes
    case .object(let id): return truth(of: objects[id])
    case .library, .method, .bound: return .yes
    case .open(let open): return open.isUnset ? .no : .undecided(.open(open))
    case .failure(let failure):
      var open = OpenValue()
      open.reason = failure.message
      return .undecided(.open(open))
    }
  }

  private func truth(of object: ScriptObject) -> Truth {
    switch object {
    case .list(let elements): return elements.isEmpty ? .no : .yes
    case .dictionary(let dictionary):
      if dictionary.hasAttributes { return .yes }
      if dictionary.count == 0, dictionary.isPartial { return .undecided(.open(OpenValue())) }
      return dictionary.count == 0 ? .no : .yes
    case .lost: return .undecided(.open(OpenValue()))
    default: return .yes
    }
  }

  // MARK: Trees

  /// A value as a part of the function of a schedule; nil for what is no number, text or list of such.
  func tree(of value: ScriptValue, at offset: Int) -> PythonExpression? {
    guard canLook() else { return nil }
    switch value {
    case .constant(let value): return PythonExpression(offset: offset, node: .literal(value))
    case .symbolic(let tree, _): return tree
    case .library(let path):
      guard let name = ScriptLibraries.constant(path) else { return nil }
      return PythonExpression(offset: offset, node: .name(name))
    case .tuple, .object:
      guard let items = items(of: value), items.count <= 1000 else { return nil }
      var trees: [PythonExpression] = []
      for item in items {
        guard let tree = looking(nil, { tree(of: item, at: offset) }) else { return nil }
        trees.append(tree)
      }
      spend(trees.count)
      let result = PythonExpression(.list(trees), at: offset, over: trees)
      return result.height <= PythonParser.maximumHeight ? result : nil
    default: return nil
    }
  }

  func isClosed(_ values: [ScriptValue]) -> Bool {
    values.allSatisfy { value in
      switch value {
      case .symbolic(_, let isClosed): isClosed
      case .tuple, .object: looking(true) { elements(of: value).map(isClosed) ?? true }
      default: true
      }
    }
  }

  /// A tree that is kept, or computed where that shortens it.
  func symbolic(
    _ node: PythonExpression.Node, at offset: Int, over children: [PythonExpression], isClosed: Bool
  ) -> ScriptValue {
    let tree = PythonExpression(node, at: offset, over: children)
    if tree.size > Self.maximumTree || tree.height > PythonParser.maximumHeight {
      return .failure(
        ScriptFailure(message: "too large once the names' values are put in", offset: offset))
    }
    spend(tree.size > 64 ? tree.size / 8 : 1)
    guard isClosed, tree.size > Self.maximumKept || symbolDepth == 0 else {
      return .symbolic(tree, isClosed: isClosed)
    }
    do { return .constant(try PythonEvaluator().value(of: tree)) } catch { return failure(error, at: offset) }
  }

  /// The value of what depends on no parameter.
  func concrete(_ value: ScriptValue) -> PythonValue? {
    switch value {
    case .constant(let value): return value
    case .symbolic(let tree, true): return try? PythonEvaluator().value(of: tree)
    case .library(let path):
      return ScriptLibraries.constant(path).flatMap { PythonFunction.constants[$0] }.map(PythonValue.double)
    default: return nil
    }
  }
}

extension PythonValue {
  var isNumber: Bool {
    switch self {
    case .bool, .int, .big, .double: true
    default: false
    }
  }

  /// Whether it is a number whose sign a reader sees as part of it.
  var isWritten: Bool { isNumber }
}
