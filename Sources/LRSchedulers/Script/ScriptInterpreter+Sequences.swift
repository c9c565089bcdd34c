/// Going through several things at once, or with a count.
extension ScriptInterpreter {
  func enumerated(_ value: ScriptValue, _ arguments: [ScriptArgument]) -> ScriptValue {
    let start = arguments.dropFirst().first.flatMap { concrete($0.value) }?.smallInteger ?? 0
    guard let items = items(of: value) else {
      openLengths[objects.count] = value.openValue
      return make(.elements(like: .tuple([.int(start), value])))
    }
    return make(.list(items.enumerated().map { .tuple([.int(start &+ $0.offset), $0.element]) }))
  }

  func zipped(_ values: [ScriptValue]) -> ScriptValue {
    let lists = values.compactMap(items)
    guard lists.count == values.count, let count = lists.map(\.count).min() else {
      if let pairs = partlyZipped(values) { return pairs }
      return open(over: values) ?? make(.elements(like: .tuple(values.map { _ in .opaque })))
    }
    return make(.list((0..<count).map { index in .tuple(lists.map { $0[index] }) }))
  }

  /// The groups of an optimizer with rates that are not known yet: there are as many of these.
  private func partlyZipped(_ values: [ScriptValue]) -> ScriptValue? {
    guard
      let groups = values.compactMap(items).first(where: { $0.contains { $0.objectID.map(isGroup) ?? false } }
      )
    else { return nil }
    return make(
      .list(
        groups.indices.map { index in
          .tuple(
            values.map { value in
              if let known = items(of: value) {
                return known.indices.contains(index) ? known[index] : .opaque
              }
              return open(over: [value]) ?? .opaque
            })
        }))
  }
}
