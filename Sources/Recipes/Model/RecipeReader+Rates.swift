import LRSchedulers

extension RecipeReader {
  /// The optimizer's rates: those that were asked for, else the key's, else the framework's default.
  func rates(_ key: String) throws(SpecError) -> [Double] {
    let own = try optionalNumber(key)
    if let asked = options.lrs {
      if let own, asked != [own] {
        notes.append("\(name(key))=\(PythonNumber.repr(own)) is overruled by --lr")
      }
      return asked
    }
    if let own { return [own] }
    guard let standard = table.key(key)?.standard?.double else {
      notes.append(
        "no \(name(key)) is given: rates are shares of \(PythonNumber.repr(options.defaultLRs[0]))")
      return options.defaultLRs
    }
    notes.append("no \(name(key)) is given: \(table.title)'s default, \(PythonNumber.repr(standard))")
    return [standard]
  }

  /// A scheduler of the catalog, with what it refuses at the line of a key.
  func schedule(
    _ name: String, _ arguments: [String: ParameterValue], for key: String
  ) throws(SpecError) -> Schedule {
    try placing(key) { () throws(SchedulerError) in try Schedule(named: name, arguments: arguments) }
  }

  /// A schedule of a text that is made here.
  func schedule(text: String, for key: String) throws(SpecError) -> Schedule {
    do { return try Schedule(parsing: text) } catch {
      // What stands in for a value that is missing may be what is refused.
      throw open ?? refusal(key, "is refused: \(error.message)", hint: error.hint)
    }
  }

  /// A schedule by a formula of the framework's.
  ///
  /// - Parameter factor: a Python expression in `step`, which counts from 0: a share of the optimizer's rate.
  func schedule(factor: String, for key: String) throws(SpecError) -> Schedule {
    try schedule(text: "LambdaLR(optimizer, lambda step: \(factor))", for: key)
  }

  /// Whether `--interval step` makes `--epochs` a number of steps.
  var asksForSteps: Bool { options.countsSteps && options.epochs != nil }
}

extension Double {
  /// As Python writes it.
  var shown: String { PythonNumber.repr(self) }
}

extension ParameterValue {
  /// A count, or a float where it has a fraction.
  static func number(_ value: Double) -> ParameterValue {
    Int(exactly: value).map(ParameterValue.int) ?? .double(value)
  }
}
