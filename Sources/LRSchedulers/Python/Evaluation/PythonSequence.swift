/// Elements of lists and strings, counted from the end where the index is negative, as Python's.
enum PythonSequence {
  /// The longest list that is made here.
  static let maximumCount = 100_000

  static func element(of list: PythonValue, at index: PythonValue) throws(SchedulerError) -> PythonValue {
    guard let index = index.smallInteger else {
      throw SchedulerError(
        .type, "\(list.pythonType) indices must be integers or slices, not \(index.pythonType)")
    }
    switch list {
    case .list(let elements):
      let place = index < 0 ? index + elements.count : index
      guard elements.indices.contains(place) else { throw SchedulerError(.value, "list index out of range") }
      return elements[place]
    case .string(let text):
      let scalars = Array(text.unicodeScalars)
      let place = index < 0 ? index + scalars.count : index
      guard scalars.indices.contains(place) else { throw SchedulerError(.value, "string index out of range") }
      return .string(String(scalars[place]))
    default: throw SchedulerError(.type, "'\(list.pythonType)' object is not subscriptable")
    }
  }

  /// `list[start:stop:step]`, `None` for what is left out.
  static func slice(_ list: PythonValue, _ bounds: [PythonValue]) throws(SchedulerError) -> PythonValue {
    switch list {
    case .list(let elements): return .list(try indices(bounds, count: elements.count).map { elements[$0] })
    case .string(let text):
      let scalars = Array(text.unicodeScalars)
      var result = String.UnicodeScalarView()
      for index in try indices(bounds, count: scalars.count) { result.append(scalars[index]) }
      return .string(String(result))
    default: throw SchedulerError(.type, "'\(list.pythonType)' object is not subscriptable")
    }
  }

  /// The places that a slice takes of a sequence.
  static func indices(_ bounds: [PythonValue], count: Int) throws(SchedulerError) -> [Int] {
    let step = try bound(bounds, 2) ?? 1
    if step == 0 { throw SchedulerError(.value, "slice step cannot be zero") }
    let (low, high) = step > 0 ? (0, count) : (-1, count - 1)
    func clamped(_ bound: Int) -> Int { min(max(bound < 0 ? bound + count : bound, low), high) }
    let start = try bound(bounds, 0).map(clamped) ?? (step > 0 ? 0 : count - 1)
    let stop = try bound(bounds, 1).map(clamped) ?? (step > 0 ? count : -1)
    let isEmpty = step > 0 ? start >= stop : start <= stop
    if isEmpty { return [] }
    return (0...Int(((stop - start).magnitude - 1) / step.magnitude)).map { start + $0 * step }
  }

  private static func bound(_ bounds: [PythonValue], _ index: Int) throws(SchedulerError) -> Int? {
    guard bounds.indices.contains(index), bounds[index] != .null else { return nil }
    guard let bound = bounds[index].smallInteger else {
      throw SchedulerError(.type, "slice indices must be integers or None")
    }
    return min(max(bound, -maximumCount), maximumCount)
  }

  /// `range(start, stop, step)[index]`, without the list of all others.
  static func element(
    ofRange arguments: [PythonValue], at index: PythonValue
  ) throws(SchedulerError) -> PythonValue {
    guard arguments.count == 1, let count = arguments[0].smallInteger, let index = index.smallInteger else {
      return try element(of: .list(try range(arguments)), at: index)
    }
    let place = index < 0 ? index + max(0, count) : index
    guard 0..<max(0, count) ~= place else { throw SchedulerError(.value, "list index out of range") }
    return .int(place)
  }

  /// `range(start, stop, step)` as a list.
  static func range(_ arguments: [PythonValue]) throws(SchedulerError) -> [PythonValue] {
    var bounds: [Int] = []
    for argument in arguments {
      guard let bound = argument.smallInteger else {
        throw SchedulerError(.type, "'\(argument.pythonType)' object cannot be interpreted as an integer")
      }
      bounds.append(bound)
    }
    let (start, stop) = bounds.count == 1 ? (0, bounds[0]) : (bounds[0], bounds[1])
    let step = bounds.count > 2 ? bounds[2] : 1
    if step == 0 { throw SchedulerError(.value, "range() arg 3 must not be zero") }
    let (distance, overflow) = stop.subtractingReportingOverflow(start)
    guard !overflow, distance.magnitude / step.magnitude < UInt(maximumCount) else {
      throw SchedulerError(.overflow, "a range of more than \(maximumCount) numbers")
    }
    if distance == 0 || (distance < 0) != (step < 0) { return [] }
    let count = Int((distance.magnitude - 1) / step.magnitude) + 1
    return (0..<count).map { .int(start + $0 * step) }
  }
}
