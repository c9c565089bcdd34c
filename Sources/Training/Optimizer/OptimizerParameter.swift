import LRSchedulers

/// One constructor argument of an optimizer: what the parser, the canonical text and the checks know about it.
struct OptimizerParameter {
  /// How it is read and assigned. By closures: the types of key paths are made at run time, at the start of every lab.
  enum Field {
    typealias Reader<Value> = (OptimizerConfiguration) -> Value
    typealias Writer<Value> = (inout OptimizerConfiguration, Value) -> Void

    case number(Reader<Double>, Writer<Double>)
    case flag(Reader<Bool>, Writer<Bool>)
    case betas
    case lr
    /// A switch between ways of computing the same numbers: True, False or None.
    case ignored
  }

  let name: String
  let field: Field
  /// How PyTorch's message begins when the value is negative or not a number; nil where it accepts any number.
  var complaint: String?
  /// The largest value that PyTorch accepts.
  var upperBound = Double.infinity
  var isKeywordOnly = false

  var isIgnored: Bool {
    if case .ignored = field { true } else { false }
  }
}

extension OptimizerParameter {
  /// The argument as Python writes it.
  func text(in configuration: OptimizerConfiguration) -> String {
    switch field {
    case .number(let read, _): PythonNumber.repr(read(configuration))
    case .flag(let read, _): read(configuration) ? "True" : "False"
    case .betas:
      "(\(PythonNumber.repr(configuration.beta1)), \(PythonNumber.repr(configuration.beta2)))"
    case .lr, .ignored: ""
    }
  }

  func set(_ value: ParameterValue, in configuration: inout OptimizerConfiguration) throws(TrainingError) {
    switch field {
    case .number(_, let write): write(&configuration, try number(value))
    case .flag(_, let write): write(&configuration, try flag(value))
    case .betas: (configuration.beta1, configuration.beta2) = try betas(value)
    case .lr: configuration.lr = try number(value)
    case .ignored: if value != .null { _ = try flag(value) }
    }
  }

  private func number(_ value: ParameterValue) throws(TrainingError) -> Double {
    guard let number = value.number?.doubleValue else { throw mismatch(value, expected: "a number") }
    if let complaint, !(number >= 0 && number <= upperBound) {
      throw TrainingError("\(complaint): \(value.python)")
    }
    guard number.isFinite else { throw mismatch(value, expected: "a finite number") }
    return number
  }

  private func flag(_ value: ParameterValue) throws(TrainingError) -> Bool {
    guard case .bool(let flag) = value else { throw mismatch(value, expected: "True or False") }
    return flag
  }

  private func betas(_ value: ParameterValue) throws(TrainingError) -> (Double, Double) {
    guard case .list(let values) = value, values.count == 2 else {
      throw mismatch(value, expected: "two numbers such as (0.9, 0.999)")
    }
    return (try beta(values[0], 0), try beta(values[1], 1))
  }

  private func beta(_ value: ParameterValue, _ index: Int) throws(TrainingError) -> Double {
    guard let beta = value.number?.doubleValue else { throw mismatch(value, expected: "a number") }
    guard beta >= 0, beta < 1 else {
      throw TrainingError("Invalid beta parameter at index \(index): \(value.python)")
    }
    return beta
  }

  private func mismatch(_ value: ParameterValue, expected: String) -> TrainingError {
    TrainingError("\(name) must be \(expected), but got \(value.python)")
  }
}
