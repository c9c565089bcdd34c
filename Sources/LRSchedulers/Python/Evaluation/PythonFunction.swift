/// A function that expressions may call.
struct PythonFunction: Sendable {
  let name: String
  /// How many arguments it takes.
  let arity: ClosedRange<Int>
  private let body: @Sendable ([PythonValue]) throws(SchedulerError) -> PythonValue

  init(
    _ name: String, _ arity: ClosedRange<Int>,
    _ body: @escaping @Sendable ([PythonValue]) throws(SchedulerError) -> PythonValue
  ) {
    self.name = name
    self.arity = arity
    self.body = body
  }

  func apply(_ arguments: [PythonValue]) throws(SchedulerError) -> PythonValue {
    try check(count: arguments.count)
    return try body(arguments)
  }

  func check(count: Int) throws(SchedulerError) {
    if arity.contains(count) { return }
    let expected: String
    switch (arity.lowerBound, arity.upperBound) {
    case (1, 1): expected = "exactly one argument"
    case (let least, let most) where least == most: expected = "exactly \(least) arguments"
    case (let least, .max): expected = "at least \(least) argument"
    case (let least, let most): expected = "\(least) to \(most) arguments"
    }
    throw SchedulerError(.type, "\(name)() takes \(expected) (\(count) given)")
  }

  static let constants: [String: Double] = [
    "math.pi": .pi, "math.e": 2.718281828459045, "math.tau": 2 * .pi, "math.inf": .infinity, "math.nan": .nan,
  ]

  static func named(_ name: String) throws(SchedulerError) -> PythonFunction {
    if let function = all[name] { return function }
    throw SchedulerError(.attribute, "unknown function '\(name)'")
  }

  /// The nearest name of a function or constant, for hints.
  static func suggestion(for name: String) -> String? {
    if all["math." + name] != nil || constants["math." + name] != nil { return "math." + name }
    return Spelling.nearest(to: name, in: all.keys.sorted() + constants.keys.sorted())
  }

  private static let all = Dictionary(
    (builtins + mathematics).map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
}
