/// NumPy's functions that make arrays.
extension ScriptInterpreter {
  /// `np.linspace`, `np.arange`, `np.concatenate` and their kin; nil for other functions.
  func arrayFunction(
    named name: String, _ values: [ScriptValue], _ arguments: [ScriptArgument], at offset: Int
  ) -> ScriptValue? {
    func given(_ keyword: String) -> ScriptValue? { arguments.first { $0.keyword == keyword }?.value }
    switch name {
    case "linspace", "logspace": return spaced(name, values, arguments, at: offset)
    case "arange": return arranged(values, at: offset)
    case "ones", "zeros", "full", "empty":
      guard let first = values.first, let count = length(first), count <= Self.maximumArrayLength else {
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
    case "interp": return interpolated(values, arguments, at: offset)
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

  /// NumPy's `interp`: `slope * (x - xs[i]) + ys[i]` between two points, and the ends' values beyond them. It is an expression of x.
  private func interpolated(
    _ values: [ScriptValue], _ arguments: [ScriptArgument], at offset: Int
  ) -> ScriptValue {
    guard values.count == 3, arguments.count == 3 else {
      return open(over: arguments.map(\.value)) ?? .opaque
    }
    if let places = elements(of: values[0]) {
      return make(.list(places.map { interpolated([$0] + values.dropFirst(), arguments, at: offset) }))
    }
    if let open = open(over: values) { return open }
    guard let xs = elements(of: values[1]), let ys = elements(of: values[2]), xs.count == ys.count,
      let first = ys.first, var result = ys.last, xs.count <= Self.maximumPoints
    else { return .opaque }
    if let open = open(over: xs + ys) { return open }
    for (index, next) in xs.indices.dropFirst().enumerated().reversed() {
      let rise = apply(.subtract, ys[next], ys[index], at: offset)
      let slope = apply(.divide, rise, apply(.subtract, xs[next], xs[index], at: offset), at: offset)
      let distance = apply(.subtract, values[0], xs[index], at: offset)
      let own = apply(.add, apply(.multiply, slope, distance, at: offset), ys[index], at: offset)
      result = chosen(values[0], before: xs[next], own, result, at: offset)
    }
    return chosen(values[0], before: xs[0], first, result, at: offset)
  }

  private func chosen(
    _ x: ScriptValue, before end: ScriptValue, _ then: ScriptValue, _ otherwise: ScriptValue, at offset: Int
  ) -> ScriptValue {
    let isBefore = compare(.less, x, end, at: offset)
    if case .failure = isBefore { return isBefore }
    switch truth(of: isBefore) {
    case .yes: return then
    case .no: return otherwise
    case .undecided(let condition): return either(condition, then, otherwise)
    }
  }

  /// More points than these are not interpolated between.
  private static let maximumPoints = 60

  func plainArgument(_ value: ScriptValue) -> ScriptArgument {
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
      0...Self.maximumArrayLength ~= count
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
    guard count <= Double(Self.maximumArrayLength) else { return .opaque }
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
    guard !overflow, count <= Self.maximumArrayLength else { return .opaque }
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
