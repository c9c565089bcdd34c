/// NumPy's arrays: made, computed with element by element, put together and cut.
extension ScriptInterpreter {
  /// The longest array that is followed.
  static let maximumArrayLength = 100_000_000

  /// The array that a value is; nil for other values.
  func array(_ value: ScriptValue) -> ScriptArray? {
    guard case .object(let id) = value, case .array(let array) = objects[id] else { return nil }
    return array
  }

  /// A number or a list of numbers as an array; nil where they are no numbers that are known.
  func array(of value: ScriptValue, at offset: Int) -> ScriptArray? {
    if let array = array(value) { return array }
    guard let elements = elements(of: value) ?? rangeElements(value), isClosed(elements),
      elements.count <= ScriptArray.maximumWritten
    else { return nil }
    spend(elements.count)
    var trees: [PythonExpression] = []
    for element in elements {
      guard isNumber(element), let tree = tree(of: element, at: offset) else { return nil }
      trees.append(tree)
    }
    return trees.isEmpty ? ScriptArray([]) : ScriptArray(written: trees)
  }

  private func rangeElements(_ value: ScriptValue) -> [ScriptValue]? {
    guard case .object(let id) = value, case .range = objects[id] else { return nil }
    return items(of: value)
  }

  func isNumber(_ value: ScriptValue) -> Bool { concrete(value)?.isNumber ?? false }

  func made(_ array: ScriptArray) -> ScriptValue {
    guard array.count <= Self.maximumArrayLength else { return .opaque }
    if array.pieces.count > ScriptArray.maximumPieces {
      guard array.count <= ScriptArray.maximumWritten else {
        return make(.lost(reason: "it is put together of more arrays than are followed"))
      }
      let written = elements(of: array)
      return make(.array(ScriptArray(written: written.compactMap { tree(of: $0, at: 0) })))
    }
    let isTooLarge = array.pieces.contains {
      $0.element.size > Self.maximumTree / 2 || $0.element.height > PythonParser.maximumHeight - 40
    }
    spend(array.pieces.reduce(0) { $0 + $1.element.size / 8 + 1 })
    return isTooLarge ? .opaque : make(.array(array))
  }

  /// The elements of an array, computed.
  func elements(of array: ScriptArray) -> [ScriptValue] {
    spend(array.count)
    if isStopped { return [] }
    return (0..<array.count).map { place in
      (try? PythonEvaluator().value(of: array.element(place))).map(ScriptValue.constant) ?? .opaque
    }
  }

  func element(of array: ScriptArray, at key: ScriptValue, offset: Int) -> ScriptValue {
    if let index = concrete(key)?.smallInteger {
      let place = index < 0 ? index + array.count : index
      guard (0..<array.count).contains(place) else {
        return .failure(ScriptFailure(message: "list index out of range", offset: offset))
      }
      do { return .constant(try PythonEvaluator().value(of: array.element(place))) } catch {
        return failure(error, at: offset)
      }
    }
    guard let index = tree(of: key, at: offset) else { return .opaque }
    let tree = array.element(at: index)
    return symbolic(tree.node, at: offset, over: tree.branches, isClosed: false)
  }

  func slice(_ array: ScriptArray, _ limits: [PythonValue]) throws(SchedulerError) -> ScriptValue {
    let places = try PythonSequence.indices(limits, count: min(array.count, PythonSequence.maximumCount))
    guard array.count <= PythonSequence.maximumCount else { return .opaque }
    spend(places.count / 8)
    return made(array.sliced(places))
  }

  /// `array[start:stop] = values`; nil where that is not known.
  func setting(_ places: [Int], of array: ScriptArray, to value: ScriptValue, at offset: Int) -> ScriptObject?
  {
    guard let first = places.first else { return .array(array) }
    guard places.count == 1 || places[1] == first + 1 else { return nil }
    let others: ScriptArray
    if isNumber(value), let tree = tree(of: value, at: offset) {
      others = ScriptArray(count: places.count, element: tree)
    } else if let given = self.array(of: value, at: offset), given.count == places.count {
      others = given
    } else {
      return nil
    }
    guard case .object(let id) = made(array.replacing(from: first, with: others)) else { return nil }
    return objects[id]
  }

  // MARK: Arithmetic

  /// An operator on two values of which one is an array; nil where none is.
  func arithmetic(_ op: PythonOperator, _ left: ScriptValue, _ right: ScriptValue, at offset: Int)
    -> ScriptValue?
  {
    let values = [left, right]
    // Lists can only be added and repeated.
    let isListed = [.subtract, .divide, .power].contains(op) && values.contains { elements(of: $0) != nil }
    guard isListed || values.contains(where: { array($0) != nil }) else { return nil }
    if let each = oneByOne(values, { apply(op, $0[0], $0[1], at: offset) }) { return each }
    return elementwise(values, at: offset) { trees in
      PythonExpression(.binary(op, trees[0], trees[1]), at: offset, over: trees[0], trees[1])
    }
  }

  /// A comparison of two values of which one is an array; nil where none is, or where the other depends on the parameter.
  func comparison(_ op: PythonOperator, _ left: ScriptValue, _ right: ScriptValue, at offset: Int)
    -> ScriptValue?
  {
    let values = [left, right]
    guard values.contains(where: { array($0) != nil }), ![.is, .isNot].contains(op),
      values.allSatisfy({ array($0) != nil || isNumber($0) })
    else { return nil }
    return elementwise(values, at: offset) { trees in
      PythonExpression(.comparison(trees[0], [.init(op: op, operand: trees[1])]), at: offset, over: trees)
    }
  }

  /// `np.where(condition, a, b)` with an array as the condition; nil for others.
  func choice(_ values: [ScriptValue], at offset: Int) -> ScriptValue? {
    guard values.count == 3, array(of: values[0], at: offset) != nil else { return nil }
    return elementwise(values, at: offset) { trees in
      PythonExpression(
        .conditional(condition: trees[0], then: trees[1], otherwise: trees[2]), at: offset, over: trees)
    }
  }

  /// A function of numbers on values of which one is an array; nil where none is, or where it makes one number of an array.
  func arrayFunction(_ name: String, _ values: [ScriptValue], at offset: Int) -> ScriptValue? {
    guard values.contains(where: { array($0) != nil }) else { return nil }
    if name.hasPrefix("bisect.") { return nil }
    if values.count == 1, ["sum", "any", "all", "len", "min", "max", "sorted"].contains(name) { return nil }
    if let each = oneByOne(values, { apply(function: name, $0.map(plainArgument), at: offset) }) {
      return each
    }
    return elementwise(values, at: offset) { trees in
      let call = PythonCall(
        qualifiedName: name,
        arguments: trees.map { PythonCall.Argument(keyword: nil, value: $0, offset: offset) }, offset: offset)
      return PythonExpression(.call(call), at: offset, over: trees)
    }
  }

  /// A list of what is made of each element where a number depends on the parameter of a function: nil where none does.
  private func oneByOne(_ values: [ScriptValue], _ body: ([ScriptValue]) -> ScriptValue) -> ScriptValue? {
    let depends = values.contains { if case .symbolic(_, false) = $0 { true } else { false } }
    guard depends, let place = values.firstIndex(where: { elements(of: $0) != nil }),
      let items = elements(of: values[place]), items.count <= 1_000
    else { return nil }
    return make(
      .list(
        items.map { item in
          var values = values
          values[place] = item
          return body(values)
        }))
  }

  /// What is made of the elements of arrays and of numbers that go with each of them.
  private func elementwise(
    _ values: [ScriptValue], at offset: Int, _ body: ([PythonExpression]) -> PythonExpression
  ) -> ScriptValue {
    var scalars: [Int: PythonExpression] = [:]
    var places: [Int] = []
    var zipped: ScriptArray?
    for (place, value) in values.enumerated() {
      if let array = array(of: value, at: offset) {
        let own = array.mapped { PythonExpression(.list([$0]), at: offset, over: [$0]) }
        if let others = zipped {
          guard others.count == array.count else { return mismatch(others.count, array.count, at: offset) }
          zipped = others.paired(with: own) { a, b in
            let both = (a.elements ?? []) + (b.elements ?? [])
            return PythonExpression(.list(both), at: offset, over: both)
          }
        } else {
          zipped = own
        }
        places.append(place)
      } else if isNumber(value), let tree = tree(of: value, at: offset) {
        scalars[place] = tree
      } else {
        return open(over: [value]) ?? .opaque
      }
    }
    let result = zipped?.mapped { element in
      var trees = scalars
      for (place, tree) in zip(places, element.elements ?? []) { trees[place] = tree }
      return body(values.indices.map { trees[$0] ?? ScriptArray.literal(0) })
    }
    return result.map(made) ?? .opaque
  }

  /// The negative of an array.
  func unary(_ op: PythonOperator, ofArray value: ScriptValue, at offset: Int) -> ScriptValue {
    elementwise([value], at: offset) { PythonExpression(.unary(op, $0[0]), at: offset, over: [$0[0]]) }
  }

  private func mismatch(_ a: Int, _ b: Int, at offset: Int) -> ScriptValue {
    .failure(
      ScriptFailure(
        message: "operands could not be broadcast together with shapes (\(a),) (\(b),)", offset: offset))
  }
}
