/// What the statements of a function or loop need to come to what they return or set: found backwards from there, so that
/// what a script only logs or trains with is left out.
struct ScriptSlice {
  /// What counts as a result.
  enum Aim { case returns, rates }

  fileprivate struct Item {
    var targets: [String]
    var values: [PythonExpression]
    /// What decides whether it is reached.
    var conditions: [PythonExpression]
    var isAim: Bool
  }

  private let aim: Aim
  /// Functions that set rates, whose arguments count.
  private let rateSetters: Set<String>
  private let statements: (PythonSuite) -> [PythonStatement]
  private var items: [Item] = []
  private static let maximumDepth = 20

  init(
    of body: [PythonStatement], aim: Aim, rateSetters: Set<String> = [],
    statements: @escaping (PythonSuite) -> [PythonStatement]
  ) {
    self.aim = aim
    self.rateSetters = rateSetters
    self.statements = statements
    walk(body, under: [], depth: 0)
  }

  /// The names that are given values in it.
  var locals: Set<String> { Set(items.flatMap(\.targets)) }
  /// Those among them that loops count, so that none of their values is the one that counts.
  private(set) var counted: Set<String> = []

  /// The expressions that count, in the order of the text.
  var expressions: [PythonExpression] {
    var needed: Set<String> = []
    var isTaken = items.map(\.isAim)
    for item in items where item.isAim { needed.formUnion(item.names) }
    var isChanged = true
    while isChanged {
      isChanged = false
      for (index, item) in items.enumerated().reversed()
      where !isTaken[index] && item.targets.contains(where: needed.contains) {
        isTaken[index] = true
        isChanged = true
        needed.formUnion(item.names)
      }
    }
    return zip(items, isTaken).flatMap { item, isTaken in isTaken ? item.values + item.conditions : [] }
  }

  /// The names in them, dotted ones also by their first part.
  var names: Set<String> {
    expressions.reduce(into: []) { $1.collectNames(into: &$0) }
  }

  // MARK: Statements

  private mutating func walk(_ body: [PythonStatement], under conditions: [PythonExpression], depth: Int) {
    guard depth < Self.maximumDepth else { return }
    for statement in body { walk(statement, under: conditions, depth: depth + 1) }
  }

  private mutating func walk(_ suite: PythonSuite, under conditions: [PythonExpression], depth: Int) {
    guard depth < Self.maximumDepth else { return }
    walk(statements(suite), under: conditions, depth: depth)
  }

  private mutating func walk(_ statement: PythonStatement, under conditions: [PythonExpression], depth: Int) {
    switch statement.kind {
    case .assignment(let targets, let value): take(targets, [value], conditions)
    case .annotation(let target, _, let value?): take([target], [value], conditions)
    case .update(let target, _, let value): take([target], [value], conditions)
    case .returned(let value?):
      items.append(
        Item(targets: [], values: [value], conditions: conditions, isAim: aim == .returns))
    case .expression(let expression): take(call: expression, conditions)
    case .conditional(let branches, let otherwise):
      var above = conditions
      for branch in branches {
        above.append(branch.condition)
        walk(branch.suite, under: above, depth: depth)
      }
      if let otherwise { walk(otherwise, under: above, depth: depth) }
    case .loop(let target, let iterable, let body, let otherwise):
      take([target], [iterable], conditions)
      counted.formUnion(target.names)
      walk(body, under: conditions, depth: depth)
      if let otherwise { walk(otherwise, under: conditions, depth: depth) }
    case .whileLoop(let condition, let body, let otherwise):
      walk(body, under: conditions + [condition], depth: depth)
      if let otherwise { walk(otherwise, under: conditions, depth: depth) }
    case .with(_, let body): walk(body, under: conditions, depth: depth)
    case .attempt(let body, let handlers, let otherwise, let finally):
      for suite in [body] + handlers + [otherwise, finally].compactMap({ $0 }) {
        walk(suite, under: conditions, depth: depth)
      }
    case .match(let subject, let cases):
      for candidate in cases { walk(candidate.suite, under: conditions + [subject], depth: depth) }
    default: break
    }
  }

  private mutating func take(
    _ targets: [PythonExpression], _ values: [PythonExpression], _ conditions: [PythonExpression]
  ) {
    items.append(
      Item(
        targets: targets.flatMap(\.names), values: values, conditions: conditions,
        isAim: aim == .rates && targets.contains(where: \.isRate)))
  }

  private mutating func take(call expression: PythonExpression, _ conditions: [PythonExpression]) {
    guard aim == .rates, case .call(let call) = expression.node, rateSetters.contains(call.name) else {
      return
    }
    items.append(
      Item(targets: [], values: call.arguments.map(\.value), conditions: conditions, isAim: true))
  }
}

extension ScriptSlice.Item {
  /// The names in it, dotted ones also by their first part.
  fileprivate var names: Set<String> {
    var names: Set<String> = []
    for expression in values + conditions { expression.collectNames(into: &names) }
    return names
  }
}

extension PythonExpression {
  fileprivate func collectNames(into names: inout Set<String>) {
    if case .name(let name) = node {
      names.insert(name)
      names.insert(name.firstPart)
    }
    for branch in branches { branch.collectNames(into: &names) }
  }

  /// `group["lr"]`
  fileprivate var isRate: Bool {
    guard case .subscripted(_, let index) = node else { return false }
    return index.node == .literal(.string("lr"))
  }
}
