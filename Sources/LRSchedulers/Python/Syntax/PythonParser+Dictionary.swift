/// `{key: value}` and, as the same, `dict(name=value)`.
extension PythonParser {
  mutating func dictionary() throws(SpecError) -> PythonExpression {
    let offset = advance().offset
    var items: [PythonExpression.Item] = []
    while !accept("}") {
      let key = try expression()
      try expect(":")
      items.append(.init(key: key, value: try expression()))
      if accept("}") { break }
      guard accept(",") else { throw error("expected ',' or '}', but got \(token.described)") }
    }
    return try make(.dictionary(items), at: offset, over: items.flatMap { [$0.key, $0.value] })
  }
}

extension PythonExpression {
  /// The items, if this writes a dictionary in one way or the other.
  var dictionaryItems: [Item]? {
    if case .dictionary(let items) = node { return items }
    guard case .call(let call) = node, call.qualifiedName == "dict",
      call.arguments.allSatisfy({ $0.keyword != nil })
    else { return nil }
    return call.arguments.map { argument in
      let key = Node.literal(.string(argument.keyword ?? ""))
      return Item(
        key: PythonExpression(offset: argument.offset, node: key, height: 1), value: argument.value)
    }
  }

  /// Of two equal keys the last counts, in the place of the first, as in Python.
  static func dictionary(_ items: [Item], in source: [UInt8]) throws(SpecError) -> ParameterValue {
    var read: [DictionaryItem] = []
    for item in items {
      let (key, value) = (try item.key.value(in: source), try item.value.value(in: source))
      if let index = read.firstIndex(where: { $0.key == key }) {
        read[index].value = value
      } else {
        read.append(DictionaryItem(key: key, value: value))
      }
    }
    return .dictionary(read)
  }
}
