extension PythonExpression {
  /// The value of a constant expression, as an argument of a call in `source`.
  package func value(in source: [UInt8]) throws(SpecError) -> ParameterValue {
    if case .lambda = node { return .lambda(try LambdaExpression(self, source: source)) }
    if let items = dictionaryItems { return try Self.dictionary(items, in: source) }
    if let elements {
      var values: [ParameterValue] = []
      for element in elements { values.append(try element.value(in: source)) }
      return .list(values)
    }
    if case .call(let call) = node, Catalog.entry(matching: call) != nil {
      return .schedule(try Schedule(parsing: PythonSource.text(call)))
    }
    try PythonNames(parameters: [], source: source).check(self)
    do { return try ParameterValue(PythonEvaluator().value(of: self)) } catch {
      throw SpecError(error.message, at: offset, of: source)
    }
  }

  /// The items, if this writes a dictionary in one way or the other.
  private var dictionaryItems: [Item]? {
    if case .dictionary(let items) = node { return items }
    guard case .call(let call) = node, call.qualifiedName == "dict",
      call.arguments.allSatisfy({ $0.keyword != nil && $0.keyword != "**" })
    else { return nil }
    return call.arguments.map { argument in
      let key = Node.literal(.string(argument.keyword ?? ""))
      return Item(key: PythonExpression(offset: argument.offset, node: key), value: argument.value)
    }
  }

  /// Of two equal keys the last counts, in the place of the first, as in Python.
  private static func dictionary(_ items: [Item], in source: [UInt8]) throws(SpecError) -> ParameterValue {
    var read: [DictionaryItem] = []
    for item in items {
      guard let key = try item.key?.value(in: source) else {
        throw SpecError("'**' has no place here", at: item.value.offset, of: source)
      }
      let value = try item.value.value(in: source)
      if let index = read.firstIndex(where: { isSameKey($0.key, key) }) {
        read[index].value = value
      } else {
        read.append(DictionaryItem(key: key, value: value))
      }
    }
    return .dictionary(read)
  }

  /// Whether Python takes both for one key: `0`, `0.0` and `False` are equal.
  private static func isSameKey(_ a: ParameterValue, _ b: ParameterValue) -> Bool {
    func number(_ value: ParameterValue) -> Double? {
      switch value {
      case .bool(let value): value ? 1 : 0
      case .int(let value): Double(exactly: value)
      case .double(let value): value
      default: nil
      }
    }
    if let first = number(a), let second = number(b) { return first == second }
    return a == b
  }
}
