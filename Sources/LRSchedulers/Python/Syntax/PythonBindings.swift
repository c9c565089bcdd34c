/// The names that a script has given values to, and its functions.
///
/// A value is put where its name is used, so that what follows reads one expression. Trees that grow by being named
/// again and again (`b = [a, a]`, `c = [b, b]`, …) are refused before they are too large to walk.
struct PythonBindings {
  /// Of the tree of one statement, and of all statements.
  static let (maximumSize, maximumTotal) = (1 << 16, 1 << 20)

  enum Meaning {
    case value(PythonExpression, size: Int)
    case function(PythonFunctionDefinition)
    /// A function that cannot be read.
    case unreadable
  }

  var meanings: [String: Meaning] = [:]
  /// Those with a name, in their order.
  var functions: [PythonFunctionSource] = []
  let source: [UInt8]
  /// What `len(loader)` is.
  let stepsPerEpoch: Int?
  /// Nodes that all statements came to.
  private(set) var total = 0

  init(source: [UInt8], stepsPerEpoch: Int? = nil) {
    self.source = source
    self.stepsPerEpoch = stepsPerEpoch
  }

  /// Assigns to the names and gives the value without names that are known.
  mutating func assign(_ statement: PythonStatement) throws(SpecError) -> PythonExpression {
    if meanings.isEmpty, statement.targets.isEmpty { return statement.value }
    var size = 0
    let value = try resolved(statement.value, &size)
    for target in statement.targets { bind(target, to: value, size, writtenAs: statement.value) }
    renewFunctions(using: statement.names)
    return value
  }

  /// The expression without names that are known.
  mutating func resolved(_ expression: PythonExpression, _ size: inout Int) throws(SpecError)
    -> PythonExpression
  {
    defer { total += size }
    if total > Self.maximumTotal { throw tooMuch(at: expression.offset) }
    return try replaced(expression, &size)
  }

  /// What a statement that was passed over may have changed is no longer known.
  mutating func forget(_ words: [String]) {
    if words.isEmpty { return }
    let isMeant = { (name: String) in words.contains { name == $0 || name.hasSuffix("." + $0) } }
    meanings = meanings.filter { name, _ in !isMeant(name) }
    functions.removeAll { isMeant($0.name) }
    renewFunctions(using: words)
  }

  /// - Returns: whether there was as much left.
  mutating func spend(_ nodes: Int) -> Bool {
    total += nodes
    return total <= Self.maximumTotal
  }

  /// What was spent with a copy.
  mutating func spend(_ copy: PythonBindings) { total = copy.total }

  func tooMuch(at offset: Int) -> SpecError {
    SpecError("too large once the names' values are put in", at: offset, of: source)
  }

  private mutating func bind(
    _ target: PythonTarget, to value: PythonExpression, _ size: Int, writtenAs written: PythonExpression
  ) {
    switch (target, value.node) {
    case (.name(let name), .lambda):
      if case .lambda = written.node { return define(name, as: written) }
      set(name, to: value, size)
    case (.name(let name), _): set(name, to: value, size)
    case (.names(let names), .list(let elements)) where names.count == elements.count:
      for (name, element) in zip(names, elements) { set(name, to: element, size) }
    case (.names(let names), _): forget(names)
    }
  }

  private mutating func set(_ name: String, to value: PythonExpression, _ size: Int) {
    functions.removeAll { $0.name == name }
    meanings[name] = .value(value, size: size)
  }
}
