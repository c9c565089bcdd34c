/// NumPy's arrays: made, computed with element by element, put together and cut.
extension ScriptInterpreter {
  /// The longest array that is followed.
  private static let maximumLength = 100_000_000

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

  private func isNumber(_ value: ScriptValue) -> Bool { concrete(value)?.isNumber ?? false }

  private func made(_ array: ScriptArray) -> ScriptValue {
    guard array.count <= Self.maximumLength else { return .opaque }
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

  // MARK: Making arrays

  /// `np.linspace`, `np.arange`, `np.concatenate` and their kin; nil for other functions.
  func arrayFunction(
    named name: String, _ values: [ScriptValue], _ arguments: [ScriptArgument], at offset: Int
  ) -> ScriptValue? {
    func given(_ keyword: String) -> ScriptValue? { arguments.first { $0.keyword == keyword }?.value }
    switch name {
    case "linspace", "logspace": return spaced(name, values, arguments, at: offset)
    case "arange": return arranged(values, at: offset)
    case "ones", "zeros", "full", "empty":
      guard let first = values.first, let count = length(first), count <= Self.maximumLength else {
        return values.first.flatMap { open(over: [$0]) } ?? .opaque
      }
      let fill = name == "full" ? values.dropFirst().first ?? given("fill_value") : nil
      if let open = fill.flatMap({ open(over: [$0]) }) { return open }
      let element = fill.flatMap { tree(of: $0, at: offset) }
      let number = PythonExpression(offset: offset, node: .literal(.double(name == "ones" ? 1 : 0)))
      return made(ScriptArray(count: count, element: element ?? number))
    case "concatenate", "hstack", "cat", "append", "concat":
      let parts = name == "append" ? values : values.first.flatMap(elements) ?? []
      return joined(parts, at: offset)
    case "repeat", "tile", "flip", "flipud":
      guard let first = values.first, let array = array(of: first, at: offset) else {
        return open(over: values) ?? .opaque
      }
      let times = values.dropFirst().first ?? given("repeats") ?? given("reps")
      return again(array, name, times, at: offset)
    case "cumsum", "cumprod": return values.first.map { running(name, $0, at: offset) }
    case "searchsorted":
      guard values.count == 2 else { return .opaque }
      let side = given("side")?.text == "right" ? "bisect.bisect_right" : "bisect.bisect_left"
      return apply(function: side, values.map(plainArgument), at: offset)
    case "take":
      guard values.count == 2 else { return .opaque }
      return element(of: values[0], at: values[1], offset: offset)
    default: return nil
    }
  }

  private func plainArgument(_ value: ScriptValue) -> ScriptArgument {
    ScriptArgument(keyword: nil, value: value, offset: 0)
  }

  /// A length, or the shape of an array of one dimension.
  private func length(_ value: ScriptValue) -> Int? {
    let only = elements(of: value).flatMap { $0.count == 1 ? $0[0] : nil } ?? value
    guard let count = concrete(only)?.smallInteger, count >= 0 else { return nil }
    return count
  }

  /// NumPy's `linspace`: `place * step + start`, and the end itself; `logspace` is 10 to the power of that.
  private func spaced(
    _ name: String, _ values: [ScriptValue], _ arguments: [ScriptArgument], at offset: Int
  ) -> ScriptValue {
    func option(_ names: String...) -> ScriptValue? {
      arguments.first { names.contains($0.keyword ?? "") }?.value
    }
    let number = values.count > 2 ? values[2] : option("num", "steps") ?? .int(50)
    if let open = open(over: values.prefix(2) + [number]) { return open }
    guard values.count >= 2, let start = try? concrete(values[0])?.float(),
      let stop = try? concrete(values[1])?.float(), let count = concrete(number)?.smallInteger,
      0...Self.maximumLength ~= count
    else { return .opaque }
    let endpoint = values.count > 3 ? values[3] : option("endpoint")
    let isWhole =
      if case .library(let type)? = option("dtype") { type.lastPart.hasPrefix("int") } else { false }
    if let open = endpoint.flatMap({ open(over: [$0]) }) { return open }
    let hasEnd: Bool
    switch endpoint.map(truth) {
    case nil, .yes: hasEnd = true
    case .no: hasEnd = false
    case .undecided: return .opaque
    }
    let steps = hasEnd ? count - 1 : count
    let step = steps > 0 ? (stop - start) / Double(steps) : 0
    func literal(_ value: Double) -> PythonExpression {
      PythonExpression(offset: offset, node: .literal(.double(value)))
    }
    func power(_ exponent: PythonExpression) -> PythonExpression {
      let value = name == "logspace" ? ScriptArray.binary(.power, literal(10), exponent) : exponent
      return isWhole ? ScriptArray.whole(value) : value
    }
    let rise = ScriptArray.binary(
      .add, ScriptArray.binary(.multiply, ScriptArray.index, literal(step)), literal(start))
    guard hasEnd, count > 1 else { return made(ScriptArray(count: count, element: power(rise))) }
    return made(
      ScriptArray([
        .init(count: count - 1, element: power(rise)), .init(count: 1, element: power(literal(stop))),
      ]
      ))
  }

  /// `np.arange`: of ints `start + step * place`; of floats the step is what the first two elements differ by.
  private func arranged(_ values: [ScriptValue], at offset: Int) -> ScriptValue {
    if let open = open(over: values) { return open }
    let bounds = values.compactMap(concrete)
    guard bounds.count == values.count, (1...3).contains(bounds.count) else { return .opaque }
    let (start, stop) = bounds.count == 1 ? (.int(0), bounds[0]) : (bounds[0], bounds[1])
    let step = bounds.count > 2 ? bounds[2] : .int(1)
    guard let from = try? start.float(), let to = try? stop.float(), let by = try? step.float(), by != 0,
      ((to - from) / by).isFinite
    else { return .opaque }
    let count = ((to - from) / by).rounded(.up)
    guard count <= Double(Self.maximumLength) else { return .opaque }
    let isWhole = bounds.allSatisfy { $0.smallInteger != nil }
    let distance: PythonValue = isWhole ? step : .double((from + by) - from)
    let first: PythonValue = isWhole ? start : .double(from)
    var element = ScriptArray.index
    if distance != .int(1) {
      element = ScriptArray.binary(
        .multiply, element, PythonExpression(offset: offset, node: .literal(distance)))
    }
    if first != .int(0) {
      element = ScriptArray.binary(.add, PythonExpression(offset: offset, node: .literal(first)), element)
    }
    return made(ScriptArray(count: max(0, Int(count)), element: element))
  }

  private func joined(_ parts: [ScriptValue], at offset: Int) -> ScriptValue {
    if let open = open(over: parts) { return open }
    var whole = ScriptArray([])
    for part in parts {
      if let array = array(of: part, at: offset) {
        whole = whole + array
      } else if isNumber(part), let tree = tree(of: part, at: offset) {
        whole = whole + ScriptArray(count: 1, element: tree)
      } else {
        return elements(of: part).flatMap { open(over: $0) } ?? .opaque
      }
    }
    return made(whole)
  }

  private func again(_ array: ScriptArray, _ name: String, _ times: ScriptValue?, at offset: Int)
    -> ScriptValue
  {
    if name.hasPrefix("flip") {
      let last = ScriptArray.binary(.subtract, ScriptArray.literal(array.count - 1), ScriptArray.index)
      return made(ScriptArray(count: array.count, element: array.element(atPlace: last)))
    }
    guard let times else { return .opaque }
    guard let number = length(times) else { return open(over: [times]) ?? .opaque }
    let (count, overflow) = array.count.multipliedReportingOverflow(by: number)
    guard !overflow, count <= Self.maximumLength else { return .opaque }
    let place = ScriptArray.binary(
      name == "tile" ? .modulo : .floorDivide, ScriptArray.index,
      ScriptArray.literal(name == "tile" ? max(1, array.count) : max(1, number)))
    return made(ScriptArray(count: count, element: array.element(atPlace: place)))
  }

  /// Sums, or products, of all elements up to each.
  private func running(_ name: String, _ value: ScriptValue, at offset: Int) -> ScriptValue {
    if let open = open(over: [value]) { return open }
    guard let array = array(of: value, at: offset), array.count <= ScriptArray.maximumWritten else {
      return .opaque
    }
    var (total, trees): (PythonValue?, [PythonExpression]) = (nil, [])
    for element in elements(of: array) {
      guard let own = concrete(element) else { return .opaque }
      guard
        let next = try? total.map({ (total) throws(SchedulerError) in
          try PythonArithmetic.apply(name == "cumsum" ? .add : .multiply, total, own)
        }) ?? own
      else { return .opaque }
      total = next
      trees.append(PythonExpression(offset: offset, node: .literal(next)))
    }
    return trees.isEmpty ? made(ScriptArray([])) : made(ScriptArray(written: trees))
  }
}

/// What arrays are asked for.
extension ScriptInterpreter {
  func call(
    method name: String, ofArray id: Int, _ arguments: [ScriptArgument], at offset: Int
  ) -> ScriptValue {
    switch name {
    case "astype", "copy", "numpy", "cuda", "to", "cpu", "detach", "flatten", "ravel", "float", "double":
      return .object(id)
    case "tolist": return items(of: .object(id)).map { make(.list($0)) } ?? .object(id)
    case "min", "max", "sum", "any", "all":
      return apply(
        function: name, [ScriptArgument(keyword: nil, value: .object(id), offset: offset)], at: offset)
    case "cumsum", "cumprod", "repeat", "searchsorted", "take":
      return arrayFunction(
        named: name, [.object(id)] + arguments.filter { $0.keyword == nil }.map(\.value), arguments,
        at: offset)
        ?? .opaque
    default: return .opaque
    }
  }
}
