/// Arrays of NumPy: lists whose arithmetic goes element by element.
extension ScriptInterpreter {
  /// A list that a function of NumPy makes.
  func makeArray(_ elements: [ScriptValue]) -> ScriptValue {
    spend(elements.count / 8)
    let value = make(.list(elements))
    if let id = value.objectID { arrays.insert(id) }
    return value
  }

  func isArray(_ value: ScriptValue) -> Bool { value.objectID.map(arrays.contains) ?? false }

  /// A list or tuple as an array of its own; other values as they are.
  func array(_ value: ScriptValue) -> ScriptValue { elements(of: value).map(makeArray) ?? value }

  /// `1 + np.cos(values)`: an operator on arrays, or on what only an array can stand there for; nil for other values.
  func arithmetic(
    _ op: PythonOperator, ofArrays left: ScriptValue, _ right: ScriptValue, at offset: Int
  ) -> ScriptValue? {
    let (a, b) = (elements(of: left), elements(of: right))
    guard a != nil || b != nil, isArray(left) || isArray(right) || [.subtract, .divide, .power].contains(op)
    else { return nil }
    switch (a, b) {
    case (let a?, let b?):
      guard a.count == b.count else {
        return .failure(ScriptFailure(message: "arrays of \(a.count) and \(b.count) numbers", offset: offset))
      }
      return makeArray(zip(a, b).map { element(op, $0, $1, at: offset) })
    case (let a?, nil): return makeArray(a.map { element(op, $0, right, at: offset) })
    case (nil, let b?): return makeArray(b.map { element(op, left, $0, at: offset) })
    default: return nil
    }
  }

  /// Numbers that are known are computed at once.
  private func element(
    _ op: PythonOperator, _ left: ScriptValue, _ right: ScriptValue, at offset: Int
  ) -> ScriptValue {
    if case .constant(let a) = left, case .constant(let b) = right, a.isNumber, b.isNumber {
      do { return .constant(try PythonArithmetic.apply(op, a, b)) } catch {
        return failure(error, at: offset)
      }
    }
    return apply(op, left, right, at: offset)
  }

  /// `np.cos(values)`: a function of one number on an array; nil for other values.
  func elementwise(function name: String, _ values: [ScriptValue], at offset: Int) -> ScriptValue? {
    guard values.count == 1, isArray(values[0]), let elements = elements(of: values[0]),
      name.hasPrefix("math.") || name == "abs"
    else { return nil }
    return makeArray(
      elements.map { element in
        if case .constant(let number) = element, let value = try? PythonFunction.named(name).apply([number]) {
          return .constant(value)
        }
        return apply(
          function: name, [ScriptArgument(keyword: nil, value: element, offset: offset)], at: offset)
      })
  }

  /// `np.concatenate([warm, rest])`: what is not known in it makes all of it unknown.
  func concatenated(_ parts: ScriptValue, at offset: Int) -> ScriptValue {
    guard let parts = items(of: parts) else { return open(over: [parts]) ?? .opaque }
    if let open = open(over: parts) { return open }
    var all: [ScriptValue] = []
    for part in parts {
      guard let elements = items(of: part), all.count + elements.count <= PythonSequence.maximumCount else {
        return .opaque
      }
      all += elements
    }
    return makeArray(all)
  }

  /// `np.cumsum(values)`
  func runningSum(_ value: ScriptValue, at offset: Int) -> ScriptValue {
    guard let elements = items(of: value) else { return open(over: [value]) ?? .opaque }
    var sums: [ScriptValue] = []
    for element in elements {
      sums.append(sums.last.map { apply(.add, $0, element, at: offset) } ?? element)
    }
    return makeArray(sums)
  }
}
