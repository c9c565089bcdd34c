/// A schedule that can be written as a Python expression of the step, for PyTorch's `LambdaLR`.
protocol PythonFormula: FormulaScheduler {
  /// What the base rate is multiplied by in step `t`, which is an expression that binds tightly.
  func pythonFactor(_ t: String, base: Double, defaultLR: Double) -> String
}

/// Likewise for rates of its own.
protocol PythonRate: AbsoluteScheduler, PythonFormula {
  func pythonRate(_ t: String) -> String
}

extension PythonRate {
  func pythonFactor(_ t: String, base: Double, defaultLR: Double) -> String {
    "(\(pythonRate(t))) / \(base.python)"
  }
}

extension Double {
  /// Python's `repr`; a negative number in parentheses, as it may be an operand.
  var python: String { self < 0 ? "(\(PythonNumber.repr(self)))" : PythonNumber.repr(self) }
}

extension PythonNumber {
  var python: String { doubleValue < 0 ? "(\(self))" : description }
}
