/// Conversions to the type a parameter wants, with an error that names both.
extension ParameterValue {
  func number(for name: String) throws(SchedulerError) -> PythonNumber {
    guard let number else { throw mismatch(name, expected: "a number") }
    return number
  }

  func float(for name: String) throws(SchedulerError) -> Double {
    try number(for: name).doubleValue
  }

  /// An int small enough that counting up from it cannot overflow.
  func integer(for name: String) throws(SchedulerError) -> Int {
    guard case .int(let value)? = number else { throw mismatch(name, expected: "an int") }
    guard value.magnitude < 1 << 53 else {
      throw SchedulerError(.value, "\(name) must be below 2**53 in size, but got \(value)", parameter: name)
    }
    return value
  }

  func string(for name: String) throws(SchedulerError) -> String {
    guard case .string(let value) = self else { throw mismatch(name, expected: "a string") }
    return value
  }

  func numbers(for name: String) throws(SchedulerError) -> [PythonNumber] {
    guard case .list(let elements) = self else { throw mismatch(name, expected: "a list of numbers") }
    var numbers: [PythonNumber] = []
    for element in elements { numbers.append(try element.number(for: name)) }
    return numbers
  }

  func schedules(
    for name: String, refusal: (_ index: Int) -> String
  ) throws(SchedulerError) -> [Schedule] {
    guard case .list(let elements) = self else { throw mismatch(name, expected: "a list of schedulers") }
    var schedules: [Schedule] = []
    for (index, element) in elements.enumerated() {
      guard case .schedule(let schedule) = element else {
        throw SchedulerError(.type, refusal(index), parameter: name)
      }
      schedules.append(schedule)
    }
    return schedules
  }

  func dictionary(for name: String) throws(SchedulerError) -> [DictionaryItem] {
    guard case .dictionary(let items) = self else { throw mismatch(name, expected: "a dict") }
    return items
  }

  private func mismatch(_ name: String, expected: String) -> SchedulerError {
    SchedulerError(.type, "\(name) must be \(expected), but got \(python) (\(pythonType))", parameter: name)
  }
}

extension ParameterValue {
  /// Reads a constant Python expression: `0.5`, `[30, 60]`, `1/3`, `'max'`.
  public init(parsing text: String) throws(SpecError) {
    var parser = try PythonParser(text)
    let expression = try parser.expression()
    try parser.expectEnd()
    self = try expression.value(in: parser.source)
  }
}
